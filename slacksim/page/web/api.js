// Requests to the simulator: /page/… with JSON. Addresses are relative, so the page also
// works below a path prefix.

// get makes a GET request. It throws if the simulator cannot be reached or responds with an
export async function get(path, query) {
  const response = await fetch(`page/${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw Object.assign(new Error(`${path}: HTTP ${response.status}`), { status: response.status });
  return response.json();
}

// post makes a POST request. It always resolves to {ok, error?, …}; error is a text to show.
export async function post(path, body) {
  try {
    const response = await fetch(`page/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const text = await response.text();
    if (text.startsWith("{")) return JSON.parse(text);
    return { ok: response.ok, error: text.trim() || `HTTP ${response.status}` };
  } catch {
    return { ok: false, error: "The workspace cannot be reached. Is the demo still running?" };
  }
}

// listen receives the user's events. onEvent gets each event; onLink gets true when the
// connection is open and false when it is lost. The returned function stops listening.
export function listen(user, onEvent, onLink) {
  const source = new EventSource(`page/events?${new URLSearchParams({ user })}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  return () => source.close();
}

// latest wraps an async job so that it never runs twice at the same time. Calls during a
// run cause one more run afterwards, so results cannot arrive in the wrong order.
export function latest(job) {
  let running = null;
  let again = false;
  return function run() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await job();
      } while (again);
    })().finally(() => (running = null));
    return running;
  };
}
