// Short notices at the bottom of the page. Screen readers read them out.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";

const visibleFor = 8000;

// notice shows a text in mrkdwn for a few seconds. problem marks it as an error.
export function notice(text, { problem = false } = {}) {
  const area = document.getElementById("notices");
  if ([...document.querySelectorAll(".notice")].some((other) => other.dataset.text === text)) return;
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", on: { click: () => el.remove() } }, icon("close", 16));
  const el = h("div", { class: problem ? "notice problem" : "notice", role: problem ? "alert" : "status", dataset: { text } }, problem && icon("warn"), h("span", {}, mrkdwn(text)), close);
  // While a dialog is open, the rest of the page is inert, so the notice goes into the dialog.
  (document.querySelector("dialog[open]") ?? area).append(el);
  setTimeout(() => el.remove(), visibleFor);
}

// succeeded returns whether a request succeeded, and shows the error if not.
export function succeeded(answer) {
  if (!answer.ok) notice(answer.error || "That didn't work.", { problem: true });
  return answer.ok;
}
