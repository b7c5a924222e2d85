// The composer: what a person types, with suggestions for commands, people and channels.

import { fill, freshID, h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { openMenu } from "./menu.js";
import { app, people, titleOf, workspace } from "./workspace.js";
import { plain } from "./text.js";

const drafts = new Map();
const suggestionsShown = 8;

export class Composer {
  // on is {send(text), which resolves to whether it succeeded, and shortcut(callbackID)}.
  constructor(on, { testid, inThread = false }) {
    Object.assign(this, { on, inThread, matches: [], at: 0, key: "" });
    const list = freshID("suggestions");
    this.list = h("div", { class: "suggestions popup", role: "listbox", id: list, "aria-label": "Suggestions", hidden: true });
    this.input = h("textarea", { rows: 1, class: "composer-input", "aria-label": "Message", dataset: { testid }, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list });
    this.sendButton = h("button", { type: "button", class: "icon-button send", "aria-label": "Send", disabled: true, on: { click: () => this.send() } }, icon("send"));
    const bolt = h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => this.shortcuts(bolt) } }, icon("bolt"));
    this.el = h("div", { class: "composer" }, this.list, this.input, h("div", { class: "composer-foot" }, !inThread && bolt, h("span", { class: "composer-hint" }, h("kbd", {}, "Enter"), " to send"), this.sendButton));
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    // Phone keyboards insert the line break even if the keydown event was canceled.
    this.input.addEventListener("beforeinput", (event) => event.inputType === "insertLineBreak" && !this.shifted && event.preventDefault());
    this.input.addEventListener("blur", () => this.offer([]));
    this.input.addEventListener("click", () => this.suggest());
  }

  // open shows the draft of a place (a key of user, channel and thread).
  open(key, placeholder) {
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", placeholder);
    if (key === this.key) return;
    this.key = key;
    this.set(drafts.get(key) ?? "");
    this.offer([]);
  }

  set(text) {
    this.input.value = text;
    drafts.set(this.key, text);
    this.grow();
  }

  // insert puts a command into the composer and focuses it.
  insert(text) {
    this.set(text);
    this.input.focus();
    this.suggest();
  }

  typed() {
    drafts.set(this.key, this.input.value);
    this.grow();
    this.suggest();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.sendButton.disabled = !this.input.value.trim();
  }

  pressed(event) {
    this.shifted = event.shiftKey;
    if (event.isComposing) return;
    const open = this.matches.length > 0;
    const exact = open && this.matches[this.at].text.trim() === this.input.value.trim();
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + this.matches.length) % this.matches.length;
      this.mark();
    } else if (open && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey && !exact) {
      event.preventDefault();
      this.take(this.matches[this.at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.offer([]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { key } = this;
    this.set("");
    this.offer([]);
    if (await this.on.send(text)) return;
    // If sending failed, the text comes back, unless the person has typed something else.
    if (this.key === key && !this.input.value) this.set(text);
    else if (!drafts.get(key)) drafts.set(key, text);
  }

  // suggest offers commands, people or channels that match the word at the cursor.
  suggest() {
    const before = this.input.value.slice(0, this.input.selectionStart);
    const command = !this.inThread && before.match(/^\/\S*$/);
    const word = before.match(/(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u);
    if (command) this.offer(commandsLike(command[0]));
    else if (word) this.offer(word[1] === "@" ? peopleLike(word[2]) : channelsLike(word[2]));
    else this.offer([]);
  }

  offer(matches) {
    this.matches = matches.slice(0, suggestionsShown);
    this.at = 0;
    this.list.hidden = !matches.length;
    this.input.setAttribute("aria-expanded", String(matches.length > 0));
    fill(this.list, this.matches.map((m, i) => h("div", { class: "menu-item", role: "option", id: `${this.list.id}-${i}`, on: { pointerdown: (e) => (e.preventDefault(), this.take(m)) } },
      m.lead?.(), h("span", { class: "menu-text" }, h("span", {}, m.label, m.usage && h("span", { class: "usage" }, ` ${m.usage}`)), m.hint && h("small", {}, m.hint)))));
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.at)));
    if (this.matches.length) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(match) {
    const end = this.input.selectionStart;
    const head = this.input.value.slice(0, end).replace(/\S*$/, match.text);
    this.set(head + this.input.value.slice(end));
    this.input.setSelectionRange(head.length, head.length);
    this.input.focus();
    this.offer([]);
  }

  shortcuts(anchor) {
    const global = app().shortcuts.filter((s) => s.type === "global");
    const items = [
      global.length > 0 && { heading: "Shortcuts" },
      ...global.map((s) => ({ text: plain(s.name), hint: s.description, lead: avatar(app().user, "small"), run: () => this.on.shortcut(s.callback_id) })),
      app().commands.length > 0 && { heading: "Commands" },
      ...app().commands.map((c) => ({ text: c.command, hint: c.description, lead: avatar(app().user, "small"), run: () => this.insert(`${c.command} `) })),
    ].filter(Boolean);
    openMenu(anchor, items, { label: "Shortcuts", above: true, wide: true });
  }
}

const starts = (text, typed) => text.toLowerCase().split(/\s+/).some((word) => word.startsWith(typed.toLowerCase()));

function commandsLike(typed) {
  return app().commands.filter((c) => c.command.startsWith(typed.toLowerCase())).map((c) => ({ text: `${c.command} `, label: c.command, usage: c.usage_hint, hint: c.description, lead: () => avatar(app().user, "small") }));
}

function peopleLike(typed) {
  const everyone = [...workspace().users.filter((u) => u.id === app().user), ...people()];
  return everyone.filter((u) => starts(`${u.name} ${u.real_name ?? ""}`, typed)).map((u) => ({ text: `@${u.name} `, label: u.real_name || u.name, hint: u.title, lead: () => avatar(u.id, "small") }));
}

function channelsLike(typed) {
  return workspace().channels.filter((c) => c.kind !== "im" && starts(c.name, typed)).map((c) => ({ text: `#${c.name} `, label: titleOf(c) }));
}
