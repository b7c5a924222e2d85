// Slack's mrkdwn as DOM nodes. HTML in the text stays text.

import { h, link, safeURL } from "./dom.js";
import { dateToken } from "./dates.js";
import { emojiOf, pattern as emojiPattern } from "./emoji.js";
import { plain, unescape } from "./text.js";
import { channelOf, nameOf, userOf, workspace } from "./workspace.js";

const marks = { "*": "strong", _: "em", "~": "s" };

// mrkdwn renders a text. With links:false (in confirmation dialogs and options) it creates
export function mrkdwn(text, { links = true } = {}) {
  const parts = (text ?? "").split("```");
  // ``` without an end is plain text.
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join("```"));
  return parts.flatMap((part, i) => {
    if (i % 2 === 1) return [preformatted(part)];
    // A code block is on its own lines, so the line breaks around it are left out.
    return lines(part.replace(i > 0 ? /^\n/ : /(?!)/, "").replace(i < parts.length - 1 ? /\n$/ : /(?!)/, ""), links);
  });
}

// textObject renders a plain_text or mrkdwn object.
export function textObject(object, options) {
  return object?.type === "mrkdwn" ? mrkdwn(object.text, options) : [plain(object)];
}

function preformatted(text) {
  const pre = h("pre", {});
  const body = text.replace(/^\n/, "").replace(/\n$/, "");
  for (const piece of body.split(/(<[^<>\n]+>)/)) pre.append(piece.startsWith("<") ? token(piece.slice(1, -1), true) : unescape(piece));
  return pre;
}

// lines groups normal lines and quoted lines ("> …").
function lines(text, links) {
  const out = [];
  let run = [];
  let quoted = false;
  const flush = () => {
    if (!run.length) return;
    if (quoted) out.push(h("blockquote", {}, paragraph(run, links)));
    else {
      // A block element already breaks the line.
      const kept = run.join("\n").replace(out.length ? /^\n/ : /^$/, "");
      if (kept) out.push(...paragraph(kept.split("\n"), links));
    }
    run = [];
  };
  for (const line of text.split("\n")) {
    const quote = line.match(/^(?:&gt;|>)\s?(.*)$/);
    if (Boolean(quote) !== quoted) {
      flush();
      quoted = Boolean(quote);
    }
    run.push(quote ? quote[1] : line);
  }
  if (quoted || run.join("") !== "" || run.length > 1) flush();
  return out;
}

function paragraph(rows, links) {
  // A list item is a block element, so no line break is needed beside it.
  const item = (row) => /^\s*(?:•|◦|-|\d+\.)\s/.test(row ?? "");
  return rows.flatMap((row, i) => {
    const content = inline(row, links);
    if (item(row)) return [h("span", { class: "bullet" }, content)];
    return i === 0 || item(rows[i - 1]) ? content : [h("br"), ...content];
  });
}

const special = /<[^<>\n]+>|`[^`\n]+`|[*_~]|:[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?|https?:\/\/[^\s<>|]+/g;

function inline(text, links) {
  const out = [];
  let at = 0;
  special.lastIndex = 0;
  for (let match; (match = nextSpecial(text, at)); ) {
    const [found, start] = match;
    const node = piece(text, found, start, links);
    if (!node) {
      out.push(unescape(text.slice(at, start + found.length)));
      at = start + found.length;
      continue;
    }
    out.push(unescape(text.slice(at, start)), node.node);
    at = node.end;
  }
  out.push(unescape(text.slice(at)));
  return out;
}

function nextSpecial(text, from) {
  special.lastIndex = from;
  const match = special.exec(text);
  return match && [match[0], match.index];
}

// piece creates the node for a special sequence, or returns null if it is plain text.
function piece(text, found, start, links) {
  const end = start + found.length;
  if (found.startsWith("<")) return { node: token(found.slice(1, -1), links), end };
  if (found.startsWith("`")) return { node: h("code", {}, unescape(found.slice(1, -1))), end };
  if (found.startsWith(":")) {
    const char = emojiOf(found.match(emojiPattern)[1]);
    return char ? { node: emoji(char, found), end } : null;
  }
  if (found.startsWith("http")) return bareLink(found, start, links);
  const close = closing(text, start, found);
  if (close < 0) return null;
  return { node: h(marks[found], {}, inline(text.slice(start + 1, close), links)), end: close + 1 };
}

// closing finds the mark that ends the one at start, or returns -1. Both marks must touch
// a word on the inside and none on the outside. Marks in links and code are ignored.
function closing(text, start, mark) {
  const wordy = /[\p{L}\p{N}]/u;
  if (start > 0 && wordy.test(text[start - 1])) return -1;
  if (!text[start + 1] || /\s/.test(text[start + 1]) || text[start + 1] === mark) return -1;
  for (let i = start + 1; i < text.length; i++) {
    const inner = /^(?:<[^<>\n]+>|`[^`\n]+`)/.exec(text.slice(i));
    if (inner) {
      i += inner[0].length - 1;
      continue;
    }
    if (text[i] !== mark || i === start + 1 || /\s/.test(text[i - 1])) continue;
    if (!text[i + 1] || !wordy.test(text[i + 1])) return i;
  }
  return -1;
}

function bareLink(found, start, links) {
  const address = found.replace(/[.,;:!?)\]'"*_~]+$/, "");
  if (!links || !safeURL(unescape(address))) return null;
  return { node: link(unescape(address), unescape(address)), end: start + address.length };
}

function emoji(char, code) {
  return h("span", { class: "emoji", title: code }, char);
}

// token renders what is between < and >: a mention, date or link.
function token(body, links) {
  const bar = body.indexOf("|");
  const [target, label] = bar < 0 ? [body, ""] : [body.slice(0, bar), unescape(body.slice(bar + 1))];
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelName(target.slice(1), label);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || "@group");
  if (target.startsWith("!")) return h("span", { class: "mention broadcast" }, `@${target.slice(1)}`);
  const address = unescape(target);
  const words = plain(label) || address.replace(/^(mailto|tel):/, "");
  if (links && safeURL(address)) return link(address, words);
  // Text that was not escaped may look like a token. It is shown as it is.
  return h("span", {}, label && safeURL(address) ? words : `<${unescape(body)}>`);
}

// mention renders a person's name. The reader's own name is highlighted.
export function mention(id, label = "") {
  const mine = id === workspace().me;
  const name = userOf(id) || id === workspace().app.user ? nameOf(id) : label || id;
  return h("span", { class: mine ? "mention mine" : "mention" }, `@${name.replace(/^@/, "")}`);
}

// channelName renders a channel's name. app.js opens the channel on a click.
export function channelName(id, label = "") {
  const channel = channelOf(id);
  const name = `#${channel?.name ?? (label || "private channel")}`;
  return channel ? h("button", { type: "button", class: "mention", dataset: { openChannel: id } }, name) : h("span", { class: "mention" }, name);
}

function date(target, fallback) {
  const [, unix, pattern, address] = target.split("^");
  const words = dateToken(unix, pattern ?? "", fallback);
  const time = h("time", { title: fallback }, words);
  return address ? link(address, time) : time;
}
