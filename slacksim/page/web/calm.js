// Waiting for a calm moment: while a mouse button or finger is down, nothing is redrawn,
// so that what was pressed is still there when it is let go.

let pressed = false;
let waiting = [];

function release() {
  pressed = false;
  // The click event comes right after the release and still wants its target.
  setTimeout(() => {
    for (const go of waiting.splice(0)) go();
  });
}

document.addEventListener("pointerdown", () => (pressed = true), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) document.addEventListener(name, release, true);
window.addEventListener("blur", release);

// calm resolves when nothing is pressed.
export const calm = () => (pressed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve());
