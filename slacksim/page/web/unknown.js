// What the page cannot draw is said, not hidden.

import { h } from "./dom.js";

// notKnown stands in for a block or element that this page does not draw.
export const notKnown = (thing) => h("span", { class: "unknown" }, `This page does not draw “${thing.type}”.`);
