// Popups, which float beside the control that opened them until the person presses Escape,
// clicks elsewhere or makes a choice.

let current = null;

// openPopup shows el beside anchor and returns a function that closes it. onClose is called
// once. Opening a popup closes the one before.
export function openPopup(anchor, el, { onClose, above = false } = {}) {
  current?.();
  el.classList.add("popup");
  // An open modal makes everything outside it inert, so the popup goes into the modal.
  (anchor.closest("dialog") ?? document.body).append(el);
  anchor.setAttribute("aria-expanded", "true");

  const move = () => anchor.isConnected && position(el, anchor, above);
  const grown = new ResizeObserver(move);
  const outside = (event) => !el.contains(event.target) && !anchor.contains(event.target) && close();
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const close = () => {
    if (current !== close) return;
    current = null;
    const focused = el.contains(document.activeElement);
    grown.disconnect();
    el.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
    window.removeEventListener("resize", move);
    document.removeEventListener("scroll", move, true);
    if (focused) anchor.focus();
    onClose?.();
  };
  current = close;
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  window.addEventListener("resize", move);
  document.addEventListener("scroll", move, true);
  // The content may be added later, as in an external select.
  grown.observe(el);
  move();
  return close;
}

// closePopup closes the open popup, if any.
export const closePopup = () => current?.();

function position(el, anchor, above) {
  const gap = 4;
  const margin = 8;
  const a = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = el;
  const left = Math.max(margin, Math.min(a.left, window.innerWidth - width - margin));
  const roomBelow = window.innerHeight - a.bottom - gap - margin;
  const up = above || (height > roomBelow && a.top > roomBelow);
  const top = up ? a.top - gap - height : a.bottom + gap;
  el.style.left = `${left}px`;
  el.style.top = `${Math.max(margin, Math.min(top, window.innerHeight - height - margin))}px`;
}

// roving moves the focus in a menu or list with the arrow keys, Home and End. It returns
export function roving(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || !items.length) return false;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
  return true;
}
