// Where the person is: ?user=…&channel=…&tab=…&thread=…, so that links and screenshots
// are stable. user and channel take names as well as ids. message points at one message
// and is used up when it was shown.

const names = ["user", "channel", "tab", "thread", "message"];

// here reads the address.
export function here() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
}

// addressOf is the link to a place.
export function addressOf(place) {
  const query = new URLSearchParams();
  for (const name of names) if (place[name]) query.set(name, place[name]);
  return `?${query}`;
}

// go puts a place into the address; replace leaves no step in the history.
export function go(place, { replace = false } = {}) {
  const address = addressOf(place);
  if (address === location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

// permalink reads Slack's links to messages (…/archives/C1/p1700000000000100?thread_ts=…)
// as a place, or gives null.
export function permalink(href) {
  const url = new URL(href, location.href);
  const match = url.pathname.match(/\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?$/);
  if (!match) return null;
  const message = match[2] ? `${match[2]}.${match[3]}` : "";
  const thread = url.searchParams.get("thread_ts") ?? "";
  return { channel: match[1], message, thread: thread === message ? "" : thread };
}
