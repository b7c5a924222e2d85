// Avatars: a person's initials on their own color, and the app's first letter.

import { h } from "./dom.js";
import { isApp, nameOf } from "./workspace.js";

const colours = 8;

// avatar draws a user's picture. It is hidden from screen readers, because the name is
// always shown beside it.
export function avatar(id, size = "") {
  const name = nameOf(id);
  if (isApp(id)) return h("span", { class: `avatar app ${size}`, "aria-hidden": "true" }, [...name][0]?.toLowerCase() ?? "a");
  const initials = name.split(/\s+/).filter(Boolean).map((word) => [...word][0]);
  const text = (initials.length > 1 ? initials[0] + initials.at(-1) : initials[0] ?? "?").toUpperCase();
  return h("span", { class: `avatar tone-${tone(id)} ${size}`, "aria-hidden": "true" }, text);
}

function tone(id) {
  let sum = 0;
  for (const char of id ?? "") sum = (sum * 31 + char.codePointAt(0)) >>> 0;
  return sum % colours;
}
