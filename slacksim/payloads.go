package slacksim

// payload holds the fields that every interaction payload has. As for all functions in this file, the caller holds the
// lock.
func (s *Sim) payload(kind string, u *User) object {
	return object{
		"type": kind, "token": "slacksim", "api_app_id": s.cfg.App.ID, "enterprise": nil, "is_enterprise_install": false,
		"team": object{"id": s.cfg.Team.ID, "domain": s.cfg.Team.Domain},
		"user": object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": s.cfg.Team.ID},
	}
}

// channelName is the name of a conversation in payloads. Conversations that are not public channels have a fixed name.
func (c *conversation) channelName() string {
	switch c.Kind {
	case IM:
		return "directmessage"
	case Public:
		return c.Name
	}
	return "privategroup"
}

// addMessage adds the fields of an interaction with a message. Slack leaves out the message itself if it is ephemeral.
func (s *Sim) addMessage(p object, u *User, c *conversation, m *Message) {
	container := object{
		"type": "message", "message_ts": m.TS, "channel_id": c.ID, "is_ephemeral": m.Ephemeral,
	}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	p["container"] = container
	p["channel"] = object{"id": c.ID, "name": c.channelName()}
	p["response_url"] = s.newResponseURL(u.ID, c.ID, m.TS)
	p["trigger_id"] = s.newTrigger(u.ID, "")
	if !m.Ephemeral {
		p["message"] = s.wireMessage(c, m, true)
	}
}

// addView adds the fields of an interaction with a view.
func (s *Sim) addView(p object, v *View) {
	p["view"] = s.wireView(v)
	p["container"] = object{"type": "view", "view_id": v.ID}
	p["trigger_id"] = s.newTrigger(v.User, v.ID)
}

// actionOf is the entry in "actions" for an element and what was chosen in it.
func (s *Sim) actionOf(e element, chosen object) object {
	out := object{"type": e.Kind, "action_id": e.ActionID, "block_id": e.BlockID, "action_ts": s.stamp()}
	for key, value := range chosen {
		out[key] = value
	}
	if text := e.Raw["text"]; text != nil {
		out["text"] = text
	}
	if placeholder := e.Raw["placeholder"]; placeholder != nil {
		out["placeholder"] = placeholder
	}
	return out
}
