// The function that draws each Block Kit element.

import { confirmed } from "./confirm.js";
import { h } from "./dom.js";
import { button, overflow } from "./buttons.js";
import { choices, dateInput, textInput } from "./inputs.js";
import { select } from "./selects.js";
import { unsupported } from "./unsupported.js";

const draw = {
  button, overflow,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput, rich_text_input: textInput,
  datepicker: dateInput, timepicker: dateInput, datetimepicker: dateInput,
  checkboxes: choices, radio_buttons: choices,
};
for (const noun of ["static", "external", "users", "channels", "conversations"]) {
  draw[`${noun}_select`] = select;
  draw[`multi_${noun}_select`] = select;
}

// interactive draws one element of a block. In an input block, field is {id, label,
// describedBy}. Outside input blocks, and with dispatch_action, every change of the value is
// sent as an action.
export function interactive(element, block, surface, field = {}) {
  const dispatches = block.type !== "input" || block.dispatch_action;
  const commit = async (value) => {
    if (dispatches && (await confirmed(element.confirm))) await surface.act(block, element, value);
  };
  if (element.type === "image") return picture(element);
  return (draw[element.type] ?? unsupported)(element, block, surface, { ...field, commit });
}

// picture draws an image. If it cannot be loaded, the alt text is shown instead.
export function picture(element, className = "thumb") {
  const img = h("img", { class: className, alt: element.alt_text ?? "", src: /^https?:\/\//i.test(element.image_url ?? "") ? element.image_url : null, loading: "lazy" });
  img.addEventListener("error", () => img.replaceWith(h("span", { class: `${className} missing` }, element.alt_text ?? "image")));
  return img;
}
