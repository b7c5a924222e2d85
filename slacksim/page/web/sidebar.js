// The left side: the team, who you are, channels, direct messages, the app.

import { avatar } from "./avatar.js";
import { fill, h, keep } from "./dom.js";
import { icon } from "./icons.js";
import { app, appChannel, isApp, titleOf, workspace } from "./workspace.js";
import { Switcher } from "./switcher.js";

export class Sidebar {
  // on is {open(channelID), openApp(), be(userID), status(preset)}.
  constructor(root, on) {
    this.on = on;
    this.team = h("div", { class: "team" });
    this.switcher = new Switcher(on);
    this.rooms = h("div", { class: "rows" });
    this.directs = h("div", { class: "rows" });
    this.apps = h("div", { class: "rows" });
    this.directHead = h("h2", { class: "side-head" }, "Direct messages");
    root.append(this.team, this.switcher.el, h("div", { class: "side-scroll" },
      h("h2", { class: "side-head" }, "Channels"), this.rooms, this.directHead, this.directs, h("h2", { class: "side-head" }, "Apps"), this.apps));
  }

  // show draws the lists; place is {channel, tab} as in the address.
  show(place) {
    const { team, channels } = workspace();
    if (this.team.textContent !== team.name) fill(this.team, h("span", {}, team.name));
    this.switcher.show();
    const rooms = channels.filter((c) => c.kind !== "im" && (c.member || c.id === place.channel));
    const directs = channels.filter((c) => c.kind === "im" && !isApp(c.peer));
    const row = (c) => {
      const active = c.id === place.channel;
      // What is being looked at is being read: its marks would only flash.
      const shown = active && place.tab !== "home" && !document.hidden ? { ...c, unread: 0, mentions: 0 } : c;
      return { key: JSON.stringify([shown, titleOf(c), active]), draw: () => this.row(shown, active) };
    };
    keep(this.rooms, rooms.map(row));
    keep(this.directs, directs.map(row));
    this.directHead.hidden = !directs.length;
    const im = appChannel() ?? { id: "", kind: "im", peer: app().user, unread: 0, mentions: 0 };
    keep(this.apps, [row(im)]);
  }

  row(channel, active) {
    const { unread = 0, mentions = 0 } = channel;
    // In a direct message every unread message is meant for the reader.
    const badge = channel.kind === "im" ? unread : mentions;
    const words = [titleOf(channel), channel.kind === "private" && "private channel", unread > 0 && `${unread} unread`, mentions > 0 && `${mentions} mention${mentions > 1 ? "s" : ""}`].filter(Boolean).join(", ");
    const mark = channel.kind === "im" ? avatar(channel.peer, "tiny") : h("span", { class: "hash", "aria-hidden": "true" }, channel.kind === "private" ? icon("lock", 15) : "#");
    return h("button", {
      type: "button", class: `side-row${unread ? " unread" : ""}`, "aria-current": active ? "page" : null, "aria-label": words,
      dataset: { testid: "channel", channel: titleOf(channel) }, on: { click: () => (isApp(channel.peer) ? this.on.openApp() : this.on.open(channel.id)) },
    }, mark, h("span", { class: "side-name" }, channel.kind === "im" ? titleOf(channel) : channel.name), isApp(channel.peer) && h("span", { class: "badge" }, "APP"), badge > 0 && h("span", { class: "count" }, String(badge)));
  }
}
