// Buttons and overflow menus of Block Kit.

import { confirmed } from "./confirm.js";
import { h, safeURL } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { plain } from "./text.js";

// button draws a button element. While its action is being sent it is marked as busy and
// ignores further clicks.
export function button(element, block, surface) {
  const style = element.style === "primary" ? "button primary" : element.style === "danger" ? "button danger" : "button";
  const attributes = { class: style, "aria-label": element.accessibility_label, dataset: { action: element.action_id } };
  const press = () => perform(el, element, () => surface.act(block, element, element.value ?? ""));
  const href = safeURL(element.url);
  const el = href
    ? h("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer", on: { click: press } }, plain(element.text))
    : h("button", { ...attributes, type: "button", on: { click: press } }, plain(element.text));
  return el;
}

// overflow draws the "more" button and its menu.
export function overflow(element, block, surface) {
  const el = h("button", { type: "button", class: "button overflow", "aria-label": element.accessibility_label || "More options", "aria-haspopup": "menu", "aria-expanded": "false", dataset: { action: element.action_id } }, icon("more"));
  el.addEventListener("click", () =>
    openMenu(el, element.options.map((option) => ({
      text: plain(option.text),
      hint: option.description && plain(option.description),
      run() {
        if (safeURL(option.url)) window.open(safeURL(option.url), "_blank", "noopener");
        perform(el, element, () => surface.act(block, element, option));
      },
    })), { label: "More options" }));
  return el;
}

async function perform(el, element, job) {
  if (await confirmed(element.confirm)) await whileBusy(el, job);
}

// whileBusy runs a job and marks the control as busy until it ends. It does nothing if the
export async function whileBusy(el, job) {
  if (el.getAttribute("aria-busy") === "true") return;
  el.setAttribute("aria-busy", "true");
  try {
    await job();
  } finally {
    el.removeAttribute("aria-busy");
  }
}
