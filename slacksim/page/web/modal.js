// Modals: the stack of views that the app has opened for this user. Only the top one is
// shown; the others keep their input.

import { post } from "./api.js";
import { avatar } from "./avatar.js";
import { showBlocks, showError } from "./blocks.js";
import { whileBusy } from "./buttons.js";
import { fill, freshID, h } from "./dom.js";
import { icon } from "./icons.js";
import { inputErrors } from "./validate.js";
import { Surface } from "./surface.js";
import { plain } from "./text.js";
import { app, workspace } from "./workspace.js";

const modalViews = new Map();
let dialog = null;

// showViews updates the stack. changed is called after a view was submitted or closed, so
// that the page fetches the stack again.
export function showViews(views, changed) {
  for (const id of modalViews.keys()) if (!views.some((v) => v.id === id)) drop(id);
  if (!views.length) {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    return;
  }
  dialog ??= openDialog();
  views.forEach((view, depth) => {
    if (!modalViews.has(view.id)) modalViews.set(view.id, new ModalView(view, changed));
    const modalView = modalViews.get(view.id);
    modalView.show(view, depth);
    const top = depth === views.length - 1;
    if (modalView.el.parentNode !== dialog) dialog.append(modalView.el);
    const movedToTop = top && (modalView.el.hidden || !modalView.seen);
    modalView.el.hidden = !top;
    modalView.seen = true;
    if (movedToTop) {
      dialog.setAttribute("aria-labelledby", modalView.title.id);
      modalView.focus();
    }
  });
}

function drop(id) {
  modalViews.get(id).el.remove();
  modalViews.delete(id);
}

function openDialog() {
  const el = h("dialog", { class: "modal", dataset: { testid: "modal" } });
  const top = () => [...modalViews.values()].find((s) => !s.el.hidden);
  const escape = (event) => {
    event.preventDefault();
    top()?.close(false);
  };
  // The page handles Escape itself, because the browser would close the dialog with all its
  // views. "cancel" is for other ways to close it, such as the back gesture of a phone.
  el.addEventListener("keydown", (event) => event.key === "Escape" && escape(event));
  el.addEventListener("cancel", (event) => event.target === el && escape(event));
  el.addEventListener("keydown", wrapTab);
  document.body.append(el);
  el.showModal();
  return el;
}

// wrapTab keeps the focus in the dialog: the Tab key goes from the last control to the first.
function wrapTab(event) {
  if (event.key !== "Tab") return;
  const stops = [...event.currentTarget.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")].filter((el) => !el.disabled && el.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

class ModalView {
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
    this.body.addEventListener("input", (event) => this.clearError(event));
    this.body.addEventListener("click", (event) => this.clearError(event));
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
    this.showBanner("");
    if (this.showErrors(inputErrors(this.view.blocks ?? [], this.surface))) return;
    await whileBusy(this.submitButton, async () => {
      const answer = await post("submit", { user: workspace().me, view_id: this.view.id, values: this.surface.values });
      if (!answer.ok) this.showBanner(answer.error || "We had some trouble connecting. Try again?");
      else this.showErrors(answer.errors ?? {});
      await this.changed();
    });
  }

  async close(clear) {
    await post("close", { user: workspace().me, view_id: this.view.id, clear });
    await this.changed();
  }

  // showErrors shows errors ({block_id: text}) under their fields, focuses the first field and
  // returns whether there are errors. Errors for unknown blocks are shown at the top.
  showErrors(errors) {
    let first = null;
    const unplaced = [];
    for (const block of this.view.blocks ?? []) {
      const control = showError(this.body, block.block_id, errors[block.block_id]);
      if (errors[block.block_id] && control) first ??= control;
    }
    for (const [id, words] of Object.entries(errors)) if (!this.body.querySelector(`.input[data-block="${CSS.escape(id)}"]`)) unplaced.push(words);
    if (unplaced.length) this.showBanner(unplaced.join(" "));
    (first?.matches(".choices") ? first.querySelector("input") : first)?.focus();
    return first !== null || unplaced.length > 0;
  }

  // clearError removes an error when its field is changed.
  clearError(event) {
    const field = event.target.closest(".input.wrong");
    if (field && (event.type === "input" || event.target.closest(".choices"))) showError(this.body, field.dataset.block, "");
  }

  showBanner(text) {
    fill(this.banner, text && [icon("warn", 16), h("span", {}, text)]);
  }
}

function set(el, words) {
  if (el.textContent !== words) el.textContent = words;
}
