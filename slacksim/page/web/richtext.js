// rich_text blocks: sections, lists, quotes and code blocks.

import { h, link } from "./dom.js";
import { dateToken } from "./dates.js";
import { emojiOf, withEmoji } from "./emoji.js";
import { channelName, mention } from "./mrkdwn.js";

// richText renders a rich_text block (or a table cell of that type).
export function richText(block) {
  return h("div", { class: "rich" }, (block.elements ?? []).map(part));
}

function part(element) {
  const children = () => (element.elements ?? []).map(leaf);
  switch (element.type) {
    case "rich_text_list":
      return h(element.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(element.indent ?? 0, 4)}`, start: element.offset ? element.offset + 1 : null },
        (element.elements ?? []).map((item) => h("li", {}, part(item))));
    case "rich_text_quote":
      return h("blockquote", {}, children());
    case "rich_text_preformatted":
      return h("pre", {}, children());
    default:
      return h("div", {}, children());
  }
}

function leaf(element) {
  switch (element.type) {
    case "text":
      return styled(withEmoji(element.text ?? ""), element.style);
    case "link":
      return styled(link(element.url, element.text || element.url), element.style);
    case "user":
      return mention(element.user_id);
    case "channel":
      return channelName(element.channel_id);
    case "usergroup":
      return h("span", { class: "mention" }, "@group");
    case "broadcast":
      return h("span", { class: "mention broadcast" }, `@${element.range}`);
    case "emoji":
      return h("span", { class: "emoji", title: `:${element.name}:` }, character(element));
    case "date":
      return h("time", {}, dateToken(element.timestamp, element.format ?? "{date_pretty}", element.fallback ?? ""));
    case "color":
      return element.value;
    default:
      return element.text ?? "";
  }
}

function character(element) {
  const points = (element.unicode ?? "").split("-").map((hex) => parseInt(hex, 16));
  if (points.length && points.every((p) => p > 0 && p <= 0x10ffff)) return String.fromCodePoint(...points);
  return emojiOf(element.name) || `:${element.name}:`;
}

function styled(content, style = {}) {
  return [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]].reduce((inner, [key, tag]) => (style[key] ? h(tag, {}, inner) : inner), content);
}
