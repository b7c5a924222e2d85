// The page: reads the address, fetches the state, and keeps the panes up to date.

import { addressOf, go, here, permalink } from "./address.js";
import { ask, latest, listen, send } from "./api.js";
import { avatar } from "./avatar.js";
import { calm } from "./calm.js";
import { Conversation } from "./conversation.js";
import { setClock } from "./dates.js";
import { openMenu } from "./menu.js";
import { showViews } from "./modal.js";
import { accepted, notice } from "./notices.js";
import { closePopup } from "./popup.js";
import { Sidebar } from "./sidebar.js";
import { plain } from "./text.js";
import { Thread } from "./thread.js";
import { app, appChannel, me, setState, titleOf, channelNamed, channelOf, workspace } from "./workspace.js";

let place = here();
let stopListening = () => {};
let lookedAt = ""; // whose tab of the app was opened last
const firstVisit = !place.user;
const retryPause = 2000;
// With "&still" the page stays as it was drawn first. A browser that takes pictures waits
// for the network to be quiet, which a page with an event stream never is.
const still = new URLSearchParams(location.search).has("still");
const byID = (id) => document.getElementById(id);

const sidebar = new Sidebar(byID("sidebar"), { open: (channel) => visit({ channel }), openApp, be: (user) => become(user), status });
const conversation = new Conversation(byID("conversation"), { drawer: () => drawer(true), tab, thread: openThread, menu: messageMenu, send: say, shortcut });
const thread = new Thread(byID("thread"), { close: closeThread, menu: messageMenu, send: say });

const refreshState = latest(async () => {
  const asked = place.user;
  const state = await ask("state", { user: asked });
  await calm();
  if (place.user !== asked) return;
  setState(state);
  setClock(me()?.tz, state.now);
  if (place.tab && !place.channel && appChannel()) visit({ channel: appChannel().id, tab: place.tab }); // the app's first message began it
  sidebar.show(place);
  showViews(workspace().views, refreshState);
  title();
});

start();

async function start() {
  document.addEventListener("click", followInside);
  byID("shade").addEventListener("click", () => drawer(false));
  window.addEventListener("popstate", () => {
    const before = place.user;
    place = here();
    if (place.user === before) show();
    else become(place.user, place);
  });
  document.addEventListener("visibilitychange", () => document.hidden || conversation.refresh());
  await become(place.user, place);
  if (firstVisit) conversation.welcomeWith(workspace().welcome);
}

// become makes the page another person's.
async function become(user, to = {}) {
  stopListening();
  place = { ...here(), ...to, user };
  if (!Object.keys(to).length) place = { user, channel: place.channel, tab: place.tab, thread: "", message: "" };
  try {
    await refreshState();
  } catch (problem) {
    await stranded(problem, user, to);
    return;
  }
  place.user = workspace().me;
  place.channel = channelNamed(place.channel)?.id ?? place.channel;
  place.channel ||= place.tab ? (appChannel()?.id ?? "") : firstChannel();
  // A private place of the person before is not a place of this one.
  const channel = channelOf(place.channel);
  if (place.channel && (!channel || (channel.kind !== "channel" && !channel.member))) Object.assign(place, place.tab ? { channel: appChannel()?.id ?? "" } : { channel: firstChannel(), thread: "" });
  if (!still) stopListening = listen(place.user, heard, linked);
  await show({ replace: true });
}

// stranded says why nothing can be shown, and tries again: as the first person when the
// address names one who does not exist, else when the workspace is back.
async function stranded(problem, user, to) {
  if (problem.status === 404 && user) {
    notice(`There is nobody with the id ${user} here.`, { problem: true });
    return become("", {});
  }
  if (problem.status === 404) {
    notice("Say who you are: add `?user=` and a person's id to the address.", { problem: true });
    return undefined;
  }
  notice("The workspace cannot be reached. Is the demo still running?", { problem: true });
  setTimeout(() => become(user, to), retryPause);
  return undefined;
}

function firstChannel() {
  const mine = workspace().channels.filter((c) => c.kind !== "im" && c.member);
  return (mine.find((c) => c.unread > 0) ?? mine[0] ?? workspace().channels[0])?.id ?? "";
}

// visit goes to a place of the same person.
function visit(to) {
  place = { user: place.user, channel: "", tab: "", thread: "", message: "", ...to };
  drawer(false);
  return show();
}

