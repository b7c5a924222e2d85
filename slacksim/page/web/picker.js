// The select control: a button that opens a searchable list, for a single or multiple choice.

import { freshID, h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { openPopup, roving } from "./popup.js";

// Longer lists get a search field.
const searchFrom = 8;
const typingPause = 150;

// picker creates the control. load(query) resolves to groups [{label?, choices: [{key,
// text, hint?, lead?}]}] or throws an error to show. chosen are the initial choices;
// onChange gets the new ones.
export function picker({ placeholder, chosen, load, multi, max, searchable, optional, label, describedBy, onChange }) {
  let selection = chosen;
  const value = h("span", { class: "select-value", id: freshID("value") });
  const button = h("button", { type: "button", class: "select", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-labelledby": label && `${label} ${value.id}`, "aria-describedby": describedBy, on: { click: open } }, value, icon("down", 16));
  show();
  return button;

  function show() {
    value.classList.toggle("placeholder", !selection.length);
    fill(value, selection.length ? selection.map((c) => (multi ? h("span", { class: "chip" }, c.text) : c.text)) : placeholder);
  }

  function open() {
    if (button.getAttribute("aria-expanded") === "true") return;
    const before = selection;
    const list = h("div", { class: "options", role: "listbox", id: freshID("list"), "aria-multiselectable": multi ? "true" : null, "aria-label": placeholder });
    const search = h("input", { class: "option-search", type: "text", placeholder: "Search", "aria-label": "Search", "aria-controls": list.id, autocomplete: "off", hidden: true });
    const el = h("div", { class: "picker" }, search, list);
    el.style.minWidth = `${button.offsetWidth}px`;
    const close = openPopup(button, el, { onClose: () => multi && selection !== before && onChange(selection) });
    el.addEventListener("keydown", keys);
    let pause;
    search.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(refresh, typingPause);
    });
    refresh().then((count) => {
      search.hidden = !(searchable || count > searchFrom);
      (search.hidden ? (list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=option]")) : search)?.focus();
    });

    async function refresh() {
      const query = search.value.trim();
      let groups;
      try {
        groups = await load(query);
      } catch (words) {
        fill(list, h("p", { class: "options-note" }, String(words.message ?? words)));
        return 0;
      }
      // The query has changed, so this result is outdated.
      if (query !== search.value.trim()) return 0;
      const rows = groups.flatMap((g) => [g.label && h("div", { class: "menu-heading", role: "presentation" }, g.label), ...g.choices.map(row)]);
      const clear = optional && !multi && selection.length && !query && h("div", { class: "menu-item quiet", role: "option", tabindex: "-1", on: { click: () => choose(null) } }, "Clear selection");
      fill(list, clear, rows.some((r) => r?.matches?.("[role=option]")) ? rows : h("p", { class: "options-note" }, "No results."));
      return groups.reduce((n, g) => n + g.choices.length, 0);
    }

    function row(choice) {
      const selected = selection.some((c) => c.key === choice.key);
      return h("div", { class: "menu-item", role: "option", tabindex: "-1", "aria-selected": String(selected), dataset: { key: choice.key }, on: { click: () => choose(choice) } },
        choice.lead?.(), h("span", { class: "menu-text" }, h("span", {}, choice.text), choice.hint && h("small", {}, choice.hint)), h("span", { class: "menu-current", "aria-hidden": "true" }, selected ? "✓" : ""));
    }

    function choose(choice) {
      if (!multi) {
        selection = choice ? [choice] : [];
        show();
        close();
        onChange(selection);
        return;
      }
      const has = selection.some((c) => c.key === choice.key);
      if (!has && max && selection.length >= max) return;
      selection = has ? selection.filter((c) => c.key !== choice.key) : [...selection, choice];
      show();
      refresh().then(() => list.querySelector(`[data-key="${CSS.escape(choice.key)}"]`)?.focus());
    }

    function keys(event) {
      const rows = [...list.querySelectorAll("[role=option]")];
      if (roving(event, rows)) return;
      if (event.key === "Tab") close();
      if (event.key === "Enter" || (event.key === " " && event.target !== search)) {
        event.preventDefault();
        (event.target === search ? rows[0] : event.target).click();
      }
    }
  }
}
