// The thread pane on the right.

import { get, latest } from "./api.js";
import { pointerUp } from "./pointer.js";
import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { channelOf, titleOf, workspace } from "./workspace.js";

export class Thread {
  // on is {close(), menu(anchor, message), send(text, thread)}.
  constructor(root, on) {
    this.root = root;
    this.place = h("span", { class: "muted" });
    this.list = new MessageList({ thread() {}, menu: on.menu }, { inThread: true, label: "Thread" });
    this.composer = new Composer({ send: (text) => on.send(text, this.ts) }, { testid: "thread-composer", inThread: true });
    const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", dataset: { testid: "thread-close" }, on: { click: () => on.close() } }, icon("close"));
    fill(root, h("header", { class: "pane-head" }, h("h2", {}, "Thread"), this.place, close), this.list.el, this.composer.el);
    root.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && on.close());
  }

  // open shows the thread of the message ts in a channel. An empty ts hides the pane.
  async open(channel, ts) {
    const same = this.channel === channel && this.ts === ts && this.user === workspace().me;
    Object.assign(this, { channel, ts, user: workspace().me });
    this.root.hidden = !ts;
    if (!ts || same) return;
    this.list.open(channel);
    await this.refresh();
  }

  // refresh fetches the replies and updates what has changed.
  refresh = latest(() => this.fetch());

  async fetch() {
    const { channel, ts, user } = this;
    if (!ts) return;
    this.place.textContent = channelOf(channel) ? titleOf(channelOf(channel)) : "";
    this.composer.open(`${user} ${channel} ${ts}`, "Reply…");
    const { messages } = await get("messages", { user, channel, thread: ts });
    await pointerUp();
    if (channel === this.channel && ts === this.ts && user === this.user) this.list.show(messages ?? []);
  }
}
