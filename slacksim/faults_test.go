package slacksim_test

import (
	"errors"
	"testing"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

func TestDropBeforePostsNothing(t *testing.T) {
	w := newWorld(t)
	w.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropBefore})
	if _, _, err := w.client.PostMessageContext(t.Context(), "#leads", text("card")); err == nil {
		t.Fatal("the call succeeded")
	}
	w.ana.ExpectNone("#leads", "card")
}

func TestDropAfterPostsAlthoughTheCallFails(t *testing.T) {
	w := newWorld(t)
	w.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropAfter})
	if _, _, err := w.client.PostMessageContext(t.Context(), "#leads", text("card")); err == nil {
		t.Fatal("the call succeeded")
	}
	w.ana.Expect("#leads", "card")
	if n := w.ana.Count("#leads", "card"); n != 1 {
		t.Errorf("there are %d cards", n)
	}
	w.post("#leads", text("next")) // the fault affected only one call
}

func TestFaultsAffectTheRightCallsTheRightNumberOfTimes(t *testing.T) {
	w := newWorld(t)
	w.Fault("chat.postMessage", slacksim.Fault{
		Times: 2, Status: 503, Match: func(args map[string]string) bool { return args["text"] == "bad" },
	})
	w.post("#leads", text("good"))
	for range 2 {
		_, _, err := w.client.PostMessageContext(t.Context(), "#leads", text("bad"))
		var status slack.StatusCodeError
		if !errors.As(err, &status) || status.Code != 503 {
			t.Errorf("error is %v", err)
		}
	}
	w.post("#leads", text("bad"))
	w.Fault("chat.postMessage", slacksim.Fault{Times: -1, Error: "fatal_error"})
	_, _, err := w.client.PostMessageContext(t.Context(), "#leads", text("good"))
	wantError(t, err, "fatal_error")
	w.Heal()
	w.post("#leads", text("healed"))
	if n := len(w.Calls("chat.postMessage")); n != 6 {
		t.Errorf("%d calls were recorded", n)
	}
}

func TestAHeldResponseArrivesWhenItIsReleased(t *testing.T) {
	w := newWorld(t)
	hold := make(chan struct{})
	w.Fault("chat.postMessage", slacksim.Fault{Hold: hold})
	done := make(chan error, 1)
	go func() {
		_, _, err := w.client.PostMessageContext(t.Context(), "#leads", text("slow"))
		done <- err
	}()
	w.ana.Expect("#leads", "slow") // the message is there before the response
	select {
	case err := <-done:
		t.Fatalf("the response came too early: %v", err)
	default:
	}
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
