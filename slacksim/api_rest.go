package slacksim

import (
	"regexp"
	"slices"
	"strings"
)

func apiTest(_ *Sim, r *request) (answer, error) {
	if code := r.args.str("error"); code != "" {
		return answer{"args": r.args.text()}, refuse(code)
	}
	return answer{"args": r.args.text()}, nil
}

func authTest(s *Sim, _ *request) (answer, error) {
	return answer{
		"url": s.workspaceURL() + "/", "team": s.cfg.Team.Name, "user": s.cfg.App.Handle,
		"team_id": s.cfg.Team.ID, "user_id": s.cfg.App.BotUserID, "bot_id": s.cfg.App.BotID, "is_enterprise_install": false,
	}, nil
}

func teamInfo(s *Sim, _ *request) (answer, error) {
	return answer{"team": object{
		"id": s.cfg.Team.ID, "name": s.cfg.Team.Name, "domain": s.cfg.Team.Domain, "email_domain": "", "icon": object{},
		"url": s.workspaceURL() + "/",
	}}, nil
}

func botsInfo(s *Sim, r *request) (answer, error) {
	if id := r.args.str("bot"); id != "" && id != s.cfg.App.BotID {
		return nil, refuse("bot_not_found")
	}
	return answer{"bot": object{
		"id": s.cfg.App.BotID, "deleted": false, "name": s.cfg.App.Name, "updated": s.now().Unix(),
		"app_id": s.cfg.App.ID, "user_id": s.cfg.App.BotUserID, "icons": object{},
	}}, nil
}

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+$`)

// reactionTarget finds the message that a call adds a reaction to or removes it from.
func (s *Sim) reactionTarget(r *request) (*conversation, *Message, string, error) {
	c := s.channelByID(r.args.str("channel"))
	if c == nil || !c.hasApp(s) && c.Kind != Public {
		return nil, nil, "", refuse("channel_not_found")
	}
	name := strings.Trim(r.args.str("name"), ":")
	if !emojiName.MatchString(name) {
		return nil, nil, "", refuse("invalid_name")
	}
	if !tsShape.MatchString(r.args.str("timestamp")) {
		return nil, nil, "", refuse("bad_timestamp")
	}
	m := c.message(r.args.str("timestamp"))
	switch {
	case m == nil:
		return nil, nil, "", refuse("message_not_found")
	case c.Archived:
		return nil, nil, "", refuse("is_archived")
	}
	return c, m, name, nil
}

func reactionsAdd(s *Sim, r *request) (answer, error) {
	c, m, name, err := s.reactionTarget(r)
	if err != nil {
		return nil, err
	}
	if !s.react(c, m, s.cfg.App.BotUserID, name) {
		return nil, refuse("already_reacted")
	}
	return answer{}, nil
}

func reactionsRemove(s *Sim, r *request) (answer, error) {
	c, m, name, err := s.reactionTarget(r)
	if err != nil {
		return nil, err
	}
	at := slices.Index(m.Reactions[name], s.cfg.App.BotUserID)
	if at < 0 {
		return nil, refuse("no_reaction")
	}
	m.Reactions[name] = slices.Delete(m.Reactions[name], at, at+1)
	if len(m.Reactions[name]) == 0 {
		delete(m.Reactions, name)
	}
	s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, "")
	return answer{}, nil
}

// react adds a reaction. It reports false if the user has already reacted with that emoji.
func (s *Sim) react(c *conversation, m *Message, user, name string) bool {
	if slices.Contains(m.Reactions[name], user) {
		return false
	}
	if m.Reactions == nil {
		m.Reactions = map[string][]string{}
	}
	m.Reactions[name] = append(m.Reactions[name], user)
	s.emit("reaction_added", "reactions:read", object{
		"user": user, "reaction": name, "item_user": m.User,
		"item": object{"type": "message", "channel": c.ID, "ts": m.TS},
	})
	s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, "")
	return true
}
