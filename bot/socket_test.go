package bot

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

func TestSocketConnectsAgain(t *testing.T) {
	o := newOffice()
	o.Command("/lead", always(Say("hi")))
	line := newSocketLine(t, o.Mux, "internal_error", "team_added_to_org")
	for _, end := range []func(c *websocket.Conn){
		func(c *websocket.Conn) { c.Close(websocket.StatusGoingAway, "") },
		func(c *websocket.Conn) { c.CloseNow() },
	} {
		conn := receive(t, line.conns)
		if !receive(t, line.send(t, conn, line.url+o.logs.String(), "slash_commands", command)).ok {
			t.Error("not acked")
		}
		end(conn)
	}
	receive(t, line.conns)
}

func TestSocketGivesUpWhenTheTokenIsRefused(t *testing.T) {
	line := newSocketLine(t, newOffice().Mux, "invalid_auth")
	if err := receive(t, line.ended); !Is(err, "invalid_auth") {
		t.Errorf("Run returned %v", err)
	}
}

func TestSocketReplacesAConnectionThatDiedWithoutAWord(t *testing.T) {
	s := NewSocket(newOffice().Mux, nil)
	s.pingEvery, s.pongWithin = time.Millisecond, 200*time.Millisecond
	line := &socketLine{deaf: t.Context()}
	line.start(t, s)
	receive(t, line.conns)
	receive(t, line.conns)
}

func TestSocketReplacesAConnectionBeforeItGivesUpTheOldOne(t *testing.T) {
	o := newOffice()
	working, goOn := make(chan struct{}, 1), make(chan struct{})
	o.Action("claim", func(context.Context, *Request) (Response, error) {
		working <- struct{}{}
		<-goOn
		return Ack(), nil
	})
	o.Command("/lead", always(Say("hi")))
	line := newSocketLine(t, o.Mux)
	old := receive(t, line.conns)
	slow := line.send(t, old, "slow", "interactive", click)
	receive(t, working)
	if err := wsjson.Write(t.Context(), old, map[string]string{"type": "disconnect", "reason": "warning"}); err != nil {
		t.Fatal(err)
	}
	fresh := receive(t, line.conns)
	if !receive(t, line.send(t, old, "late", "slash_commands", command)).ok {
		t.Error("the old connection is no longer read")
	}
	if !receive(t, line.send(t, fresh, "new", "slash_commands", command)).ok {
		t.Error("the new connection is not read")
	}
	close(goOn)
	if !receive(t, slow).ok {
		t.Error("the ack of a running handler was lost")
	}
}

func TestSocketFinishesWhatItReadWhenItStops(t *testing.T) {
	o := newOffice()
	working, goOn := make(chan struct{}), make(chan struct{})
	o.Action("claim", func(ctx context.Context, _ *Request) (Response, error) {
		close(working)
		<-goOn
		return Say("You have it."), ctx.Err()
	})
	var commands atomic.Int32
	o.Command("/lead", func(context.Context, *Request) (Response, error) {
		commands.Add(1)
		return Ack(), nil
	})
	line := newSocketLine(t, o.Mux)
	click := line.deliver(t, "interactive", click)
	receive(t, working)
	line.stop()
	close(goOn)
	if !receive(t, click).ok || receive(t, o.said).Text != "You have it." {
		t.Error("the click being served was not acked and answered")
	}
	if err := receive(t, line.ended); err != nil {
		t.Errorf("Run returned %v", err)
	}
	line.ended <- nil
}

func TestAnEnvelopeDeliveredTwiceIsServedOnceAndAckedTwice(t *testing.T) {
	o := newOffice()
	var served atomic.Int32
	o.Command("/lead", func(context.Context, *Request) (Response, error) {
		served.Add(1)
		return Say("hi"), nil
	})
	line := newSocketLine(t, o.Mux)
	conn := line.connection(t)
	acks := line.send(t, conn, "twice", "slash_commands", command)
	line.send(t, conn, "twice", "slash_commands", command)
	if a, b := receive(t, acks), receive(t, acks); a != b || !strings.Contains(a.body, "hi") || served.Load() != 1 {
		t.Errorf("acked %+v and %+v, served %d times", a, b, served.Load())
	}
}

func TestWhatIsTooLongForAnAckFollowsAfterIt(t *testing.T) {
	long := strings.Repeat("x", maxAck)
	o := newOffice()
	o.Command("/lead", always(Say(long)))
	o.Submit("qualify", always(Update(notice(Message{Text: long}))))
	o.transport = newSocketLine(t, o.Mux)

	if body := o.acked(t, "slash_commands", command); body != "" || receive(t, o.said).Text != long {
		t.Errorf("a long answer to a command was acked with %d bytes", len(body))
	}
	if body := o.acked(t, "interactive", submission); body != "" || receive(t, o.said).view == nil {
		t.Errorf("a long modal was acked with %d bytes", len(body))
	}
}

func TestSocketSurvivesFramesNobodyKnows(t *testing.T) {
	o := newOffice()
	o.Command("/lead", always(Say("hi")))
	line := newSocketLine(t, o.Mux)
	conn := line.connection(t)
	for _, frame := range []string{"no JSON", `[]`, `{}`, `{"type":"weather","sunny":true}`} {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
	if !receive(t, line.send(t, conn, "unknown type", "holograms", `{}`)).ok {
		t.Error("an envelope of an unknown type is not acked")
	}
	if !receive(t, line.deliver(t, "slash_commands", command)).ok {
		t.Error("the connection is no longer read")
	}
}

func TestBackoffGrowsAndStaysBounded(t *testing.T) {
	for failures, most := range map[int]int{1: 1, 2: 2, 3: 4, 6: 30, 100: 30} {
		for range 50 {
			if d := backoff(failures).Seconds(); d > float64(most) || d <= float64(most)/2-0.001 {
				t.Fatalf("after %d failures: %v s", failures, d)
			}
		}
	}
}
