// Confirmation dialogs before an action.

import { freshID, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { plain } from "./text.js";

// confirmed shows a confirm object and resolves to whether the person confirmed. Without an
export function confirmed(object) {
  if (!object) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = freshID("confirm");
    const answer = (value) => () => dialog.close(value);
    const dialog = h("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": title, dataset: { testid: "confirm" } },
      h("h2", { id: title }, plain(object.title) || "Are you sure?"),
      h("div", { class: "confirm-text" }, textObject(object.text)),
      h("div", { class: "dialog-foot" },
        h("button", { type: "button", class: "button", autofocus: object.style === "danger", on: { click: answer("") } }, plain(object.deny) || "Cancel"),
        h("button", { type: "button", class: object.style === "danger" ? "button danger" : "button primary", autofocus: object.style !== "danger", on: { click: answer("yes") } }, plain(object.confirm) || "Yes")));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
