package slacksim

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// maxStack is how many modals a view stack can hold.
const maxStack = 3

// View is an open modal or a published Home view.
type View struct {
	ID, Hash             string
	Type                 string // "modal" or "home"
	User                 string // the id of the person who sees it
	CallbackID           string
	ExternalID           string
	PrivateMetadata      string
	RootID, PreviousID   string
	Title, Submit, Close string // plain text; empty if the view has none
	Blocks               json.RawMessage
	Values               json.RawMessage // Slack's state.values at the time of the call
	NotifyOnClose        bool
	ClearOnClose         bool

	state                                  values
	titleObject, submitObject, closeObject any // text objects as the app sent them
}

// snapshot returns a copy of the view that callers may keep.
func (v *View) snapshot() View {
	out := *v
	out.Values = encode(v.state)
	out.state = nil
	return out
}

// fill sets the view to what the app sent. What the person has entered stays where block and action ids are unchanged.
func (s *Sim) fill(v *View, raw json.RawMessage) {
	o, _ := decode(raw).(object)
	text := func(key string) string { t, _ := o[key].(string); return t }
	flag := func(key string) bool { f, _ := o[key].(bool); return f }
	v.Type, v.CallbackID, v.ExternalID = text("type"), text("callback_id"), text("external_id")
	v.PrivateMetadata = text("private_metadata")
	v.Title, v.Submit, v.Close = plainText(o["title"]), plainText(o["submit"]), plainText(o["close"])
	v.titleObject, v.submitObject, v.closeObject = o["title"], o["submit"], o["close"]
	v.NotifyOnClose, v.ClearOnClose = flag("notify_on_close"), flag("clear_on_close")
	v.Blocks = storedBlocks(encode(o["blocks"]))
	v.state = stateOf(v.Blocks, v.state)
	s.serial++
	v.Hash = fmt.Sprintf("%d.%s", s.now().Unix(), secret(4))
}

// newView creates a view for a person without showing it yet.
func (s *Sim) newView(user string, raw json.RawMessage) *View {
	s.serial++
	v := &View{ID: stableID("V", fmt.Sprint(user, s.serial)), User: user}
	v.RootID = v.ID
	s.fill(v, raw)
	return v
}

// wireView is the view as Slack's API and its payloads contain it.
func (s *Sim) wireView(v *View) object {
	orNil := func(text string) any {
		if text == "" {
			return nil
		}
		return text
	}
	return object{
		"id": v.ID, "team_id": s.cfg.Team.ID, "type": v.Type, "title": v.titleObject, "submit": v.submitObject, "close": v.closeObject,
		"blocks": v.Blocks, "private_metadata": v.PrivateMetadata, "callback_id": v.CallbackID,
		"external_id": v.ExternalID, "state": object{"values": v.state.copy()}, "hash": v.Hash,
		"clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"root_view_id": v.RootID, "previous_view_id": orNil(v.PreviousID),
		"app_id": s.cfg.App.ID, "app_installed_team_id": s.cfg.Team.ID, "bot_id": s.cfg.App.BotID,
	}
}

func (v values) copy() values {
	out := values{}
	for block, actions := range v {
		out[block] = maps.Clone(actions)
	}
	return out
}

// openView opens a modal as the root of a new stack. As in Slack's client, it replaces what was open before.
func (s *Sim) openView(v *View) {
	s.stacks[v.User] = []*View{v}
	s.showPage(pageEvent{Kind: "view"}, v.User)
}

// pushView opens a modal on top of the person's stack.
func (s *Sim) pushView(v *View) error {
	stack := s.stacks[v.User]
	if len(stack) == 0 {
		return refuse("not_found")
	}
	if len(stack) >= maxStack {
		return refuse("push_limit_reached")
	}
	v.RootID, v.PreviousID = stack[0].ID, stack[len(stack)-1].ID
	s.stacks[v.User] = append(stack, v)
	s.showPage(pageEvent{Kind: "view"}, v.User)
	return nil
}

// updateView replaces the content of a view.
func (s *Sim) updateView(v *View, raw json.RawMessage) {
	s.fill(v, raw)
	s.showView(v)
}

func (s *Sim) showView(v *View) {
	kind := "view"
	if v.Type == "home" {
		kind = "home"
	}
	s.showPage(pageEvent{Kind: kind}, v.User)
}

// closeView closes a view and the views above it, or the person's whole stack if all is set. It returns the closed views,
// the top one first.
func (s *Sim) closeView(v *View, all bool) []*View {
	stack := s.stacks[v.User]
	from := slices.Index(stack, v)
	if from < 0 {
		return nil
	}
	if all {
		from = 0
	}
	closed := slices.Clone(stack[from:])
	slices.Reverse(closed)
	s.stacks[v.User] = stack[:from:from]
	s.showPage(pageEvent{Kind: "view"}, v.User)
	return closed
}

// view finds an open modal or a Home view by its id.
func (s *Sim) view(id string) *View {
	return s.viewWhere(func(v *View) bool { return v.ID == id })
}

func (s *Sim) viewWhere(match func(*View) bool) *View {
	for _, stack := range s.stacks {
		for _, v := range stack {
			if match(v) {
				return v
			}
		}
	}
	for _, v := range s.homes {
		if match(v) {
			return v
		}
	}
	return nil
}

// externalIDTaken reports whether a view other than self already has the external id.
func (s *Sim) externalIDTaken(raw json.RawMessage, self *View) bool {
	o, _ := decode(raw).(object)
	id, _ := o["external_id"].(string)
	return id != "" && s.viewWhere(func(v *View) bool { return v.ExternalID == id && v != self }) != nil
}

// Views returns the person's stack of open modals, the top one last.
func (s *Sim) Views(user string) []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.user(user)
	if u == nil {
		return nil
	}
	out := make([]View, len(s.stacks[u.ID]))
	for i, v := range s.stacks[u.ID] {
		out[i] = v.snapshot()
	}
	return out
}

// Home returns the person's Home view. The result is false if the app has not published one.
func (s *Sim) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.user(user)
	if u == nil || s.homes[u.ID] == nil {
		return View{}, false
	}
	return s.homes[u.ID].snapshot(), true
}
