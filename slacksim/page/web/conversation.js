// The pane in the middle: a channel with its messages and composer, or the app's Home tab.

import { get, latest, post } from "./api.js";
import { avatar } from "./avatar.js";
import { pointerUp } from "./pointer.js";
import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages.js";
import { mrkdwn } from "./mrkdwn.js";
import { app, channelOf, isApp, nameOf, titleOf, userOf, workspace } from "./workspace.js";

export class Conversation {
  // on is {drawer(), tab(name), thread(ts), menu(anchor, message), send(text), shortcut(id)}.
  constructor(root, on) {
    this.on = on;
    this.title = h("div", { class: "pane-title" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "App", hidden: true });
    this.welcome = h("div", { class: "welcome", role: "status", dataset: { testid: "welcome" }, hidden: true });
    this.offline = h("div", { class: "offline", role: "status", hidden: true }, "Connection lost. Trying again…");
    this.list = new MessageList({ thread: on.thread, menu: on.menu }, { label: "Messages" });
    this.home = new Home();
    this.composer = new Composer({ send: on.send, shortcut: on.shortcut }, { testid: "composer" });
    this.outside = h("p", { class: "outside", hidden: true });
    this.drawer = h("button", { type: "button", class: "icon-button drawer-button", "aria-label": "Open the channel list", on: { click: on.drawer } }, icon("menu", 20));
    fill(root, h("header", { class: "pane-head" }, this.drawer, this.title), this.tabs, this.welcome, this.offline, this.home.el, this.list.el, this.composer.el, this.outside);
  }

  // open shows a place.
  async open(place) {
    const channel = channelOf(place.channel);
    const fresh = this.channel !== place.channel || this.user !== workspace().me;
    Object.assign(this, { channel: place.channel, user: workspace().me, tab: place.tab });
    const atHome = place.tab === "home";
    this.head(channel, place);
    this.home.el.hidden = !atHome;
    this.list.el.hidden = atHome;
    const why = atHome ? "" : readOnlyReason(channel, this.user);
    this.composer.el.hidden = atHome || !channel || why !== "";
    this.outside.hidden = why === "";
    this.outside.textContent = why;
    if (atHome) {
      if (fresh || !this.home.surface) this.home.open();
      await this.refresh();
      return;
    }
    this.composer.open(`${this.user} ${place.channel}`, channel ? `Message ${titleOf(channel)}` : "Message");
    if (fresh || this.showing !== place.channel) {
      this.list.open(place.channel);
      this.unread = channel?.unread ?? 0;
      this.showing = place.channel;
    }
    await this.refresh();
  }

  head(channel, place) {
    if (!channel && place.tab !== "home") return fill(this.title, h("h1", {}, "No such channel"));
    const im = !channel || channel.kind === "im";
    const peer = im ? channel?.peer ?? app().user : "";
    const mark = im ? avatar(peer, "small") : h("span", { class: "hash", "aria-hidden": "true" }, channel.kind === "private" ? icon("lock", 16) : "#");
    const topic = im ? userOf(peer)?.title : channel.topic;
    fill(this.title, mark, h("h1", {}, im ? (isApp(peer) ? app().name : nameOf(peer)) : channel.name), isApp(peer) && h("span", { class: "badge" }, "APP"), topic && h("span", { class: "topic" }, mrkdwn(topic)));
    this.tabs.hidden = !(isApp(peer) && app().home);
    const tab = (name, words) => h("button", { type: "button", class: "tab", role: "tab", "aria-selected": String((place.tab || "messages") === name), dataset: { testid: `tab-${name}` }, on: { click: () => this.on.tab(name) } }, words);
    const key = `${place.tab}`;
    if (this.tabs.dataset.key !== key) fill(this.tabs, tab("home", "Home"), tab("messages", "Messages"));
    this.tabs.dataset.key = key;
    return undefined;
  }

  // refresh fetches the messages and updates what has changed.
  refresh = latest(() => this.fetch());

  async fetch() {
    const { channel, user } = this;
    if (this.tab === "home") return this.home.refresh();
    if (!channel) return undefined;
    const { messages = [] } = await get("messages", { user, channel });
    await pointerUp();
    if (channel !== this.channel || user !== this.user) return undefined;
    const shown = messages.filter((m) => !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast");
    if (this.unread > 0) {
      const others = shown.filter((m) => m.user !== user && !m.ephemeral && m.subtype !== "channel_join");
      this.list.unreadFrom = others.at(-this.unread)?.ts ?? "";
      this.unread = 0;
    }
    this.list.show(shown, { empty: "Nothing here yet." });
    return this.read(shown.at(-1)?.ts);
  }

  // read marks the channel as read up to a message, if the page is visible.
  async read(ts) {
    if (!ts || document.hidden || (this.lastRead === ts && this.readChannel === `${this.user} ${this.channel}`)) return;
    this.lastRead = ts;
    this.readChannel = `${this.user} ${this.channel}`;
    await post("read", { user: this.user, channel: this.channel, ts });
  }

  // unreadElsewhere shows on the channel list's button that there are unread messages.
  unreadElsewhere(count) {
    this.drawer.classList.toggle("marked", count > 0);
    this.drawer.setAttribute("aria-label", count ? `Open the channel list, ${count} unread` : "Open the channel list");
  }

  // welcomeWith shows the welcome text of a first visit.
  welcomeWith(words) {
    this.welcome.hidden = !words;
    const close = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", on: { click: () => (this.welcome.hidden = true) } }, icon("close", 16));
    fill(this.welcome, words && [h("div", { class: "text" }, mrkdwn(words)), close]);
  }
}

// readOnlyReason says why a person cannot write in a channel; empty if they can.
function readOnlyReason(channel, user) {
  if (!channel) return "";
  if (!channel.member) return `${nameOf(user)} is not a member of ${titleOf(channel)}.`;
  return channel.kind === "im" && isApp(channel.peer) && app().read_only ? "Sending messages to this app has been turned off." : "";
}
