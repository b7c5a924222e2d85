// Times in the chosen user's time zone, on a 24-hour clock, relative to the workspace's
// clock.

let zone;
let offset = 0;

// setClock sets the user's IANA time zone ("" for the browser's) and the workspace's
// current time in Unix milliseconds.
export function setClock(tz, now) {
  zone = tz || undefined;
  offset = now ? now - Date.now() : 0;
}

// now is the workspace's current time in Unix milliseconds.
export const now = () => Date.now() + offset;

// millis turns a message's ts ("1763802000.000100", Unix seconds) into milliseconds.
export const millis = (ts) => Math.floor(parseFloat(ts) * 1000);

const format = (ms, options, tz = zone) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: tz }).format(ms);

// clock is "09:05".
export const clock = (ms, tz) => format(ms, { hour: "2-digit", minute: "2-digit" }, tz);

// dayKey is the same for all times of a calendar day.
export const dayKey = (ms) => format(ms, { year: "numeric", month: "2-digit", day: "2-digit" });

// dayName is "Today", "Yesterday" or "Monday, 16 November".
export function dayName(ms) {
  if (dayKey(ms) === dayKey(now())) return "Today";
  if (dayKey(ms) === dayKey(now() - 86_400_000)) return "Yesterday";
  return format(ms, { weekday: "long", day: "numeric", month: "long" });
}

// moment is "today at 09:05" for summaries and tooltips.
export const moment = (ms) => `${relativeDay(ms, format(ms, { day: "numeric", month: "short" }))} at ${clock(ms)}`;

// ago is "3 minutes ago".
export function ago(ms) {
  const seconds = Math.round((now() - ms) / 1000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(-Math.round(seconds / size), unit);
  }
  return "just now";
}

function relativeDay(ms, other) {
  for (const [name, shift] of [["today", 0], ["yesterday", -86_400_000], ["tomorrow", 86_400_000]]) {
    if (dayKey(ms) === dayKey(now() + shift)) return name;
  }
  return other;
}

const tokens = {
  date_num: (ms) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(ms),
  date_slash: (ms) => dayKey(ms),
  date: (ms) => format(ms, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (ms) => format(ms, { day: "numeric", month: "short", year: "numeric" }),
  date_long: (ms) => format(ms, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  date_pretty: (ms) => relativeDay(ms, tokens.date(ms)),
  date_short_pretty: (ms) => relativeDay(ms, tokens.date_short(ms)),
  date_long_pretty: (ms) => relativeDay(ms, tokens.date_long(ms)),
  time: (ms) => clock(ms),
  time_secs: (ms) => format(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago: (ms) => ago(ms),
};

// dateToken formats Slack's <!date^unix^pattern|fallback>. If the pattern contains an unknown
export function dateToken(unix, pattern, fallback) {
  const ms = Number(unix) * 1000;
  if (!Number.isFinite(ms)) return fallback;
  let unknown = false;
  const text = pattern.replace(/\{(\w+)\}/g, (_, name) => {
    if (tokens[name]) return tokens[name](ms);
    unknown = true;
    return "";
  });
  return unknown ? fallback : text;
}

// localInput is the value of an <input type="datetime-local"> for a time in Unix seconds.
export function localInput(unix) {
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(unix * 1000);
  return text.replace(" ", "T");
}

// unixOf is the inverse of localInput. It takes two rounds to find the zone's offset near a
// change of daylight saving time.
export function unixOf(local) {
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round++) guess += wanted - Date.parse(`${localInput(guess / 1000)}:00Z`);
  return Math.floor(guess / 1000);
}
