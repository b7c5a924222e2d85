// One message: avatar, name, time, blocks, thread summary, menu.

import { avatar } from "./avatar.js";
import { showBlocks } from "./blocks.js";
import { clock, millis, moment } from "./dates.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { Surface } from "./surface.js";
import { isApp, nameOf, namesKey, userOf } from "./workspace.js";
import { emojiOf } from "./emoji.js";

// Message keeps the same DOM node while the message is shown. show updates only what has
// changed.
export class Message {
  // on is {thread(ts), menu(anchor, message)}. inThread leaves out the thread summary.
  constructor(channel, on, inThread) {
    Object.assign(this, { on, inThread, channel });
    this.note = h("div", { class: "private-note", hidden: true }, icon("eye", 14), "Only visible to you");
    this.gutter = h("div", { class: "gutter" });
    this.head = h("div", { class: "message-head" });
    this.blocks = h("div", { class: "blocks" });
    this.edited = h("span", { class: "edited", hidden: true }, "(edited)");
    this.foot = h("div", { class: "message-foot" });
    this.toolbar = h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" });
    this.el = h("div", { class: "message", role: "article", dataset: { testid: "message" } }, this.note, this.gutter,
      h("div", { class: "message-main" }, this.head, this.blocks, this.edited, this.foot), this.toolbar);
  }

  // show draws the message. grouped leaves out the name, below a message of the same person.
  show(message, grouped) {
    const key = JSON.stringify([message, grouped, namesKey()]);
    if (key === this.key) return;
    this.key = key;
    this.message = message;
    this.surface ??= new Surface({ channel: this.channel, ts: message.ts }, message.values);
    const { el } = this;
    const at = millis(message.ts);
    el.dataset.ts = message.ts;
    el.classList.toggle("grouped", grouped);
    el.classList.toggle("private", Boolean(message.ephemeral));
    el.classList.toggle("event", /^(channel|group)_(join|leave|topic|purpose|name)$/.test(message.subtype ?? ""));
    el.setAttribute("aria-label", `${nameOf(message.user)}, ${moment(at)}`);
    this.note.hidden = !message.ephemeral;
    this.edited.hidden = !showsEdited(message) || !grouped;
    fill(this.gutter, grouped ? h("time", { class: "gutter-time", title: moment(at) }, clock(at)) : avatar(message.user));
    fill(this.head, grouped ? null : headline(message, at));
    this.head.hidden = grouped;
    showBlocks(this.blocks, blocksOf(message), this.surface);
    fill(this.foot, this.summary());
    this.tools();
  }

  summary() {
    const { message } = this;
    if (this.inThread || !message.reply_count) return null;
    const faces = (message.reply_users ?? []).slice(0, 3).map((id) => avatar(id, "tiny"));
    const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
    return h("button", { type: "button", class: "thread-summary", dataset: { testid: "thread-open" }, on: { click: () => this.on.thread(message.ts) } },
      h("span", { class: "faces" }, faces), h("b", {}, count), message.latest_reply && h("span", { class: "muted" }, `last reply ${moment(millis(message.latest_reply))}`));
  }

  tools() {
    if (this.message.ephemeral) return fill(this.toolbar);
    if (this.toolbar.childElementCount) return this.toolbar;
    const reply = h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread", on: { click: () => this.on.thread(this.message.thread_ts || this.message.ts) } }, icon("thread"));
    const more = h("button", { type: "button", class: "icon-button", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => this.on.menu(more, this.message) } }, icon("more"));
    return fill(this.toolbar, !this.inThread && reply, more);
  }
}

function headline(message, at) {
  const user = userOf(message.user);
  const status = user?.status_emoji && emojiOf(user.status_emoji.replaceAll(":", ""));
  return [
    h("b", { class: "author" }, nameOf(message.user)),
    status && h("span", { class: "emoji status", role: "img", "aria-label": user.status_text || "status", title: user.status_text }, status),
    (message.bot || isApp(message.user)) && h("span", { class: "badge" }, "APP"),
    h("time", { class: "muted", title: moment(at) }, clock(at)),
    showsEdited(message) && h("span", { class: "edited" }, "(edited)"),
  ];
}

// showsEdited tells whether "(edited)" is shown. As in Slack, apps' messages do not show it.
function showsEdited(message) {
  return message.edited && !message.bot && !isApp(message.user);
}

// blocksOf returns a message's blocks, or its text as one block if it has none.
function blocksOf(message) {
  if (message.blocks?.length) return message.blocks;
  return message.text ? [{ type: "section", text: { type: "mrkdwn", text: message.text } }] : [];
}
