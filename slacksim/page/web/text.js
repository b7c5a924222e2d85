// Slack's escaping and its plain text objects.

import { withEmoji } from "./emoji.js";

// unescape undoes Slack's three entities, and only those.
export const unescape = (text) => text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);

// plain renders a plain_text object or a string: with entities and emoji, without formatting.
export const plain = (object) => withEmoji(unescape((typeof object === "string" ? object : object?.text) ?? ""));
