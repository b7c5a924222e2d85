// Block Kit blocks as DOM nodes. Blocks that did not change keep their nodes.

import { freshID, h, reconcile } from "./dom.js";
import { interactive, picture } from "./elements.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { table } from "./table.js";
import { plain } from "./text.js";
import { unsupported } from "./unsupported.js";

// showBlocks makes container show blocks. A block whose JSON has not changed keeps its
// node, so that nothing moves under the pointer and no input is lost.
export function showBlocks(container, blocks, surface) {
  const focus = focused(container);
  surface.dropMissing(blocks);
  reconcile(container, blocks.map((block) => ({ key: JSON.stringify(block), draw: () => draw(block, surface) })));
  refocus(container, focus);
}

function focused(container) {
  const el = container.contains(document.activeElement) ? document.activeElement : null;
  return el && { el, block: el.closest("[data-block]")?.dataset.block, action: el.dataset.action, caret: el.selectionStart ?? null };
}

// refocus moves the focus to the new node of a control that had it before it was redrawn.
function refocus(container, focus) {
  if (!focus || focus.el.isConnected || !focus.block) return;
  const block = container.querySelector(`[data-block="${CSS.escape(focus.block)}"]`);
  const twin = focus.action ? block?.querySelector(`[data-action="${CSS.escape(focus.action)}"]`) : block?.querySelector("input, textarea, button");
  twin?.focus({ preventScroll: true });
  if (focus.caret !== null && twin?.selectionStart !== null) twin?.setSelectionRange?.(focus.caret, focus.caret);
}

function draw(block, surface) {
  const node = (kinds[block.type] ?? unsupported)(block, surface);
  node.classList.add("block");
  node.dataset.block = block.block_id ?? "";
  return node;
}

const kinds = {
  section(block, surface) {
    const text = block.text && h("div", { class: "text" }, textObject(block.text));
    const fields = block.fields && h("div", { class: "fields" }, block.fields.map((f) => h("div", { class: "text" }, textObject(f))));
    return h("div", { class: "section" }, h("div", { class: "section-main" }, text, fields),
      block.accessory && h("div", { class: "accessory" }, interactive(block.accessory, block, surface)));
  },
  header: (block) => h("h3", { class: "header" }, plain(block.text)),
  divider: () => h("hr"),
  image: (block) => h("figure", { class: "image" }, block.title && h("figcaption", {}, textObject(block.title)), picture(block, "picture")),
  context: (block) => h("div", { class: "context" }, block.elements.map((e) => (e.type === "image" ? picture(e, "tiny") : h("span", { class: "text" }, textObject(e))))),
  actions: (block, surface) => h("div", { class: "actions" }, block.elements.map((e) => interactive(e, block, surface))),
  rich_text: (block) => richText(block),
  table: (block) => table(block),
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  input,
};

function input(block, surface) {
  const [id, label, hint, error] = ["field", "label", "hint", "error"].map(freshID);
  const name = plain(block.label);
  const typed = /_input$|picker$/.test(block.element.type);
  const describedBy = [block.hint && hint, error].filter(Boolean).join(" ");
  const mark = block.optional && h("span", { class: "optional" }, " (optional)");
  return h("div", { class: "input", dataset: { testid: "field", label: name } },
    typed ? h("label", { class: "input-label", id: label, for: id }, name, mark) : h("div", { class: "input-label", id: label }, name, mark),
    interactive(block.element, block, surface, { id, label, describedBy }),
    h("div", { class: "field-error", id: error, dataset: { testid: "field-error" } }),
    block.hint && h("div", { class: "hint", id: hint }, mrkdwn(block.hint.text)));
}

// showError shows an error under an input block's field, or removes it if words is empty. It
export function showError(container, blockID, words) {
  const field = container.querySelector(`.input[data-block="${CSS.escape(blockID)}"]`);
  if (!field) return null;
  const control = field.querySelector("input, textarea, .select, .choices");
  const error = field.querySelector(".field-error");
  error.replaceChildren(...(words ? [icon("warn", 16), h("span", {}, words)] : []));
  field.classList.toggle("wrong", Boolean(words));
  if (words) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
  return control;
}
