// The page: it reads the address, fetches the state and keeps the panes up to date.

import { addressOf, readAddress, permalink, writeAddress } from "./address.js";
import { get, latest, listen, post } from "./api.js";
import { avatar } from "./avatar.js";
import { pointerUp } from "./pointer.js";
import { Conversation } from "./conversation.js";
import { setClock } from "./dates.js";
import { openMenu } from "./menu.js";
import { showViews } from "./modal.js";
import { succeeded, notice } from "./notices.js";
import { closePopup } from "./popup.js";
import { Sidebar } from "./sidebar.js";
import { plain } from "./text.js";
import { Thread } from "./thread.js";
import { app, appChannel, me, setState, titleOf, channelNamed, channelOf, workspace } from "./workspace.js";

let place = readAddress();
let stopListening = () => {};
let openedTab = ""; // the user and tab for which the app was last told that its tab was opened
const firstVisit = !place.user;
const retryPause = 2000;
// With "&still" the page gets no live updates. A browser that takes a screenshot waits
// until the network is idle, which never happens while an event stream is open.
const still = new URLSearchParams(location.search).has("still");
const byID = (id) => document.getElementById(id);

const sidebar = new Sidebar(byID("sidebar"), { open: (channel) => visit({ channel }), openApp, switchUser: (user) => switchUser(user), status });
const conversation = new Conversation(byID("conversation"), { drawer: () => drawer(true), tab, thread: openThread, menu: messageMenu, send: sendText, shortcut });
const thread = new Thread(byID("thread"), { close: closeThread, menu: messageMenu, send: sendText });

const refreshState = latest(async () => {
  const asked = place.user;
  const state = await get("state", { user: asked });
  await pointerUp();
  if (place.user !== asked) return;
  setState(state);
  setClock(me()?.tz, state.now);
  if (place.tab && !place.channel && appChannel()) visit({ channel: appChannel().id, tab: place.tab }); // the app has just opened the direct message
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
    place = readAddress();
    if (place.user === before) show();
    else switchUser(place.user, place);
  });
  document.addEventListener("visibilitychange", () => document.hidden || conversation.refresh());
  await switchUser(place.user, place);
  if (firstVisit) conversation.welcomeWith(workspace().welcome);
}

// switchUser shows the page as another person.
async function switchUser(user, to = {}) {
  stopListening();
  place = { ...readAddress(), ...to, user };
  if (!Object.keys(to).length) place = { user, channel: place.channel, tab: place.tab, thread: "", message: "" };
  try {
    await refreshState();
  } catch (problem) {
    await showProblem(problem, user, to);
    return;
  }
  place.user = workspace().me;
  place.channel = channelNamed(place.channel)?.id ?? place.channel;
  place.channel ||= place.tab ? (appChannel()?.id ?? "") : firstChannel();
  // The new person may not see the private conversation of the one before.
  const channel = channelOf(place.channel);
  if (place.channel && (!channel || (channel.kind !== "channel" && !channel.member))) Object.assign(place, place.tab ? { channel: appChannel()?.id ?? "" } : { channel: firstChannel(), thread: "" });
  if (!still) stopListening = listen(place.user, handleEvent, connectionChanged);
  await show({ replace: true });
}

// showProblem says why nothing can be shown. Then it tries again: as the first person if the
// address names an unknown user, or else after a pause.
async function showProblem(problem, user, to) {
  if (problem.status === 404 && user) {
    notice(`There is no user ${user} in this workspace.`, { problem: true });
    return switchUser("", {});
  }
  if (problem.status === 404) {
    notice("This workspace has no people yet.", { problem: true });
    return undefined;
  }
  notice("The workspace cannot be reached. Is the demo still running?", { problem: true });
  setTimeout(() => switchUser(user, to), retryPause);
  return undefined;
}

function firstChannel() {
  const mine = workspace().channels.filter((c) => c.kind !== "im" && c.member);
  return (mine.find((c) => c.unread > 0) ?? mine[0] ?? workspace().channels[0])?.id ?? "";
}

