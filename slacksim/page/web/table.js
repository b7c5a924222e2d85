// Table blocks as HTML tables. As in Slack, the first row is the header.

import { h } from "./dom.js";
import { richText } from "./richtext.js";

// table renders a table block.
export function table(block) {
  const [head, ...body] = block.rows ?? [];
  const row = (cells, tag) => h("tr", {}, cells.map((c, i) => h(tag, { scope: tag === "th" ? "col" : null, class: classOf(c, block.column_settings?.[i]) }, cell(c))));
  return h("div", { class: "table-wrap", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", {}, head && h("thead", {}, row(head, "th")), h("tbody", {}, body.map((cells) => row(cells, "td")))));
}

function cell(c) {
  if (c.type === "rich_text") return richText(c);
  return c.text ?? (c.value === undefined ? "" : String(c.value));
}

function classOf(c, settings) {
  const align = settings?.align ?? (c.type === "raw_number" ? "right" : "left");
  return `align-${["left", "center", "right"].includes(align) ? align : "left"}${settings?.is_wrapped ? " wrapped" : ""}`;
}
