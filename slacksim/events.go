package slacksim

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// event is one Events API envelope that waits to be sent.
type event struct{ payload object }

// channelEvents names the message event and the scope of each kind of conversation.
var channelEvents = map[Kind]struct{ name, channelType string }{
	Public: {"message.channels", "channel"}, Private: {"message.groups", "group"},
	IM: {"message.im", "im"}, MPIM: {"message.mpim", "mpim"},
}

// subscribed says whether the app gets an event; without the scope, a subscription is worth nothing.
func (s *Sim) subscribed(name, scope string) bool {
	if s.cfg.App.Events != nil && !slices.Contains(s.cfg.App.Events, name) {
		return false
	}
	return scope == "" || s.cfg.App.hasScope(scope)
}

// emit queues an event for sending once the lock is free. It holds the lock.
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

// emitMessage queues the message event of a conversation the app is in, and app_mention beside it when the message
// calls the app: with both subscriptions, both come.
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

// sendLater sends events in the background, in order: those the app itself caused.
func (s *Sim) sendLater(list []event) {
	if len(list) > 0 {
		s.background(func(ctx context.Context) { s.sendEvents(ctx, list) })
	}
}

// sendEvents makes the first try of each event, in order. What fails is tried again in the background.
func (s *Sim) sendEvents(ctx context.Context, list []event) {
	s.mu.Lock()
	nobody := s.delivery.Events == "" && !s.reached
	s.mu.Unlock()
	if nobody {
		return // no app has ever been connected: there is nobody to retry for
	}
	for _, e := range list {
		if s.takesDetour(e) {
			continue
		}
		// What fails is tried again; nobody waits for the outcome.
		_, _ = s.try(ctx, parcel{kind: kindEvent, payload: e.payload, id: secret(18)})
	}
}

// try delivers a parcel and, if that fails, goes on trying in the background.
func (s *Sim) try(ctx context.Context, p parcel) ([]byte, *failure) {
	got, fail := s.deliver(ctx, p)
	if fail != nil && !fail.noRetry {
		p.reason = fail.reason
		s.background(func(ctx context.Context) { s.retry(ctx, p) })
	}
	return got, fail
}

// retry brings a parcel again after each of Slack's pauses until the app takes it. The schedule of redeliveries on a
// socket is not documented; it is taken to be the same.
func (s *Sim) retry(ctx context.Context, p parcel) {
	for _, pause := range s.cfg.Timing.Retries {
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		p.retry++
		_, fail := s.deliver(ctx, p)
		if fail == nil || fail.noRetry {
			return
		}
		p.reason = fail.reason
	}
}