async function show({ replace = false } = {}) {
  closePopup();
  go(place, { replace });
  sidebar.show(place);
  title();
  try {
    await Promise.all([conversation.open(place), thread.open(place.channel, place.thread)]);
    if (place.tab && lookedAt !== `${place.user} ${place.tab}`) send("home", { user: place.user, tab: place.tab });
    lookedAt = `${place.user} ${place.tab}`;
  } catch (problem) {
    notice(`That could not be shown: ${problem.message}`, { problem: true });
  }
  if (!place.message) return;
  (thread.list.reveal(place.message) && place.thread) || conversation.list.reveal(place.message);
  place.message = "";
  go(place, { replace: true });
}

async function openThread(ts) {
  await visit({ ...place, thread: ts });
  // On a phone the keyboard would cover what one came to read.
  if (matchMedia("(hover: hover)").matches) thread.composer.input.focus();
}

async function closeThread() {
  const from = `[data-ts="${CSS.escape(place.thread)}"] [data-testid="thread-open"]`;
  await visit({ ...place, thread: "" });
  document.querySelector(from)?.focus({ preventScroll: true });
}

function openApp() {
  const im = appChannel();
  return visit({ channel: im?.id ?? "", tab: app().home && !im?.unread ? "home" : "messages" });
}

function tab(name) {
  return visit({ channel: appChannel()?.id ?? "", tab: name });
}

// title tells of unread messages where the channel list cannot be seen: in the tab's
// title, and on a phone at the button that opens the list.
function title() {
  const unread = workspace().channels.reduce((sum, c) => sum + ((c.kind === "im" ? c.unread : c.mentions) ?? 0), 0);
  const channel = channelOf(place.channel);
  conversation.unreadElsewhere(unread);
  document.title = `${unread ? `(${unread}) ` : ""}${channel ? titleOf(channel) : app().name ?? ""} · ${workspace().team.name ?? ""}`;
}

function heard(event) {
  if (event.kind === "notice") notice(event.text);
  if (event.kind === "home" && place.tab === "home") conversation.refresh();
  // "state" may stand for events that were missed.
  if (event.kind === "state" || (event.kind === "message" && event.channel === place.channel)) {
    conversation.refresh();
    thread.refresh();
  }
  if (event.kind !== "home" && event.kind !== "notice") refreshState();
}

// linked fetches everything anew when the event stream begins or comes back: events were missed.
function linked(up) {
  conversation.offline.hidden = up;
  if (up) for (const refresh of [refreshState, conversation.refresh, thread.refresh]) refresh();
}

// say sends what was typed: a command or a message.
async function say(text, threadTS = "") {
  const command = text.match(/^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/i);
  if (command && threadTS) {
    notice(`${command[1]} is not supported in threads. Sorry!`, { problem: true });
    return false;
  }
  const to = { user: place.user, channel: place.channel };
  if (command) {
    const answer = await send("command", { ...to, command: command[1], text: command[2] ?? "" });
    // That the app failed stands in the channel, in a message only this person sees.
    return answer.error?.includes("failed with the error") || accepted(answer);
  }
  conversation.list.toEnd();
  return accepted(await send("message", { ...to, text, thread_ts: threadTS }));
}

async function shortcut(callbackID, message) {
  accepted(await send("shortcut", { user: place.user, callback_id: callbackID, ...(message && { channel: place.channel, ts: message.ts }) }));
}

async function status(body) {
  if (accepted(await send("status", { user: place.user, ...body }))) refreshState();
}

function messageMenu(anchor, message) {
  const link = new URL(addressOf({ channel: place.channel, thread: message.thread_ts !== message.ts ? message.thread_ts : "", message: message.ts }), location.href).href;
  const items = [
    { text: "Reply in thread", run: () => openThread(message.thread_ts || message.ts) },
    { text: "Copy link to message", run: () => navigator.clipboard.writeText(link).then(() => notice("The link is copied."), () => notice(link)) },
  ];
  const shortcuts = app().shortcuts.filter((s) => s.type === "message");
  if (shortcuts.length) items.push({ heading: "Message shortcuts" }, ...shortcuts.map((s) => ({ text: plain(s.name), hint: app().name, lead: avatar(app().user, "small"), run: () => shortcut(s.callback_id, message) })));
  openMenu(anchor, items, { label: "More actions" });
}

// followInside opens channels and links to messages on this page.
function followInside(event) {
  const channel = event.target.closest("[data-open-channel]")?.dataset.openChannel;
  if (channel) return visit({ channel });
  const anchor = event.target.closest("a[href]");
  const to = anchor && !event.ctrlKey && !event.metaKey && permalink(anchor.href);
  if (!to || !channelOf(to.channel)) return undefined;
  event.preventDefault();
  return visit(to);
}

function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  byID("shade").hidden = !open;
  if (open) byID("sidebar").querySelector("[aria-current], button")?.focus();
}

document.addEventListener("keydown", (event) => event.key === "Escape" && drawer(false));
