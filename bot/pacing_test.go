package bot

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestAChannelGetsABurstThenOneMessageASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, c := newFakeClient(nil)
		var at []time.Duration
		start := time.Now()
		for range 6 {
			if _, _, err := c.PostMessage(t.Context(), "C1", "", Message{Text: "hi"}); err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Since(start))
		}
		for i, want := range []time.Duration{0, 0, 0, time.Second, 2 * time.Second, 3 * time.Second} {
			if at[i] != want {
				t.Errorf("message %d after %v, want %v", i, at[i], want)
			}
		}
		if _, _, err := c.PostMessage(t.Context(), "C2", "", Message{Text: "hi"}); err != nil || time.Since(start) != 3*time.Second {
			t.Error("a message waited for another channel's pace")
		}
	})
}

func TestManySendersShareAChannelsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, c := newFakeClient(nil)
		start := time.Now()
		var senders sync.WaitGroup
		for range 23 {
			senders.Go(func() {
				if err := c.UpdateMessage(t.Context(), "C1", "1.2", Message{Text: "hi"}); err != nil {
					t.Error(err)
				}
			})
		}
		senders.Wait()
		if took := time.Since(start); took != 20*time.Second {
			t.Errorf("23 messages took %v", took)
		}
	})
}

func TestWhoCannotWaitIsToldWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api, c := newFakeClient(nil)
		for range 4 { // the last one waits a second
			_, _, _ = c.PostMessage(t.Context(), "C1", "", Message{Text: "hi"})
		}
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		start := time.Now()
		_, _, err := c.PostMessage(ctx, "C1", "", Message{Text: "hi"})
		at, ok := RetryAt(err)
		if !ok || at.Sub(start) != time.Second || Unsure(err) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if !time.Now().Equal(start) || api.count("chat.postMessage") != 4 {
			t.Error("the call waited, or sent the message")
		}
	})
}

func TestRetryAfterHoldsBackTheMethodAndNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api, c := newFakeClient(map[string][]reply{
			"chat.postMessage": {{status: 429, header: "7", body: `{"ok":false,"error":"ratelimited"}`}, {body: `{"ok":true,"ts":"1.2"}`}},
		})
		start := time.Now()
		var senders sync.WaitGroup
		for _, channel := range []string{"C1", "C2"} {
			senders.Go(func() {
				ts, _, err := c.PostMessage(t.Context(), channel, "", Message{Text: "hi"})
				if err != nil || ts != "1.2" {
					t.Errorf("%s: %q %v", channel, ts, err)
				}
			})
			synctest.Wait() // the first is refused before the second comes
		}
		if err := c.UpdateMessage(t.Context(), "C1", "1.2", Message{Text: "hi"}); err != nil || time.Since(start) != 0 {
			t.Errorf("another method was held back: %v", err)
		}
		senders.Wait()
		if took := time.Since(start); took != 7*time.Second || api.count("chat.postMessage") != 3 {
			t.Errorf("took %v and %d calls", took, api.count("chat.postMessage"))
		}
	})
}

func TestAMethodThatStaysLimitedIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, refusal := range map[string]reply{
			"with the time":  {status: 429, header: "60"},
			"without":        {status: 429},
			"in the body":    {body: `{"ok":false,"error":"ratelimited"}`},
			"in other words": {body: `{"ok":false,"error":"rate_limited"}`},
		} {
			api, c := newFakeClient(map[string][]reply{"users.info": {refusal}})
			start := time.Now()
			_, err := c.User(t.Context(), "U1")
			at, limited := RetryAt(err)
			if !limited || !Is(err, "ratelimited") || Unsure(err) || time.Until(at) != time.Minute {
				t.Errorf("%s: got %v", name, err)
			}
			if took := time.Since(start); took != limitRetries*time.Minute || api.count("users.info") != limitRetries+1 {
				t.Errorf("%s: took %v and %d calls", name, took, api.count("users.info"))
			}
		}
	})
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(time.Minute, 1)
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := p.wait(ctx, "C1"); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		if _, err := p.wait(ctx, "C1"); !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

func TestIdleChannelsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(time.Second, 1)
		for i := range 1500 {
			if _, err := p.wait(t.Context(), string(rune(i))); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(2 * time.Second) // in the bubble no real time passes
		if _, err := p.wait(t.Context(), "C1"); err != nil || len(p.next) != 1 {
			t.Errorf("%d channels are remembered: %v", len(p.next), err)
		}
	})
}