// visit goes to another place as the same person.
function visit(to) {
  place = { user: place.user, channel: "", tab: "", thread: "", message: "", ...to };
  drawer(false);
  return show();
}

async function show({ replace = false } = {}) {
  closePopup();
  writeAddress(place, { replace });
  sidebar.show(place);
  title();
  try {
    await Promise.all([conversation.open(place), thread.open(place.channel, place.thread)]);
    if (place.tab && openedTab !== `${place.user} ${place.tab}`) post("home", { user: place.user, tab: place.tab });
    openedTab = `${place.user} ${place.tab}`;
  } catch (problem) {
    notice(`This could not be shown: ${problem.message}`, { problem: true });
  }
  if (!place.message) return;
  (thread.list.reveal(place.message) && place.thread) || conversation.list.reveal(place.message);
  place.message = "";
  writeAddress(place, { replace: true });
}

async function openThread(ts) {
  await visit({ ...place, thread: ts });
  // Not on a phone, where the keyboard would cover the thread.
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

// title shows the number of unread messages in the tab's title and, on a phone, on the
// button that opens the channel list.
function title() {
  const unread = workspace().channels.reduce((sum, c) => sum + ((c.kind === "im" ? c.unread : c.mentions) ?? 0), 0);
  const channel = channelOf(place.channel);
  conversation.unreadElsewhere(unread);
  document.title = `${unread ? `(${unread}) ` : ""}${channel ? titleOf(channel) : app().name ?? ""} · ${workspace().team.name ?? ""}`;
}

function handleEvent(event) {
  if (event.kind === "notice") notice(event.text);
  if (event.kind === "home" && place.tab === "home") conversation.refresh();
  // "state" may replace events that were missed.
  if (event.kind === "state" || (event.kind === "message" && event.channel === place.channel)) {
    conversation.refresh();
    thread.refresh();
  }
  if (event.kind !== "home" && event.kind !== "notice") refreshState();
}

// connectionChanged fetches everything when the event stream opens, because the page may have
function connectionChanged(up) {
  conversation.offline.hidden = up;
  if (up) for (const refresh of [refreshState, conversation.refresh, thread.refresh]) refresh();
}

// sendText sends the text of a composer, which is a command or a message.
async function sendText(text, threadTS = "") {
  const command = text.match(/^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/i);
  if (command && threadTS) {
    notice(`${command[1]} is not supported in threads. Sorry!`, { problem: true });
    return false;
  }
  const to = { user: place.user, channel: place.channel };
  if (command) {
    const answer = await post("command", { ...to, command: command[1], text: command[2] ?? "" });
    // If the app failed, the person sees an ephemeral message about it in the channel.
    return answer.error?.includes("failed with the error") || succeeded(answer);
  }
  conversation.list.toEnd();
  return succeeded(await post("message", { ...to, text, thread_ts: threadTS }));
}

async function shortcut(callbackID, message) {
  succeeded(await post("shortcut", { user: place.user, callback_id: callbackID, ...(message && { channel: place.channel, ts: message.ts }) }));
}

async function status(body) {
  if (succeeded(await post("status", { user: place.user, ...body }))) refreshState();
}

function messageMenu(anchor, message) {
  const link = new URL(addressOf({ channel: place.channel, thread: message.thread_ts !== message.ts ? message.thread_ts : "", message: message.ts }), location.href).href;
  const items = [
    { text: "Reply in thread", run: () => openThread(message.thread_ts || message.ts) },
    { text: "Copy link to message", run: () => navigator.clipboard.writeText(link).then(() => notice("Link copied."), () => notice(link)) },
  ];
  const shortcuts = app().shortcuts.filter((s) => s.type === "message");
  if (shortcuts.length) items.push({ heading: "Message shortcuts" }, ...shortcuts.map((s) => ({ text: plain(s.name), hint: app().name, lead: avatar(app().user, "small"), run: () => shortcut(s.callback_id, message) })));
  openMenu(anchor, items, { label: "More actions" });
}

// followInside opens channels and message links on this page.
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
