package slacksim

import (
	"slices"
	"strings"
)

// scopePrefix is the first part of the scopes for each kind of conversation, as in channels:read.
var scopePrefix = map[Kind]string{Public: "channels", Private: "groups", IM: "im", MPIM: "mpim"}

// kindNames maps the values of the argument "types" in conversations.list.
var kindNames = map[string]Kind{"public_channel": Public, "private_channel": Private, "im": IM, "mpim": MPIM}

// readable finds a conversation that the app can see and has the scope for. right is the second part of the scope,
// "read" or "history".
func (s *Sim) readable(id, right string) (*conversation, error) {
	c := s.channelByID(id)
	if c == nil || c.Kind != Public && !c.hasApp(s) {
		return nil, refuse("channel_not_found")
	}
	if needed := scopePrefix[c.Kind] + ":" + right; !s.cfg.App.hasScope(needed) {
		return nil, s.missingScope(needed)
	}
	return c, nil
}

func (s *Sim) wireChannel(c *conversation) object {
	topic := object{"value": c.Topic, "creator": "", "last_set": 0}
	out := object{
		"id": c.ID, "created": c.createdAt.Unix(), "is_archived": c.Archived, "is_channel": c.Kind == Public,
		"is_group": c.Kind == Private, "is_im": c.Kind == IM, "is_mpim": c.Kind == MPIM,
		"is_private": c.Kind != Public, "context_team_id": s.cfg.Team.ID,
	}
	if c.Kind == IM {
		out["user"] = c.Peer
		peer := s.user(c.Peer)
		out["is_user_deleted"] = peer != nil && peer.Deleted
		return out
	}
	out["name"], out["name_normalized"] = c.Name, c.Name
	out["is_member"], out["topic"], out["purpose"] = c.hasApp(s), topic, object{"value": "", "creator": "", "last_set": 0}
	out["num_members"], out["is_general"], out["creator"] = len(c.members), false, ""
	return out
}

func conversationsInfo(s *Sim, r *request) (answer, error) {
	c, err := s.readable(r.args.str("channel"), "read")
	if err != nil {
		return nil, err
	}
	out := s.wireChannel(c)
	if !r.args.flag("include_num_members") {
		delete(out, "num_members")
	}
	return answer{"channel": out}, nil
}

func conversationsList(s *Sim, r *request) (answer, error) {
	return s.listChannels(r, func(c *conversation) bool { return c.Kind == Public || c.hasApp(s) })
}

func usersConversations(s *Sim, r *request) (answer, error) {
	user := r.args.str("user")
	if user == "" {
		user = s.cfg.App.BotUserID
	}
	if s.user(user) == nil {
		return nil, refuse("user_not_found")
	}
	return s.listChannels(r, func(c *conversation) bool {
		return c.members[user] && (c.Kind == Public || c.hasApp(s))
	})
}

func (s *Sim) listChannels(r *request, match func(*conversation) bool) (answer, error) {
	types := r.args.str("types")
	if types == "" {
		types = "public_channel"
	}
	var kinds []Kind
	for name := range strings.SplitSeq(types, ",") {
		kind, ok := kindNames[strings.TrimSpace(name)]
		if !ok {
			return nil, refuse("invalid_types")
		}
		if needed := scopePrefix[kind] + ":read"; !s.cfg.App.hasScope(needed) {
			return nil, s.missingScope(needed)
		}
		kinds = append(kinds, kind)
	}
	var found []*conversation
	for _, c := range s.channels {
		if slices.Contains(kinds, c.Kind) && match(c) && !(c.Archived && r.args.flag("exclude_archived")) {
			found = append(found, c)
		}
	}
	found, next, err := pageOf(s, r.args, found, 100, 1000, func(c *conversation) string { return c.ID })
	if err != nil {
		return nil, err
	}
	list := make([]object, len(found))
	for i, c := range found {
		list[i] = s.wireChannel(c)
	}
	return answer{"channels": list, "response_metadata": nextCursor(next)}, nil
}

func conversationsMembers(s *Sim, r *request) (answer, error) {
	c, err := s.readable(r.args.str("channel"), "read")
	if err != nil {
		return nil, err
	}
	ids, next, err := pageOf(s, r.args, c.memberIDs(), 100, 1000, func(id string) string { return id })
	if err != nil {
		return nil, err
	}
	return answer{"members": ids, "response_metadata": nextCursor(next)}, nil
}

// conversationsOpen opens the app's direct message with a person, or a group direct message with several.
func conversationsOpen(s *Sim, r *request) (answer, error) {
	if id := r.args.str("channel"); id != "" {
		c := s.channelByID(id)
		if c == nil || !c.hasApp(s) {
			return nil, refuse("channel_not_found")
		}
		if c.Kind == Public || c.Kind == Private {
			return nil, refuse("method_not_supported_for_channel_type")
		}
		return answer{"no_op": true, "already_open": true, "channel": object{"id": c.ID}}, nil
	}
	list := strings.FieldsFunc(r.args.str("users"), func(r rune) bool { return r == ',' || r == ' ' })
	switch {
	case len(list) == 0:
		return nil, refuse("users_list_not_supplied")
	case len(list) > 8:
		return nil, refuse("too_many_users")
	}
	scope := "im:write"
	if len(list) > 1 {
		scope = "mpim:write"
	}
	if !s.cfg.App.hasScope(scope) {
		return nil, s.missingScope(scope)
	}
	for _, id := range list {
		u := s.user(id)
		if u == nil || u.ID != id {
			return nil, refuse("user_not_found")
		}
		if u.Deleted {
			return nil, refuse("user_disabled")
		}
		if u.automated() {
			return nil, refuse("cannot_dm_bot") // not in the documented list; reported by developers
		}
	}
	c, existed := s.openGroup(list)
	out := object{"id": c.ID}
	if r.args.flag("return_im") {
		out = s.wireChannel(c)
	}
	return answer{"no_op": existed, "already_open": existed, "channel": out}, nil
}

func (s *Sim) openGroup(users []string) (*conversation, bool) {
	if len(users) == 1 {
		return s.openIM(users[0])
	}
	slices.Sort(users)
	id := stableID("G", strings.Join(users, ","))
	if c := s.channelByID(id); c != nil {
		return c, true
	}
	return s.addChannel(Channel{ID: id, Kind: MPIM, Members: append(users, s.cfg.App.BotUserID)}), false
}

func conversationsJoin(s *Sim, r *request) (answer, error) {
	c := s.channelByID(r.args.str("channel"))
	switch {
	case c == nil:
		return nil, refuse("channel_not_found")
	case c.Kind != Public:
		return nil, refuse("method_not_supported_for_channel_type")
	case c.Archived:
		return nil, refuse("is_archived")
	}
	out := answer{"channel": s.wireChannel(c)}
	if c.hasApp(s) {
		out["warning"] = "already_in_channel"
		out["response_metadata"] = object{"warnings": []string{"already_in_channel"}}
		return out, nil
	}
	s.join(c, s.cfg.App.BotUserID)
	out["channel"] = s.wireChannel(c)
	return out, nil
}
