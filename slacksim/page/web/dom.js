// Building DOM nodes. The page has no other way to make one: text becomes text
// nodes, so nothing that came from outside can turn into markup.

// h makes an element. Props: "class", "dataset" (object), "on" (event name to
// function), anything else an attribute; true sets it empty, false and null leave
// it out. Children: nodes, strings, nested arrays; null and false are left out.
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(el.dataset, value);
    else if (name === "on") for (const [event, f] of Object.entries(value)) el.addEventListener(event, f);
    else if (name.startsWith("on")) throw new Error(`handlers go into "on", not into ${name}`);
    else el.setAttribute(name, value === true ? "" : String(value));
  }
  el.append(...nodes(children));
  return el;
}

// fill replaces the children of el.
export function fill(el, ...children) {
  el.replaceChildren(...nodes(children));
  return el;
}

// place puts wanted, in order, as the children of parent. A node that already stands
// in the right order is not touched, so it keeps focus, selection and hover.
export function place(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

const drawn = new WeakMap();

// keep makes parent show items [{key, draw}] in order. An item whose key is the same as
// before keeps its node; draw makes the others.
export function keep(parent, items) {
  const old = [...parent.children];
  place(parent, items.map(({ key, draw }) => {
    const at = old.findIndex((node) => drawn.get(node) === key);
    if (at >= 0) return old.splice(at, 1)[0];
    const node = draw();
    drawn.set(node, key);
    return node;
  }));
}

// safeURL returns an address that may become a link, or "" for anything but http,
// https, mailto and tel (javascript: and data: would run or spoof).
export function safeURL(address) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address ?? "")) return "";
  try {
    return new URL(address).href;
  } catch {
    return "";
  }
}

// link makes an anchor that opens in a new tab, or a plain span when the address is not safe.
export function link(address, ...children) {
  const href = safeURL(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

let last = 0;
// freshID returns an id that no other element has, for aria-describedby and friends.
export const freshID = (prefix) => `${prefix}-${++last}`;

function nodes(children) {
  return children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== "");
}
