// A placeholder for what the page cannot draw.

import { h } from "./dom.js";

// unsupported is shown in place of a block or element that the page does not support.
export const unsupported = (thing) => h("span", { class: "unknown" }, `This page can't show “${thing.type}”.`);
