// The sidebar: workspace, user switcher, channels, direct messages, app.

import { avatar } from "./avatar.js";
import { fill, h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { app, appChannel, isApp, titleOf, workspace } from "./workspace.js";
import { Switcher } from "./switcher.js";

export class Sidebar {
  // on is {open(channelID), openApp(), switchUser(userID), status(preset)}.
  constructor(root, on) {
    this.on = on;
    this.team = h("div", { class: "team" });
    this.switcher = new Switcher(on);
    this.channelRows = h("div", { class: "rows" });
    this.directRows = h("div", { class: "rows" });
    this.apps = h("div", { class: "rows" });
    this.directHead = h("h2", { class: "side-head" }, "Direct messages");
    root.append(this.team, this.switcher.el, h("div", { class: "side-scroll" },
      h("h2", { class: "side-head" }, "Channels"), this.channelRows, this.directHead, this.directRows, h("h2", { class: "side-head" }, "Apps"), this.apps));
  }

  // show draws the lists. place is {channel, tab} as in the address.
  show(place) {
    const { team, channels } = workspace();
    if (this.team.textContent !== team.name) fill(this.team, h("span", {}, team.name));
    this.switcher.show();
    const channelRows = channels.filter((c) => c.kind !== "im" && (c.member || c.id === place.channel));
    const directRows = channels.filter((c) => c.kind === "im" && !isApp(c.peer));
    const row = (c) => {
      const active = c.id === place.channel;
      // The open channel is being read, so its unread count would only flash.
      const shown = active && place.tab !== "home" && !document.hidden ? { ...c, unread: 0, mentions: 0 } : c;
      return { key: JSON.stringify([shown, titleOf(c), active]), draw: () => this.row(shown, active) };
    };
    reconcile(this.channelRows, channelRows.map(row));
    reconcile(this.directRows, directRows.map(row));
    this.directHead.hidden = !directRows.length;
    const im = appChannel() ?? { id: "", kind: "im", peer: app().user, unread: 0, mentions: 0 };
    reconcile(this.apps, [row(im)]);
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
