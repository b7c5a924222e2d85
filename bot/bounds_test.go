package bot

import (
	"context"
	"log/slog"
	"strings"
	"testing"
)

func TestAConnectionTakesOnlySoManyRequestsAtOnceAndMoreOnceSomeEnded(t *testing.T) {
	l := newLink(&Socket{log: slog.New(slog.DiscardHandler)}, nil)
	for n := range maxInFlight {
		if !l.begin() {
			t.Fatalf("request %d was not accepted", n)
		}
	}
	if l.begin() {
		t.Error("one request too many was accepted")
	}
	l.end()
	if !l.begin() {
		t.Error("no request was accepted although one had ended")
	}
	l.stop()
	l.end()
	if l.begin() {
		t.Error("a request was accepted after the stop")
	}
}

func TestAPanicAfterTheAckIsLoggedAndEndsNothing(t *testing.T) {
	var log strings.Builder
	m := NewMux(func(context.Context, *Request, Reply) error { panic("while answering") }, slog.New(slog.NewTextHandler(&log, nil)))
	m.Action("press", func(context.Context, *Request) (Response, error) {
		return Answer(Message{Text: "Done."}).Then(func(context.Context) error { panic("afterwards") }), nil
	})
	r := &Request{Kind: KindAction, Action: Action{ID: "press"}}
	m.After(t.Context(), r, m.Serve(t.Context(), r))
	m.Wait()
	for _, what := range []string{"while answering", "afterwards"} {
		if !strings.Contains(log.String(), what) {
			t.Errorf("the log does not mention the panic %s:\n%s", what, log.String())
		}
	}
}
