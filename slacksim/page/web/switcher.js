// The user switcher: choose which person to be, and set that person's status.

import { avatar } from "./avatar.js";
import { clock, now } from "./dates.js";
import { fill, h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { me, nameOf, people } from "./workspace.js";

const hour = 3600;
// Some of Slack's own suggestions. hours is when the status ends, 0 for never.
const statuses = [
  { emoji: ":spiral_calendar_pad:", text: "In a meeting", hours: 1 },
  { emoji: ":face_with_thermometer:", text: "Out sick", hours: 12 },
  { emoji: ":palm_tree:", text: "Vacationing", hours: 7 * 24 },
];

export class Switcher {
  constructor(on) {
    this.on = on;
    this.button = h("button", { type: "button", class: "switcher", "aria-haspopup": "menu", "aria-expanded": "false", dataset: { testid: "user-switcher" }, on: { click: () => this.open() } });
    this.el = h("div", { class: "switcher-frame" }, this.button);
  }

  show() {
    const user = me();
    const key = JSON.stringify(user);
    if (!user || key === this.key) return;
    this.key = key;
    fill(this.button, avatar(user.id, "medium"),
      h("span", { class: "menu-text" }, h("small", {}, "You are"), h("b", {}, nameOf(user.id), statusMark(user)), h("small", {}, user.title)), icon("down", 18));
  }

  open() {
    const mine = me();
    const rows = people().map((user) => ({
      text: [nameOf(user.id), statusMark(user)],
      hint: [user.title, user.guest && "Guest", user.tz && `${clock(now(), user.tz)} ${cityOf(user.tz)}`].filter(Boolean).join(" · "),
      lead: avatar(user.id, "medium"),
      current: user.id === mine?.id,
      dataset: { user: user.id },
      run: () => this.on.switchUser(user.id),
    }));
    openMenu(this.button, [{ heading: "Switch to another person" }, ...rows, { heading: "Your status" }, ...this.statuses(mine)], { label: "Switch to another person", wide: true });
  }

  statuses(mine) {
    const set = (preset) => () => this.on.status({ emoji: preset.emoji, text: preset.text, expiration: preset.hours ? Math.floor(now() / 1000) + preset.hours * hour : 0 });
    const items = statuses.map((preset) => ({ text: `${emojiOf(preset.emoji.replaceAll(":", ""))} ${preset.text}`, run: set(preset) }));
    if (mine?.status_emoji || mine?.status_text) items.push({ text: "Clear your status", run: set({ emoji: "", text: "", hours: 0 }) });
    return items;
  }
}

const cityOf = (tz) => tz.split("/").at(-1).replaceAll("_", " ");

function statusMark(user) {
  const char = user.status_emoji && emojiOf(user.status_emoji.replaceAll(":", ""));
  return char && h("span", { class: "emoji status", role: "img", "aria-label": user.status_text || "status", title: user.status_text }, char);
}
