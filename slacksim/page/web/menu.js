// Menus that a button opens.

import { h } from "./dom.js";
import { openPopup, roving } from "./popup.js";

// openMenu shows a menu beside anchor. An item is {text, hint?, lead? (a node), current?,
// danger?, run} or {heading}. text may be nodes or strings.
export function openMenu(anchor, items, { label, above, wide } = {}) {
  const rows = items.map((item) => {
    if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
    const row = h("button", { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "menu-item danger" : "menu-item", "aria-current": item.current ? "true" : null, dataset: item.dataset, on: { click: () => choose(item) } },
      item.lead, h("span", { class: "menu-text" }, h("span", {}, item.text), item.hint && h("small", {}, item.hint)), item.current && h("span", { class: "menu-current" }, "✓"));
    return row;
  });
  const buttons = rows.filter((row) => row.matches("button"));
  const el = h("div", { class: wide ? "menu wide" : "menu", role: "menu", "aria-label": label, on: { keydown: (event) => roving(event, buttons) || (event.key === "Tab" && close()) } }, rows);
  const close = openPopup(anchor, el, { above });
  (buttons.find((b) => b.getAttribute("aria-current")) ?? buttons[0])?.focus();

  function choose(item) {
    close();
    item.run();
  }
}
