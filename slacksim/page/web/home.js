// The Home tab: the view that the app has published for this user.

import { get } from "./api.js";
import { showBlocks } from "./blocks.js";
import { pointerUp } from "./pointer.js";
import { fill, h } from "./dom.js";
import { Surface } from "./surface.js";
import { app, workspace } from "./workspace.js";

export class Home {
  constructor() {
    this.body = h("div", { class: "blocks" });
    this.note = h("p", { class: "empty-note", hidden: true });
    this.el = h("div", { class: "home", dataset: { testid: "home" }, role: "tabpanel", "aria-label": "Home", tabindex: "0" }, h("div", { class: "home-inner" }, this.note, this.body));
  }

  // open clears the tab for another user.
  open() {
    fill(this.body);
    this.surface = null;
    this.note.hidden = true;
  }

  // refresh fetches the view and updates what has changed.
  async refresh() {
    const user = workspace().me;
    const { view } = await get("home", { user });
    await pointerUp();
    if (user !== workspace().me) return;
    this.note.hidden = Boolean(view);
    this.note.textContent = `${app().name} has nothing to show here yet.`;
    if (this.surface?.where.view_id !== view?.id) this.surface = null;
    this.surface ??= new Surface({ view_id: view?.id }, view?.values);
    showBlocks(this.body, view?.blocks ?? [], this.surface);
  }
}
