// Block Kit's select menus.

import { avatar } from "./avatar.js";
import { emojiOf } from "./emoji.js";
import { picker } from "./picker.js";
import { plain } from "./text.js";
import { channelOf, nameOf, people, titleOf, workspace } from "./workspace.js";

const defaultMinQuery = 3;

// select draws any select element. commit is called with a new value after the surface has
// stored it.
export function select(element, block, surface, { commit, label, describedBy }) {
  const multi = element.type.startsWith("multi_");
  const source = sources[element.type.replace(/^multi_/, "")];
  const initial = element[`initial_${source.noun}${multi ? "s" : ""}`];
  const current = surface.value(block, element, initial ?? (multi ? [] : null));
  const values = multi ? current ?? [] : current ? [current] : [];
  return picker({
    placeholder: plain(element.placeholder) || source.placeholder,
    chosen: values.map((v) => source.choice(v, element)),
    load: (query) => source.load(query, element, block, surface),
    multi,
    max: element.max_selected_items,
    searchable: source.searchable,
    optional: block.type === "input" && block.optional,
    label,
    describedBy,
    onChange(choices) {
      const value = multi ? choices.map((c) => c.value) : choices[0]?.value ?? null;
      surface.setValue(block, element, value);
      commit(value);
    },
  });
}

const optionChoice = (option) => ({ key: option.value, text: plain(option.text), hint: option.description && plain(option.description), value: option });
const userChoice = (id) => ({ key: id, text: nameOf(id), value: id, lead: () => avatar(id, "small") });
const channelChoice = (id) => ({ key: id, text: channelOf(id) ? titleOf(channelOf(id)) : id, value: id });

const matches = (query) => (choice) => `${choice.text} ${choice.hint ?? ""}`.toLowerCase().includes(query.toLowerCase());
const groupsOf = (from) => (from.option_groups ?? [{ options: from.options ?? [] }]).map((g) => ({ label: g.label && plain(g.label), choices: g.options.map(optionChoice) }));

function filtered(groups, query) {
  return groups.map((g) => ({ ...g, choices: g.choices.filter(matches(query)) })).filter((g) => g.choices.length);
}

function userHint(user) {
  return [user.title, user.status_emoji && `${emojiOf(user.status_emoji.replaceAll(":", ""))} ${user.status_text ?? ""}`].filter(Boolean).join(" · ");
}

async function fromApp(query, element, block, surface) {
  const missing = (element.min_query_length ?? defaultMinQuery) - query.length;
  if (missing > 0) throw new Error(`Type ${missing} more character${missing > 1 ? "s" : ""} to search.`);
  const answer = await surface.options(block, element, query);
  if (answer.error) throw new Error(answer.error);
  return groupsOf(answer);
}

function conversations(query, element) {
  const kinds = element.filter?.include;
  const wanted = (c) => c.member && (!kinds || kinds.includes({ channel: "public", private: "private", im: "im" }[c.kind]));
  return filtered([{ choices: workspace().channels.filter(wanted).map((c) => channelChoice(c.id)) }], query);
}

const sources = {
  static_select: { noun: "option", placeholder: "Choose an option", choice: optionChoice, load: async (query, element) => filtered(groupsOf(element), query) },
  external_select: { noun: "option", placeholder: "Choose an option", choice: optionChoice, searchable: true, load: fromApp },
  users_select: {
    noun: "user", placeholder: "Choose a person", choice: userChoice, searchable: true,
    load: async (query) => filtered([{ choices: people().map((u) => ({ ...userChoice(u.id), hint: userHint(u) })) }], query),
  },
  channels_select: {
    noun: "channel", placeholder: "Choose a channel", choice: channelChoice, searchable: true,
    load: async (query) => filtered([{ choices: workspace().channels.filter((c) => c.kind === "channel").map((c) => channelChoice(c.id)) }], query),
  },
  conversations_select: { noun: "conversation", placeholder: "Choose a conversation", choice: channelChoice, searchable: true, load: async (query, element) => conversations(query, element) },
};
