// Creating DOM nodes. The page creates them only here: texts become text nodes, so no text
// from outside can turn into markup.

// h creates an element. The props are "class", "dataset" (an object), "on" (event names and
// functions) and attributes; true sets an empty attribute, false and null leave it out.
// Children are nodes, strings or nested arrays; null and false are left out.
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(el.dataset, value);
    else if (name === "on") for (const [event, f] of Object.entries(value)) el.addEventListener(event, f);
    else if (name.startsWith("on")) throw new Error(`put event handlers into "on", not into ${name}`);
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

// arrange makes wanted the children of parent, in order. Nodes that are already in the
// right order are not touched, so they keep focus, selection and hover.
export function arrange(parent, wanted) {
  const wantedSet = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!wantedSet.has(child)) child.remove();
  let cursor = parent.firstChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

const drawn = new WeakMap();

// reconcile makes parent show items [{key, draw}] in order. An item keeps its node if there
// was one with the same key; draw creates the other nodes.
export function reconcile(parent, items) {
  const old = [...parent.children];
  arrange(parent, items.map(({ key, draw }) => {
    const at = old.findIndex((node) => drawn.get(node) === key);
    if (at >= 0) return old.splice(at, 1)[0];
    const node = draw();
    drawn.set(node, key);
    return node;
  }));
}

// safeURL returns an address that is safe as a link: http, https, mailto or tel. For anything
// else it returns "", because javascript: could run code and data: could show a fake page.
export function safeURL(address) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address ?? "")) return "";
  try {
    return new URL(address).href;
  } catch {
    return "";
  }
}

// link creates a link that opens in a new tab, or a span if the address is not safe.
export function link(address, ...children) {
  const href = safeURL(address);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

let last = 0;
// freshID returns an unused element id, for aria-describedby and similar attributes.
export const freshID = (prefix) => `${prefix}-${++last}`;

function nodes(children) {
  return children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== "");
}
