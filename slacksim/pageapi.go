package slacksim

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// pageRequest is the body of every POST request of the page. Each path reads the fields that it needs.
type pageRequest struct {
	User       string          `json:"user"`
	Channel    string          `json:"channel"`
	TS         string          `json:"ts"`
	ThreadTS   string          `json:"thread_ts"`
	Text       string          `json:"text"`
	Command    string          `json:"command"`
	ViewID     string          `json:"view_id"`
	BlockID    string          `json:"block_id"`
	ActionID   string          `json:"action_id"`
	CallbackID string          `json:"callback_id"`
	Tab        string          `json:"tab"`
	Emoji      string          `json:"emoji"`
	Expiration int64           `json:"expiration"` // unix seconds, 0 for never
	Clear      bool            `json:"clear"`
	Value      json.RawMessage `json:"value"`
	Values     json.RawMessage `json:"values"`
}

func (a pageRequest) action() Action {
	return Action{
		User: a.User, Channel: a.Channel, TS: a.TS, ViewID: a.ViewID, BlockID: a.BlockID, ActionID: a.ActionID,
		Value: a.Value, Values: a.Values,
	}
}

// routePage adds the routes of the page. Anyone who can reach the simulator can use them and act as any person: the
// simulator is meant for one machine, and switching between people is its purpose.
func (s *Sim) routePage(mux *http.ServeMux) {
	mux.HandleFunc("GET /page/state", s.servePageState)
	mux.HandleFunc("GET /page/messages", s.servePageMessages)
	mux.HandleFunc("GET /page/events", s.servePageEvents)
	mux.HandleFunc("GET /page/home", s.servePageHome)

	post := func(path string, f func(ctx context.Context, a pageRequest) error) {
		mux.HandleFunc("POST /page/"+path, pageHandler(func(ctx context.Context, a pageRequest) (answer, error) { return nil, f(ctx, a) }))
	}
	post("read", func(_ context.Context, a pageRequest) error { return s.Read(a.User, a.Channel, a.TS) })
	post("message", func(ctx context.Context, a pageRequest) error {
		_, err := s.Say(ctx, a.User, a.Channel, a.Text, a.ThreadTS)
		return err
	})
	post("command", func(ctx context.Context, a pageRequest) error {
		return s.Command(ctx, a.User, a.Channel, a.Command, a.Text)
	})
	post("action", func(ctx context.Context, a pageRequest) error { return s.Act(ctx, a.action()) })
	post("close", func(ctx context.Context, a pageRequest) error { return s.CloseView(ctx, a.User, a.ViewID, a.Clear) })
	post("home", func(ctx context.Context, a pageRequest) error { return s.OpenHome(ctx, a.User, a.Tab) })
	post("shortcut", func(ctx context.Context, a pageRequest) error {
		return s.Shortcut(ctx, a.User, a.CallbackID, a.Channel, a.TS)
	})
	post("status", func(ctx context.Context, a pageRequest) error {
		status := Status{Emoji: a.Emoji, Text: a.Text}
		if a.Expiration > 0 {
			status.Expires = time.Unix(a.Expiration, 0)
		}
		return s.SetStatus(ctx, a.User, status)
	})
	mux.HandleFunc("POST /page/submit", pageHandler(func(ctx context.Context, a pageRequest) (answer, error) {
		fieldErrors, err := s.Submit(ctx, a.User, a.ViewID, a.Values)
		return answer{"errors": fieldErrors}, err
	}))
	mux.HandleFunc("POST /page/options", pageHandler(s.pageOptions))
}

func (s *Sim) pageOptions(ctx context.Context, a pageRequest) (answer, error) {
	raw, err := s.Suggest(ctx, a.action())
	if err != nil {
		return nil, err
	}
	var got answer
	if err := json.Unmarshal(raw, &got); err != nil {
		return nil, err
	}
	return got, nil
}

// pageHandler reads a request of the page, carries it out with f, and responds with "ok" and, if it failed, "error". It
// does not stop when the page is closed.
func pageHandler(f func(context.Context, pageRequest) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var a pageRequest
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&a); err != nil {
			writeJSON(w, http.StatusBadRequest, answer{"ok": false, "error": "the body is not JSON: " + err.Error()})
			return
		}
		out, err := f(context.WithoutCancel(r.Context()), a)
		if out == nil {
			out = answer{}
		}
		out["ok"] = err == nil
		if err != nil {
			out["error"] = errorText(err)
		}
		writeJSON(w, http.StatusOK, out)
	}
}

// errorText is the error as a person sees it: for a [*Trouble], only the text that Slack shows.
func errorText(err error) string {
	if t, ok := err.(*Trouble); ok { //nolint:errorlint // it is returned unwrapped
		return t.Text
	}
	return err.Error()
}
