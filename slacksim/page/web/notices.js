// Short notices at the foot of the page, read out by screen readers.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";

const stay = 8000;

// notice shows a text (mrkdwn) for a few seconds; problem marks it as one.
export function notice(text, { problem = false } = {}) {
  const shelf = document.getElementById("notices");
  if ([...document.querySelectorAll(".notice")].some((other) => other.dataset.text === text)) return;
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", on: { click: () => el.remove() } }, icon("close", 16));
  const el = h("div", { class: problem ? "notice problem" : "notice", role: problem ? "alert" : "status", dataset: { text } }, problem && icon("warn"), h("span", {}, mrkdwn(text)), close);
  // Inside an open dialog the rest of the page is inert, so the notice goes there.
  (document.querySelector("dialog[open]") ?? shelf).append(el);
  setTimeout(() => el.remove(), stay);
}

// accepted tells whether a send was ok, and shows the reason when it was not.
export function accepted(answer) {
  if (!answer.ok) notice(answer.error || "That did not work.", { problem: true });
  return answer.ok;
}
