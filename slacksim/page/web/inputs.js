// Block Kit's inputs: text, dates and times, checkboxes, radio buttons.

import { freshID, h } from "./dom.js";
import { localInput, unixOf } from "./dates.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { plain } from "./text.js";

// A year is typed digit by digit. Before this year, it is not complete yet.
const firstYear = 1970;

const kinds = {
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "text", inputmode: "url", autocomplete: "off" },
  number_input: { type: "text", inputmode: "decimal", autocomplete: "off" },
  plain_text_input: { type: "text", autocomplete: "off" },
};

// textInput draws plain text, email, URL, number and rich text inputs.
export function textInput(element, block, surface, { commit, id, describedBy }) {
  const multiline = element.multiline || element.type === "rich_text_input";
  const initial = element.type === "rich_text_input" ? null : element.initial_value ?? null;
  const current = surface.value(block, element, initial);
  const attributes = { class: "text-input", id, "aria-describedby": describedBy, placeholder: element.placeholder && plain(element.placeholder), autofocus: element.focus_on_load };
  const el = multiline ? h("textarea", { ...attributes, rows: 4 }) : h("input", { ...attributes, ...kinds[element.type] });
  el.value = typeof current === "string" ? current : richWords(current);
  const value = () => (el.value === "" ? null : element.type === "rich_text_input" ? richValue(el.value) : el.value);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  el.addEventListener("input", () => {
    surface.setValue(block, element, value());
    if (block.dispatch_action && triggers.includes("on_character_entered")) commit(value());
  });
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || multiline || event.isComposing) return;
    if (!block.dispatch_action || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    commit(value());
  });
  return el;
}

const richValue = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
const richWords = (value) => (value?.elements ?? []).flatMap((s) => s.elements ?? []).map((e) => e.text ?? "").join("");

// dateInput draws date, time and datetime pickers with the browser's own controls.
export function dateInput(element, block, surface, { commit, id, label, describedBy }) {
  const { type, initial, show, read } = dateKinds[element.type];
  const current = surface.value(block, element, element[initial] ?? null);
  const el = h("input", { class: "text-input date-input", type, id, "aria-labelledby": label, "aria-label": label ? null : plain(element.placeholder) || "Date", "aria-describedby": describedBy, autofocus: element.focus_on_load });
  el.value = current ? show(current) : "";
  el.addEventListener("change", () => {
    if (type !== "time" && el.value && Number(el.value.slice(0, 4)) < firstYear) return;
    const value = el.value ? read(el.value) : null;
    surface.setValue(block, element, value);
    commit(value);
  });
  return el;
}

const same = (value) => value;
const dateKinds = {
  datepicker: { type: "date", initial: "initial_date", show: same, read: same },
  timepicker: { type: "time", initial: "initial_time", show: same, read: same },
  datetimepicker: { type: "datetime-local", initial: "initial_date_time", show: localInput, read: unixOf },
};

// choices draws checkboxes or radio buttons.
export function choices(element, block, surface, { commit, label, describedBy }) {
  const many = element.type === "checkboxes";
  const current = [surface.value(block, element, many ? element.initial_options ?? [] : element.initial_option ?? null)].flat().filter(Boolean);
  const group = freshID("choices");
  const boxes = element.options.map((option) => {
    const box = h("input", { type: many ? "checkbox" : "radio", name: group });
    box.checked = current.some((o) => o.value === option.value);
    return box;
  });
  const change = () => {
    const picked = element.options.filter((_, i) => boxes[i].checked);
    const value = many ? picked : picked[0] ?? null;
    surface.setValue(block, element, value);
    commit(value);
  };
  return h("div", { class: "choices", role: many ? "group" : "radiogroup", "aria-labelledby": label, "aria-describedby": describedBy, on: { change } },
    element.options.map((option, i) => h("label", { class: "choice" }, boxes[i],
      h("span", {}, h("span", { class: "choice-text" }, textObject(option.text)), option.description && h("small", {}, option.description.type === "mrkdwn" ? mrkdwn(option.description.text) : plain(option.description))))));
}
