package slacksim

import (
	"slices"
	"strings"
	"time"
)

// Usergroup is a user group, which people can mention.
type Usergroup struct {
	ID, Name, Handle string
	Users            []string // user ids
}

// AddUsergroup creates a user group of people, given by id or name, and returns its id. Unknown people are left out.
func (s *Sim) AddUsergroup(name, handle string, people ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Usergroup{ID: stableID("S", handle), Name: name, Handle: handle}
	for _, p := range people {
		if u := s.user(p); u != nil {
			g.Users = append(g.Users, u.ID)
		}
	}
	s.groups = append(s.groups, g)
	return g.ID
}

// wireUser is a person as Slack's API returns them. Deleted people have no time zone and no email.
func (s *Sim) wireUser(u *User, withLocale bool) object {
	out := object{
		"id": u.ID, "team_id": s.cfg.Team.ID, "name": u.Name, "deleted": u.Deleted, "is_bot": u.Bot,
		"is_app_user": false, "updated": s.now().Unix(), "profile": s.wireProfile(u),
	}
	if u.Deleted {
		return out
	}
	zone, err := time.LoadLocation(u.TZ)
	if err != nil {
		zone = time.UTC
	}
	label, offset := s.now().In(zone).Zone()
	out["real_name"], out["tz"], out["tz_label"], out["tz_offset"] = u.RealName, u.TZ, label, offset
	out["is_admin"], out["is_owner"], out["is_primary_owner"] = false, false, false
	out["is_restricted"], out["is_ultra_restricted"] = u.Guest, false
	if withLocale {
		out["locale"] = u.Locale
	}
	return out
}

func (s *Sim) wireProfile(u *User) object {
	expires := int64(0)
	if !u.Status.Expires.IsZero() {
		expires = u.Status.Expires.Unix()
	}
	out := object{
		"real_name": u.RealName, "real_name_normalized": u.RealName, "display_name": u.Name,
		"display_name_normalized": u.Name, "title": u.Title, "team": s.cfg.Team.ID,
		"status_text": u.Status.Text, "status_emoji": u.Status.Emoji, "status_expiration": expires,
	}
	if u.Email != "" && !u.Deleted && s.cfg.App.hasScope("users:read.email") {
		out["email"] = u.Email
	}
	if u.Bot {
		out["bot_id"], out["api_app_id"] = s.cfg.App.BotID, s.cfg.App.ID
	}
	return out
}

// userArgument finds the person whose id is the value of an argument.
func (s *Sim) userArgument(r *request, name string) (*User, error) {
	id := r.args.str(name)
	if u := s.user(id); u != nil && u.ID == id {
		return u, nil
	}
	return nil, refuse("user_not_found")
}

func usersInfo(s *Sim, r *request) (answer, error) {
	u, err := s.userArgument(r, "user")
	if err != nil {
		return nil, err
	}
	return answer{"user": s.wireUser(u, r.args.flag("include_locale"))}, nil
}

func usersList(s *Sim, r *request) (answer, error) {
	found, next, err := pageOf(s, r.args, s.users, 1000, 1000, func(u *User) string { return u.ID })
	if err != nil {
		return nil, err
	}
	list := make([]object, len(found))
	for i, u := range found {
		list[i] = s.wireUser(u, r.args.flag("include_locale"))
	}
	return answer{"members": list, "cache_ts": s.now().Unix(), "response_metadata": nextCursor(next)}, nil
}

func usersLookup(s *Sim, r *request) (answer, error) {
	wanted := strings.ToLower(r.args.str("email"))
	at := slices.IndexFunc(s.users, func(u *User) bool { return strings.ToLower(u.Email) == wanted && !u.Deleted })
	if at < 0 {
		return nil, refuse("users_not_found")
	}
	return answer{"user": s.wireUser(s.users[at], false)}, nil
}

func usersProfile(s *Sim, r *request) (answer, error) {
	id := r.args.str("user")
	if id == "" {
		id = s.cfg.App.BotUserID
	}
	u := s.user(id)
	if u == nil || u.ID != id {
		return nil, refuse("user_not_found")
	}
	return answer{"profile": s.wireProfile(u)}, nil
}

// usersPresence returns only whether a person is active, which is all that Slack says about other people.
func usersPresence(s *Sim, r *request) (answer, error) {
	u, err := s.userArgument(r, "user")
	if err != nil {
		return nil, err
	}
	presence := "active"
	if u.Away || u.Deleted {
		presence = "away"
	}
	return answer{"presence": presence}, nil
}

func dndInfo(s *Sim, r *request) (answer, error) {
	id := r.args.str("user")
	if id == "" {
		id = s.cfg.App.BotUserID
	}
	u := s.user(id)
	if u == nil || u.ID != id {
		return nil, refuse("user_not_found")
	}
	out := answer{"dnd_enabled": u.DND.Enabled, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1, "snooze_enabled": u.DND.SnoozeActive}
	if u.DND.Enabled {
		out["next_dnd_start_ts"], out["next_dnd_end_ts"] = u.DND.Start.Unix(), u.DND.End.Unix()
	}
	return out, nil
}

func usergroupsList(s *Sim, r *request) (answer, error) {
	list := make([]object, len(s.groups))
	for i, g := range s.groups {
		list[i] = object{
			"id": g.ID, "team_id": s.cfg.Team.ID, "is_usergroup": true, "name": g.Name, "handle": g.Handle,
			"description": "", "date_delete": 0, "user_count": len(g.Users),
		}
		if r.args.flag("include_users") {
			list[i]["users"] = g.Users
		}
	}
	return answer{"usergroups": list}, nil
}

func usergroupsUsersList(s *Sim, r *request) (answer, error) {
	for _, g := range s.groups {
		if g.ID == r.args.str("usergroup") {
			return answer{"users": g.Users}, nil
		}
	}
	return nil, refuse("no_such_subteam")
}
