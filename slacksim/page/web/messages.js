// A list of messages: a channel's, or a thread's.

import { dayKey, dayName, millis } from "./dates.js";
import { h, place } from "./dom.js";
import { icon } from "./icons.js";
import { Message } from "./message.js";

const groupedWithin = 5 * 60_000;
// Closer to the end than this (pixels) counts as reading along.
const nearEnd = 48;

export class MessageList {
  // on is {thread(ts), menu(anchor, message)}.
  constructor(on, { inThread = false, label } = {}) {
    Object.assign(this, { on, inThread, items: new Map(), following: true });
    this.inner = h("div", { class: "messages-inner" });
    this.scroller = h("div", { class: "messages", role: "log", "aria-label": label, tabindex: "0" }, this.inner);
    this.pill = h("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd() } }, icon("arrow", 14), "New messages");
    this.el = h("div", { class: "messages-frame" }, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.scrolled());
    this.inner.addEventListener("pointerout", () => this.settle());
    new ResizeObserver(() => this.settle()).observe(this.inner);
    new ResizeObserver(() => this.settle()).observe(this.scroller);
  }

  // open empties the list for another channel or thread. unreadFrom is the ts of the
  // first unread message, or "".
  open(channel) {
    this.channel = channel;
    this.items.clear();
    this.inner.replaceChildren();
    this.following = true;
    this.pill.hidden = true;
    this.count = 0;
    this.unreadFrom = "";
  }

  // show brings the list up to date with messages, oldest first.
  show(messages, { empty } = {}) {
    const wanted = [];
    let before = null;
    for (const message of messages) {
      const at = millis(message.ts);
      if (!this.inThread && (!before || dayKey(millis(before.ts)) !== dayKey(at))) wanted.push(this.line(`day ${dayKey(at)}`, "day", dayName(at)));
      if (message.ts === this.unreadFrom) wanted.push(this.line("unread", "unread", "New"));
      const item = this.item(message.ts);
      item.show(message, grouped(before, message) && message.ts !== this.unreadFrom);
      wanted.push(item.el);
      if (this.inThread && message === messages[0]) wanted.push(this.line("replies", "replies", repliesWord(messages.length - 1)));
      before = this.inThread && message === messages[0] ? null : message;
    }
    if (!messages.length && empty) wanted.push(this.line("empty", "empty", empty));
    const more = messages.length > (this.count ?? 0) && (this.count ?? 0) > 0;
    this.count = messages.length;
    for (const key of this.items.keys()) if (!wanted.includes(this.items.get(key).el)) this.items.delete(key);
    place(this.inner, wanted);
    this.settle();
    if (more && !this.atEnd()) this.pill.hidden = false;
  }

  item(ts) {
    if (!this.items.has(ts)) this.items.set(ts, new Message(this.channel, this.on, this.inThread));
    return this.items.get(ts);
  }

  line(key, kind, words) {
    let line = this.items.get(key);
    if (!line) {
      const el = kind === "empty" ? h("p", { class: "empty-note" }) : h("div", { class: `line ${kind}`, role: "separator" }, h("span", {}));
      this.items.set(key, (line = { el }));
    }
    const text = line.el.querySelector("span") ?? line.el;
    if (text.textContent !== words) text.textContent = words;
    line.el.setAttribute("aria-label", words);
    return line.el;
  }

  atEnd() {
    const s = this.scroller;
    return s.scrollHeight - s.scrollTop - s.clientHeight < nearEnd;
  }

  scrolled() {
    // A list that grew has not been scrolled by the reader.
    if (this.scroller.scrollHeight === this.heightSeen) this.following = this.atEnd();
    this.heightSeen = this.scroller.scrollHeight;
    if (this.atEnd()) this.pill.hidden = true;
  }

  // settle follows the end while the reader is there. A pointer on a button holds the
  // list still, so that a new lead does not push another button under it.
  settle() {
    if (!this.following || this.inner.querySelector(".blocks .button:hover, .blocks .select:hover")) return;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.heightSeen = this.scroller.scrollHeight;
  }

  toEnd() {
    this.following = true;
    this.pill.hidden = true;
    this.settle();
  }

  // reveal scrolls to a message and marks it for a moment; it reports whether it is there.
  reveal(ts) {
    const el = this.items.get(ts)?.el;
    if (!el) return false;
    this.following = false;
    el.scrollIntoView({ block: "center" });
    el.classList.remove("flash");
    void el.offsetWidth;
    el.classList.add("flash");
    return true;
  }
}

const repliesWord = (n) => (n === 0 ? "No replies yet" : n === 1 ? "1 reply" : `${n} replies`);

// grouped tells whether a message continues the one before. Cards always stand alone.
function grouped(before, message) {
  return Boolean(before) && before.user === message.user && !before.ephemeral === !message.ephemeral && !isCard(message) && !message.subtype && !before.subtype &&
    millis(message.ts) - millis(before.ts) < groupedWithin && dayKey(millis(before.ts)) === dayKey(millis(message.ts));
}

const isCard = (message) => (message.blocks ?? []).some((block) => block.type !== "rich_text");
