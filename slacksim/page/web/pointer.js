// While a mouse button or finger is down, nothing is redrawn, so that the pressed control
// is still there when it is released.

let pressed = false;
let waiting = [];

function release() {
  pressed = false;
  // The click event follows immediately and needs its target.
  setTimeout(() => {
    for (const go of waiting.splice(0)) go();
  });
}

document.addEventListener("pointerdown", () => (pressed = true), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) document.addEventListener(name, release, true);
window.addEventListener("blur", release);

// pointerUp resolves when no mouse button or finger is down.
export const pointerUp = () => (pressed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve());
