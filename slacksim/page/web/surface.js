// A surface is one place that blocks stand on: a message, a modal or a home view. It
// knows what has been typed and chosen there and carries actions to the simulator.

import { send } from "./api.js";
import { accepted } from "./notices.js";
import { workspace } from "./workspace.js";

// The key under which Slack's state object holds each element's value.
const keys = {
  plain_text_input: "value", email_text_input: "value", url_text_input: "value", number_input: "value",
  rich_text_input: "rich_text_value",
  static_select: "selected_option", external_select: "selected_option", radio_buttons: "selected_option",
  multi_static_select: "selected_options", multi_external_select: "selected_options", checkboxes: "selected_options",
  users_select: "selected_user", multi_users_select: "selected_users",
  channels_select: "selected_channel", multi_channels_select: "selected_channels",
  conversations_select: "selected_conversation", multi_conversations_select: "selected_conversations",
  datepicker: "selected_date", timepicker: "selected_time", datetimepicker: "selected_date_time",
};

export class Surface {
  // where is {channel, ts} or {view_id}; values what the simulator holds already.
  constructor(where, values = {}) {
    this.where = where;
    this.values = structuredClone(values ?? {});
  }

  // value is what an element holds now: what was chosen here, else what the simulator
  // holds, else the element's initial value.
  value(block, element, initial) {
    const key = keys[element.type];
    const held = this.values[block.block_id]?.[element.action_id];
    if (held && held.type === element.type && key in held) return held[key];
    this.hold(block, element, initial ?? null);
    return initial ?? null;
  }

  // hold remembers a value in the shape of Slack's state.
  hold(block, element, value) {
    const elements = (this.values[block.block_id] ??= {});
    elements[element.action_id] = { type: element.type, [keys[element.type]]: value };
  }

  // keep drops what belongs to elements that are no longer shown.
  keep(blocks) {
    const shown = new Set(blocks.map((b) => b.block_id));
    for (const id of Object.keys(this.values)) if (!shown.has(id)) delete this.values[id];
  }

  // act sends an action; the person has confirmed it where the element wants that.
  async act(block, element, value) {
    const body = { user: workspace().me, ...this.where, block_id: block.block_id, action_id: element.action_id, value, values: this.values };
    return accepted(await send("action", body));
  }

  // options asks the app for an external select's choices.
  async options(block, element, text) {
    return send("options", { user: workspace().me, ...this.where, block_id: block.block_id, action_id: element.action_id, value: text });
  }
}
