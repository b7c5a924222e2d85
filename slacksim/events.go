package slacksim

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// event is an event that waits to be sent to the app.
type event struct{ payload object }

// channelEvents gives the message event and its channel_type for each kind of conversation.
var channelEvents = map[Kind]struct{ name, channelType string }{
	Public: {"message.channels", "channel"}, Private: {"message.groups", "group"},
	IM: {"message.im", "im"}, MPIM: {"message.mpim", "mpim"},
}

// subscribed reports whether the app gets an event: it must have subscribed to it and have the scope.
func (s *Sim) subscribed(name, scope string) bool {
	if s.cfg.App.Events != nil && !slices.Contains(s.cfg.App.Events, name) {
		return false
	}
	return scope == "" || s.cfg.App.hasScope(scope)
}

// emit queues an event, which is sent after the lock is released. The caller holds the lock.
func (s *Sim) emit(name, scope string, fields object) {
	if s.subscribed(name, scope) {
		s.enqueue(name, fields)
	}
}

func (s *Sim) enqueue(kind string, fields object) {
	fields = maps.Clone(fields)
	if fields["type"] == nil {
		fields["type"] = kind
	}
	if fields["event_ts"] == nil {
		fields["event_ts"] = s.stamp()
	}
	s.serial++
	s.pending = append(s.pending, event{payload: object{
		"token": "slacksim", "team_id": s.cfg.Team.ID, "context_team_id": s.cfg.Team.ID, "context_enterprise_id": nil,
		"api_app_id": s.cfg.App.ID, "type": "event_callback", "event": fields,
		"event_id": stableID("Ev", fmt.Sprint(s.cfg.App.ID, s.serial)), "event_time": s.now().Unix(),
		"event_context": "4-" + secret(12), "is_ext_shared_channel": false,
		"authorizations": []object{{
			"enterprise_id": nil, "team_id": s.cfg.Team.ID, "user_id": s.cfg.App.BotUserID, "is_bot": true,
			"is_enterprise_install": false,
		}},
	}})
}

// emitMessage queues the message event of a conversation that the app is in, and also app_mention if the message mentions
// the app. An app that has subscribed to both gets both.
func (s *Sim) emitMessage(c *conversation, fields object) {
	if !c.hasApp(s) {
		return
	}
	in := channelEvents[c.Kind]
	fields = maps.Clone(fields)
	fields["channel"], fields["channel_type"], fields["event_ts"] = c.ID, in.channelType, fields["ts"]
	s.emit(in.name, scopePrefix[c.Kind]+":history", fields)

	text, _ := fields["text"].(string)
	_, fromBot := fields["bot_id"]
	_, subtype := fields["subtype"]
	if c.Kind == IM || fromBot || subtype || !strings.Contains(text, "<@"+s.cfg.App.BotUserID+">") {
		return
	}
	mention := object{"type": "app_mention"}
	for _, key := range []string{"user", "text", "ts", "channel", "event_ts", "thread_ts", "team", "blocks", "parent_user_id"} {
		if v, ok := fields[key]; ok {
			mention[key] = v
		}
	}
	s.emit("app_mention", "app_mentions:read", mention)
}

// sendLater sends events in the background, in order. It is for events that the app itself caused.
func (s *Sim) sendLater(list []event) {
	if len(list) > 0 {
		s.background(func(ctx context.Context) { s.sendEvents(ctx, list) })
	}
}

// sendEvents makes the first attempt for each event, in order. Failed events are retried in the background.
func (s *Sim) sendEvents(ctx context.Context, list []event) {
	s.mu.Lock()
	neverConnected := s.delivery.Events == "" && !s.hadSocket
	s.mu.Unlock()
	if neverConnected {
		return // there is no app to retry for
	}
	for _, e := range list {
		if s.hold(e) {
			continue
		}
		// Failed events are retried in the background, so the result does not matter here.
		_, _ = s.deliverWithRetry(ctx, appRequest{kind: eventRequest, payload: e.payload, id: secret(18)})
	}
}

// deliverWithRetry makes one attempt to deliver a request and, if that fails, retries in the background.
func (s *Sim) deliverWithRetry(ctx context.Context, p appRequest) ([]byte, *failure) {
	got, fail := s.deliverOnce(ctx, p)
	if fail != nil && !fail.noRetry {
		p.reason = fail.reason
		s.background(func(ctx context.Context) { s.retry(ctx, p) })
	}
	return got, fail
}

// retry delivers a request again after each of Slack's pauses until the app accepts it. Slack does not document when
// envelopes are redelivered on a socket; the simulator uses the same pauses.
func (s *Sim) retry(ctx context.Context, p appRequest) {
	for _, pause := range s.cfg.Timing.Retries {
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		p.retry++
		_, fail := s.deliverOnce(ctx, p)
		if fail == nil || fail.noRetry {
			return
		}
		p.reason = fail.reason
	}
}
