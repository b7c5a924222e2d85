// The page's side of the contract with the simulator: /page/… as JSON. Addresses are
// relative, so the page also works below a path prefix.

// ask is a GET; it throws when the simulator cannot be reached or refuses (then with its HTTP status).
export async function ask(path, query) {
  const response = await fetch(`page/${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw Object.assign(new Error(`${path}: HTTP ${response.status}`), { status: response.status });
  return response.json();
}

// send is a POST; it always answers {ok, error?, …} so that callers can show the words.
export async function send(path, body) {
  try {
    const response = await fetch(`page/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const text = await response.text();
    if (text.startsWith("{")) return JSON.parse(text);
    return { ok: response.ok, error: text.trim() || `HTTP ${response.status}` };
  } catch {
    return { ok: false, error: "The workspace cannot be reached. Is the demo still running?" };
  }
}

// listen follows the user's events. onEvent gets each event, onLink true or false as
// the connection comes and goes. It returns a function that stops listening.
export function listen(user, onEvent, onLink) {
  const source = new EventSource(`page/events?${new URLSearchParams({ user })}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  return () => source.close();
}

// latest wraps an async job so that calls while it runs are folded into one more run
// afterwards: answers can never arrive in the wrong order.
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
