// markdown blocks as DOM nodes: headings, lists, quotes, code blocks, tables, rules, bold,
// italic, strikethrough, code and links.

import { h, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

// markdown renders the text of a markdown block.
export function markdown(text) {
  const rows = (text ?? "").split("\n");
  const out = [];
  while (rows.length) {
    if (!rows[0].trim()) rows.shift();
    else out.push(block(rows));
  }
  return out;
}

const listItem = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

// block removes the rows of the next block from the front and draws them.
function block(rows) {
  const first = rows[0];
  const heading = first.match(/^(#{1,6})\s+(.*)$/);
  if (heading) return rows.shift() && h(`h${Math.min(heading[1].length + 2, 6)}`, { class: "md-heading" }, spans(heading[2]));
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(first)) return rows.shift() && h("hr");
  if (first.startsWith("```")) return fence(rows);
  if (first.startsWith(">")) return h("blockquote", {}, markdown(take(rows, (r) => r.startsWith(">")).map((r) => r.replace(/^>\s?/, "")).join("\n")));
  if (listItem.test(first)) return list(take(rows, (r) => listItem.test(r) || /^\s+\S/.test(r)));
  if (first.includes("|") && /^[\s|:-]+$/.test(rows[1] ?? "") && rows[1].includes("-")) return table(take(rows, (r) => r.includes("|")));
  const para = take(rows, (r, i) => i === 0 || (r.trim() && !/^(#{1,6}\s|>|```)/.test(r) && !listItem.test(r)));
  return h("p", {}, para.flatMap((row, i) => (i ? [h("br"), ...spans(row)] : spans(row))));
}

function take(rows, belongs) {
  let n = 0;
  while (n < rows.length && belongs(rows[n], n)) n++;
  return rows.splice(0, n);
}

function fence(rows) {
  rows.shift();
  const body = take(rows, (r) => !r.startsWith("```"));
  rows.shift();
  return h("pre", {}, body.join("\n"));
}

function list(rows) {
  const ordered = /^\s*\d/.test(rows[0]);
  const items = [];
  for (const row of rows) {
    const match = row.match(listItem);
    if (match) items.push(h("li", { class: `indent-${Math.min(Math.floor(match[1].length / 2), 4)}` }, spans(match[3])));
    else items.at(-1)?.append(h("br"), ...spans(row.trim()));
  }
  return h(ordered ? "ol" : "ul", {}, items);
}

function table(rows) {
  const cells = (row) => row.trim().replace(/^\||\|$/g, "").split("|").map((c) => c.trim());
  const [head, , ...body] = rows.map(cells);
  return h("div", { class: "table-wrap" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map((c) => h("th", { scope: "col" }, spans(c))))),
    h("tbody", {}, body.map((row) => h("tr", {}, row.map((c) => h("td", {}, spans(c))))))));
}

const span = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|\[([^\]]+)\]\(([^)\s]+)\)/;

function spans(text) {
  const match = span.exec(text);
  if (!match) return [withEmoji(text)];
  const [whole, code, bold, bold2, strike, italic, italic2, label, address] = match;
  return [withEmoji(text.slice(0, match.index)), node(), ...spans(text.slice(match.index + whole.length))];

  function node() {
    if (code) return h("code", {}, code);
    if (label) return link(address, ...spans(label));
    if (strike) return h("s", {}, spans(strike));
    if (bold ?? bold2) return h("strong", {}, spans(bold ?? bold2));
    return h("em", {}, spans(italic ?? italic2));
  }
}
