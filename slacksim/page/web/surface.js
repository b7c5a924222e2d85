// A surface is a message, a modal or a Home view. It stores the values of its elements and
// sends actions to the simulator.

import { post } from "./api.js";
import { succeeded } from "./notices.js";
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
  // where is {channel, ts} or {view_id}. values are the values that the simulator has.
  constructor(where, values = {}) {
    this.where = where;
    this.values = structuredClone(values ?? {});
  }

  // value returns the current value of an element: the one entered here, or else the
  // simulator's, or else the initial value.
  value(block, element, initial) {
    const key = keys[element.type];
    const stored = this.values[block.block_id]?.[element.action_id];
    if (stored && stored.type === element.type && key in stored) return stored[key];
    this.setValue(block, element, initial ?? null);
    return initial ?? null;
  }

  // setValue stores a value in the form of Slack's state.
  setValue(block, element, value) {
    const elements = (this.values[block.block_id] ??= {});
    elements[element.action_id] = { type: element.type, [keys[element.type]]: value };
  }

  // dropMissing removes the values of blocks that are no longer shown.
  dropMissing(blocks) {
    const shown = new Set(blocks.map((b) => b.block_id));
    for (const id of Object.keys(this.values)) if (!shown.has(id)) delete this.values[id];
  }

  // act sends an action. If the element has a confirm object, the person has confirmed it.
  async act(block, element, value) {
    const body = { user: workspace().me, ...this.where, block_id: block.block_id, action_id: element.action_id, value, values: this.values };
    return succeeded(await post("action", body));
  }

  // options fetches the app's options for an external select.
  async options(block, element, text) {
    return post("options", { user: workspace().me, ...this.where, block_id: block.block_id, action_id: element.action_id, value: text });
  }
}
