// The list of messages of a channel or a thread.

import { dayKey, dayName, millis } from "./dates.js";
import { arrange, h } from "./dom.js";
import { icon } from "./icons.js";
import { Message } from "./message.js";

const groupedWithin = 5 * 60_000;
// A reader closer to the end than this (in pixels) follows new messages.
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

  // open clears the list for another channel or thread. Set unreadFrom to the ts of the first
  // unread message afterwards.
  open(channel) {
    this.channel = channel;
    this.items.clear();
    this.inner.replaceChildren();
    this.following = true;
    this.pill.hidden = true;
    this.count = 0;
    this.unreadFrom = "";
  }

  // show updates the list. messages are sorted, the oldest first.
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
    arrange(this.inner, wanted);
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
    // If the height has changed, the list has grown and the reader has not scrolled.
    if (this.scroller.scrollHeight === this.heightSeen) this.following = this.atEnd();
    this.heightSeen = this.scroller.scrollHeight;
    if (this.atEnd()) this.pill.hidden = true;
  }

  // settle scrolls to the end if the reader was there. It does nothing while the pointer is
  // on a button, so that a new message does not move another button under it.
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

  // reveal scrolls to a message and highlights it briefly. It returns whether there is one.
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

// grouped tells whether a message continues the one before. Cards are never grouped.
function grouped(before, message) {
  return Boolean(before) && before.user === message.user && !before.ephemeral === !message.ephemeral && !isCard(message) && !message.subtype && !before.subtype &&
    millis(message.ts) - millis(before.ts) < groupedWithin && dayKey(millis(before.ts)) === dayKey(millis(message.ts));
}

const isCard = (message) => (message.blocks ?? []).some((block) => block.type !== "rich_text");
