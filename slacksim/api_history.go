package slacksim

import (
	"regexp"
	"slices"
	"strings"
)

var tsShape = regexp.MustCompile(`^\d+(\.\d+)?$`)

// history finds a conversation whose messages the app may read. The app must be a member of it.
func (s *Sim) history(r *request) (*conversation, error) {
	c, err := s.readable(r.args.str("channel"), "history")
	if err != nil {
		return nil, err
	}
	if !c.hasApp(s) {
		return nil, refuse("not_in_channel")
	}
	for _, end := range []string{"oldest", "latest"} {
		if v := r.args.str(end); v != "" && !tsShape.MatchString(v) {
			return nil, refuse("invalid_ts_" + end)
		}
	}
	return c, nil
}

// within reports whether a message is between oldest and latest, which are themselves included only with inclusive.
func within(a arguments, ts string) bool {
	inclusive := a.flag("inclusive")
	if oldest := a.str("oldest"); oldest != "" {
		if order := compareTS(ts, oldest); order < 0 || order == 0 && !inclusive {
			return false
		}
	}
	if latest := a.str("latest"); latest != "" {
		if order := compareTS(ts, latest); order > 0 || order == 0 && !inclusive {
			return false
		}
	}
	return true
}

// compareTS compares message ids. A missing fraction counts as zero.
func compareTS(a, b string) int {
	split := func(ts string) (string, string) {
		seconds, fraction, _ := strings.Cut(ts, ".")
		return seconds, (fraction + "000000")[:6]
	}
	as, af := split(a)
	bs, bf := split(b)
	if len(as) != len(bs) {
		return len(as) - len(bs)
	}
	return strings.Compare(as+af, bs+bf)
}

func conversationsHistory(s *Sim, r *request) (answer, error) {
	c, err := s.history(r)
	if err != nil {
		return nil, err
	}
	var found []*Message
	for _, m := range slices.Backward(c.messages) {
		if m.inChannel() && within(r.args, m.TS) {
			found = append(found, m)
		}
	}
	return s.messagePage(r, c, found, 100)
}

func conversationsReplies(s *Sim, r *request) (answer, error) {
	c, err := s.history(r)
	if err != nil {
		return nil, err
	}
	parent := c.message(r.args.str("ts"))
	if parent == nil {
		return nil, refuse("thread_not_found")
	}
	found := []*Message{parent}
	if !parent.isReply() {
		for _, m := range c.replies(parent.TS) {
			if within(r.args, m.TS) {
				found = append(found, m)
			}
		}
	}
	return s.messagePage(r, c, found, 1000)
}

func (s *Sim) messagePage(r *request, c *conversation, found []*Message, fallback int) (answer, error) {
	found, next, err := pageOf(s, r.args, found, fallback, 1000, func(m *Message) string { return m.TS })
	if err != nil {
		return nil, err
	}
	list := make([]object, len(found))
	for i, m := range found {
		list[i] = s.wireMessage(c, m, r.args.flag("include_all_metadata"))
	}
	out := answer{"messages": list, "has_more": next != ""}
	if next != "" {
		out["response_metadata"] = nextCursor(next)
	}
	return out, nil
}
