// The state of the workspace as the page last fetched it.

let state = { team: {}, app: { commands: [], shortcuts: [] }, users: [], channels: [], views: [] };
let users = new Map();
let channels = new Map();
let names = "";

// setState stores the response of GET /page/state.
export function setState(next) {
  state = { ...next, app: { commands: [], shortcuts: [], ...next.app }, users: next.users ?? [], channels: next.channels ?? [], views: next.views ?? [] };
  state.app.commands ??= [];
  state.app.shortcuts ??= [];
  users = new Map(state.users.map((u) => [u.id, u]));
  channels = new Map(state.channels.map((c) => [c.id, c]));
  names = JSON.stringify([state.users.map((u) => [u.id, u.name, u.real_name, u.status_emoji, u.status_text]), state.channels.map((c) => [c.id, c.name])]);
}

export const workspace = () => state;
export const app = () => state.app;
export const userOf = (id) => users.get(id);
export const channelOf = (id) => channels.get(id);

// channelNamed finds a channel that the user can see by name, with or without #.
export const channelNamed = (name) => state.channels.find((c) => c.name && c.name === name.replace(/^#/, ""));

export const me = () => users.get(state.me);

// people are the users that one can switch to or choose: no bots and no deactivated users.
export const people = () => state.users.filter((u) => !u.bot && !u.deleted && u.id !== state.app.user);

// nameOf is a user's name as shown beside messages and in mentions.
export function nameOf(id) {
  const user = users.get(id);
  if (user) return user.real_name || user.name;
  if (id === "USLACKBOT") return "Slackbot";
  return id && id === state.app.user ? state.app.name : "Someone";
}

// isApp tells whether an id is that of the app's bot user.
export const isApp = (id) => id !== "" && id === state.app.user;

// titleOf is a conversation's title: "#leads", "Dibs", "Ben Okafor".
export function titleOf(channel) {
  if (channel.kind === "im") return isApp(channel.peer) ? state.app.name : nameOf(channel.peer);
  return `#${channel.name}`;
}

// appChannel is the user's direct message with the app, if there is one.
export const appChannel = () => state.channels.find((c) => c.kind === "im" && isApp(c.peer));

// namesKey changes whenever a name or status changes that may be shown in messages.
export const namesKey = () => names;
