// Modals: the stack of views that the app opened for this user. The top one is shown;
// those below keep what was typed.

import { send } from "./api.js";
import { avatar } from "./avatar.js";
import { showBlocks, showError } from "./blocks.js";
import { busily } from "./buttons.js";
import { fill, freshID, h } from "./dom.js";
import { icon } from "./icons.js";
import { missing } from "./required.js";
import { Surface } from "./surface.js";
import { plain } from "./text.js";
import { app, workspace } from "./workspace.js";

const sheets = new Map();
let dialog = null;

// showViews brings the stack up to date; changed is called after a submit or a close so
// that the page fetches again.
export function showViews(views, changed) {
  for (const id of sheets.keys()) if (!views.some((v) => v.id === id)) drop(id);
  if (!views.length) {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    return;
  }
  dialog ??= openDialog();
  views.forEach((view, depth) => {
    if (!sheets.has(view.id)) sheets.set(view.id, new Sheet(view, changed));
    const sheet = sheets.get(view.id);
    sheet.show(view, depth);
    const top = depth === views.length - 1;
    if (sheet.el.parentNode !== dialog) dialog.append(sheet.el);
    const risen = top && (sheet.el.hidden || !sheet.seen);
    sheet.el.hidden = !top;
    sheet.seen = true;
    if (risen) {
      dialog.setAttribute("aria-labelledby", sheet.title.id);
      sheet.focus();
    }
  });
}

function drop(id) {
  sheets.get(id).el.remove();
  sheets.delete(id);
}

function openDialog() {
  const el = h("dialog", { class: "modal", dataset: { testid: "modal" } });
  const top = () => [...sheets.values()].find((s) => !s.el.hidden);
  const escape = (event) => {
    event.preventDefault();
    top()?.close(false);
  };
  // Escape is taken before the browser sees it: it would close the dialog with all its
  // views. "cancel" are other ways back, such as a phone's gesture.
  el.addEventListener("keydown", (event) => event.key === "Escape" && escape(event));
  el.addEventListener("cancel", (event) => event.target === el && escape(event));
  el.addEventListener("keydown", wrapTab);
  document.body.append(el);
  el.showModal();
  return el;
}

// wrapTab keeps the Tab key going round inside the dialog.
function wrapTab(event) {
  if (event.key !== "Tab") return;
  const stops = [...event.currentTarget.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")].filter((el) => !el.disabled && el.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

class Sheet {
  constructor(view, changed) {
    this.changed = changed;
    this.surface = new Surface({ view_id: view.id }, view.values);
    this.title = h("h2", { id: freshID("modal-title"), dataset: { testid: "modal-title" } });
    this.back = h("button", { type: "button", class: "icon-button", "aria-label": "Back", on: { click: () => this.close(false) } }, icon("back"));
    this.closeButton = h("button", { type: "button", class: "button large", dataset: { testid: "modal-close" }, on: { click: () => this.close(false) } });
    this.submitButton = h("button", { type: "submit", class: "button primary large", dataset: { testid: "modal-submit" } });
    this.banner = h("div", { class: "view-banner", role: "alert", dataset: { testid: "modal-error" } });
    this.body = h("div", { class: "view-body blocks" });
    this.el = h("form", { class: "view", novalidate: true, hidden: true, on: { submit: (event) => this.submit(event) } },
      h("header", { class: "view-head" }, this.back, avatar(app().user, "small"), this.title,
        h("button", { type: "button", class: "icon-button", "aria-label": "Close all", on: { click: () => this.close(true) } }, icon("close"))),
      this.banner, this.body, h("footer", { class: "dialog-foot" }, this.closeButton, this.submitButton));
    this.body.addEventListener("input", (event) => this.forgive(event));
    this.body.addEventListener("click", (event) => this.forgive(event));
  }

  show(view, depth) {
    this.view = view;
    this.back.hidden = depth === 0;
    set(this.title, plain(view.title));
    set(this.closeButton, plain(view.close) || (view.submit ? "Cancel" : "Close"));
    set(this.submitButton, plain(view.submit) || "Submit");
    this.submitButton.hidden = !view.submit;
    this.el.dataset.view = view.id;
    showBlocks(this.body, view.blocks ?? [], this.surface);
  }

  focus() {
    const first = this.body.querySelector("[autofocus], input, textarea, .select");
    (first ?? (this.submitButton.hidden ? this.closeButton : this.submitButton)).focus({ preventScroll: true });
  }

  async submit(event) {
    event.preventDefault();
    this.say("");
    if (this.mark(missing(this.view.blocks ?? [], this.surface))) return;
    await busily(this.submitButton, async () => {
      const answer = await send("submit", { user: workspace().me, view_id: this.view.id, values: this.surface.values });
      if (!answer.ok) this.say(answer.error || "We had some trouble connecting. Try again?");
      else this.mark(answer.errors ?? {});
      await this.changed();
    });
  }

  async close(clear) {
    await send("close", { user: workspace().me, view_id: this.view.id, clear });
    await this.changed();
  }

  // mark puts errors ({block_id: words}) under their fields and goes to the first; it
  // reports whether there are any. Words for a block that is not there go to the top.
  mark(errors) {
    let first = null;
    const lost = [];
    for (const block of this.view.blocks ?? []) {
      const control = showError(this.body, block.block_id, errors[block.block_id]);
      if (errors[block.block_id] && control) first ??= control;
    }
    for (const [id, words] of Object.entries(errors)) if (!this.body.querySelector(`.input[data-block="${CSS.escape(id)}"]`)) lost.push(words);
    if (lost.length) this.say(lost.join(" "));
    (first?.matches(".choices") ? first.querySelector("input") : first)?.focus();
    return first !== null || lost.length > 0;
  }

  // forgive takes an error away as soon as its field is changed.
  forgive(event) {
    const field = event.target.closest(".input.wrong");
    if (field && (event.type === "input" || event.target.closest(".choices"))) showError(this.body, field.dataset.block, "");
  }

  say(words) {
    fill(this.banner, words && [icon("warn", 16), h("span", {}, words)]);
  }
}

function set(el, words) {
  if (el.textContent !== words) el.textContent = words;
}
