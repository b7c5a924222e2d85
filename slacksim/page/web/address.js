// The current place in the address: ?user=…&channel=…&tab=…&thread=…, so that links and
// screenshots are stable. user and channel may be names or ids. message links to one
// message and is removed after the page has scrolled to it.

const names = ["user", "channel", "tab", "thread", "message"];

// readAddress returns the place in the address.
export function readAddress() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
}

// addressOf returns the link to a place.
export function addressOf(place) {
  const query = new URLSearchParams();
  for (const name of names) if (place[name]) query.set(name, place[name]);
  return `?${query}`;
}

// writeAddress puts a place into the address; with replace it adds no history entry.
export function writeAddress(place, { replace = false } = {}) {
  const address = addressOf(place);
  if (address === location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

// permalink returns the place that one of Slack's links to a channel or message points to
// (…/archives/C1/p1700000000000100?thread_ts=…), or null for other links.
export function permalink(href) {
  const url = new URL(href, location.href);
  const match = url.pathname.match(/\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?$/);
  if (!match) return null;
  const message = match[2] ? `${match[2]}.${match[3]}` : "";
  const thread = url.searchParams.get("thread_ts") ?? "";
  return { channel: match[1], message, thread: thread === message ? "" : thread };
}
