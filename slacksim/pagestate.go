package slacksim

import (
	"net/http"
	"slices"
)

// servePageState returns what the page shows around the messages: people, channels with their unread counts, the app,
// and the person's open modals. Without a user in the query, it uses the first person in the workspace.
func (s *Sim) servePageState(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	me := s.user(r.URL.Query().Get("user"))
	if r.URL.Query().Get("user") == "" {
		me = s.firstPerson()
	}
	if me == nil {
		writeJSON(w, http.StatusNotFound, answer{"ok": false, "error": "user_not_found"})
		return
	}
	writeJSON(w, http.StatusOK, object{
		"welcome": s.cfg.Welcome,
		"team":    s.cfg.Team, "now": s.now().UnixMilli(), "me": me.ID, "users": s.pageUsers(),
		"channels": s.pageChannels(me), "views": s.pageViews(s.stacks[me.ID]),
		"app": object{
			"id": s.cfg.App.ID, "name": s.cfg.App.Name, "user": s.cfg.App.BotUserID, "home": !s.cfg.App.NoHomeTab,
			"read_only": s.cfg.App.ReadOnly,
			"commands":  nonNil(s.cfg.App.Commands), "shortcuts": nonNil(s.cfg.App.Shortcuts),
		},
	})
}

func (s *Sim) firstPerson() *User {
	for _, u := range s.users {
		if !u.automated() && !u.Deleted {
			return u
		}
	}
	return nil
}

func nonNil[T any](list []T) []T { return append([]T{}, list...) }

func (s *Sim) pageUsers() []object {
	out := make([]object, len(s.users))
	for i, u := range s.users {
		out[i] = object{
			"id": u.ID, "name": u.Name, "real_name": u.RealName, "title": u.Title, "tz": u.TZ, "guest": u.Guest,
			"status_emoji": u.Status.Emoji, "status_text": u.Status.Text, "deleted": u.Deleted, "bot": u.automated(),
		}
	}
	return out
}

func (s *Sim) pageChannels(me *User) []object {
	out := []object{}
	for _, c := range s.channels {
		if !c.visibleTo(me.ID) || c.Archived {
			continue
		}
		unread, mentions := c.unread(me.ID)
		entry := object{
			"id": c.ID, "name": c.Name, "kind": c.Kind, "member": c.members[me.ID], "topic": c.Topic,
			"unread": unread, "mentions": mentions,
		}
		switch c.Kind {
		case IM:
			entry["peer"] = s.cfg.App.BotUserID
		case MPIM: // the page cannot draw group messages and shows them as private channels
			entry["kind"], entry["name"] = Private, c.ID
		}
		out = append(out, entry)
	}
	return out
}

// unread counts the messages in the channel itself, outside threads, that a person has not read, and how many of them
// mention the person. In a direct message all of them count as mentions.
func (c *conversation) unread(userID string) (unread, mentions int) {
	if !c.members[userID] {
		return 0, 0
	}
	readUpTo := c.readUpTo[userID]
	for _, m := range slices.Backward(c.messages) {
		if readUpTo != "" && compareTS(m.TS, readUpTo) <= 0 {
			break
		}
		if !m.inChannel() || m.User == userID || m.Subtype == "channel_join" {
			continue
		}
		unread++
		if c.Kind == IM || m.mentions(userID) {
			mentions++
		}
	}
	return unread, mentions
}

// pageViews are views together with what the person has entered in them.
func (s *Sim) pageViews(stack []*View) []object {
	out := make([]object, len(stack))
	for i, v := range stack {
		out[i] = s.pageView(v)
	}
	return out
}

func (s *Sim) pageView(v *View) object {
	view := s.wireView(v)
	view["values"] = v.state.copy()
	return view
}

func (s *Sim) servePageHome(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var view any
	if me := s.user(r.URL.Query().Get("user")); me != nil && s.homes[me.ID] != nil {
		view = s.pageView(s.homes[me.ID])
	}
	writeJSON(w, http.StatusOK, object{"view": view})
}

// servePageMessages returns the messages of a channel, or those of a thread with the parent first.
func (s *Sim) servePageMessages(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	s.mu.Lock()
	defer s.mu.Unlock()
	me, c := s.user(query.Get("user")), s.channelNamed(query.Get("channel"))
	if me == nil || c == nil || !c.visibleTo(me.ID) {
		writeJSON(w, http.StatusNotFound, answer{"ok": false, "error": "channel_not_found"})
		return
	}
	out := []object{}
	for _, m := range c.shownTo(me.ID, query.Get("thread")) {
		shown := s.wireMessage(c, m, true)
		shown["bot"], shown["edited"], shown["ephemeral"] = m.BotID != "" || m.User == slackbot, m.Edits > 0, m.Ephemeral
		if state := m.states[me.ID]; state != nil {
			shown["values"] = state.copy()
		}
		out = append(out, shown)
	}
	writeJSON(w, http.StatusOK, object{"messages": out})
}

// shownTo returns the messages that a person sees in the channel or in one of its threads, in order.
func (c *conversation) shownTo(userID, thread string) []*Message {
	var out []*Message
	for _, m := range slices.Concat(c.messages, c.ephemeral) {
		if m.Deleted || m.Ephemeral && m.For != userID {
			continue
		}
		inThread := m.TS == thread || m.isReply() && m.ThreadTS == thread
		if thread != "" && inThread || thread == "" && m.inChannel() {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *Message) int { return compareTS(a.TS, b.TS) })
	return out
}
