package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
)

// Action is what a person does with an element, such as a click or a choice. The element is in a message (Channel and TS)
// or in a view (ViewID).
type Action struct {
	User              string
	Channel, TS       string
	ViewID            string
	BlockID, ActionID string          // BlockID may be empty if ActionID is unique
	Value             json.RawMessage // what was chosen: an option object or its value, a date, an id, …; empty for buttons
	Values            json.RawMessage // the state of the other elements, in the form of Slack's state.values; nil leaves it as it is
}

// surface is the message or the view in which a person acts.
type surface struct {
	user    *User
	channel *conversation
	message *Message
	view    *View
}

// element finds the element on which the person acts. In a message it may have been replaced in the moment before.
func (f surface) element(block, action string) (element, bool) {
	if f.view != nil {
		return findElement(f.view.Blocks, block, action)
	}
	return f.message.pressable(block, action)
}

// state is what the person has chosen there so far.
func (f surface) state() values {
	if f.view != nil {
		return f.view.state
	}
	if f.message.states == nil {
		f.message.states = map[string]values{}
	}
	if f.message.states[f.user.ID] == nil {
		f.message.states[f.user.ID] = stateOf(f.message.Blocks, nil)
	}
	return f.message.states[f.user.ID]
}

// merge adds values from the page to the state. Values for elements that do not exist are ignored.
func (f surface) merge(raw json.RawMessage) error {
	if len(raw) == 0 {
		return nil
	}
	var sent values
	if err := json.Unmarshal(raw, &sent); err != nil {
		return fmt.Errorf("the values are not in the form of state.values: %w", err)
	}
	state := f.state()
	for block, actions := range sent {
		for action, value := range actions {
			if have := state.at(block, action); have != nil && have["type"] == value["type"] {
				state.set(block, action, value)
			}
		}
	}
	return nil
}

// surfaceOf finds the message or view of an action, if the person can see it. The caller holds the lock.
func (s *Sim) surfaceOf(a Action) (surface, error) {
	u, err := s.person(a.User)
	if err != nil {
		return surface{}, err
	}
	if a.ViewID != "" {
		v := s.view(a.ViewID)
		if v == nil || v.User != u.ID {
			return surface{}, fmt.Errorf("%s has no view %s open", u.Name, a.ViewID)
		}
		return surface{user: u, view: v}, nil
	}
	c, err := s.joinedConversation(u, a.Channel)
	if err != nil {
		return surface{}, err
	}
	m := c.seenBy(u.ID, a.TS)
	if m == nil {
		return surface{}, fmt.Errorf("%s cannot see the message %s", u.Name, a.TS)
	}
	return surface{user: u, channel: c, message: m}, nil
}

// Act performs an action and sends block_actions if the element dispatches it. Act returns once the app has answered. If
// the app does not answer properly, the error is a [*Trouble].
func (s *Sim) Act(ctx context.Context, a Action) error {
	var p object
	var user string
	var err error
	s.change(func() { p, user, err = s.perform(a) })
	if err != nil || p == nil {
		return err
	}
	if _, fail := s.deliverInteraction(ctx, p); fail != nil {
		return s.trouble(user, "This app didn’t respond in time or failed. Try again.", "block_actions: "+fail.Error())
	}
	return nil
}

// perform changes the state and creates the payload, which is nil for an element that does not dispatch its action.
func (s *Sim) perform(a Action) (p object, user string, err error) {
	on, err := s.surfaceOf(a)
	if err != nil {
		return nil, "", err
	}
	e, ok := on.element(a.BlockID, a.ActionID)
	if !ok {
		return nil, "", fmt.Errorf("there is no element %s in block %s", a.ActionID, a.BlockID)
	}
	if err := on.merge(a.Values); err != nil {
		return nil, "", err
	}
	chosen, err := e.chosen(a.Value)
	if err != nil {
		return nil, "", err
	}
	if state := on.state(); state.at(e.BlockID, e.ActionID) != nil {
		state.set(e.BlockID, e.ActionID, chosen)
	}
	if !e.Dispatches {
		return nil, on.user.ID, nil
	}
	p = s.payload("block_actions", on.user)
	p["actions"] = []object{s.actionOf(e, chosen)}
	if on.view != nil {
		s.addView(p, on.view)
	} else {
		s.addMessage(p, on.user, on.channel, on.message)
		p["state"] = object{"values": on.state().copy()}
	}
	return p, on.user.ID, nil
}

// deliverInteraction delivers an interaction to the app.
func (s *Sim) deliverInteraction(ctx context.Context, p object) ([]byte, *failure) {
	return s.deliver(ctx, appRequest{kind: interactionRequest, payload: p})
}

// deliver delivers a request that a person waits for: once over HTTP; on a socket, again until it is acknowledged.
func (s *Sim) deliver(ctx context.Context, p appRequest) ([]byte, *failure) {
	p.id = secret(18)
	s.mu.Lock()
	socket := s.delivery.address(p.kind) == "" && len(s.ready()) > 0
	s.mu.Unlock()
	if socket {
		return s.deliverWithRetry(ctx, p)
	}
	return s.deliverOnce(ctx, p)
}

// Shortcut starts a global shortcut, or a message shortcut if channel and ts identify a message.
func (s *Sim) Shortcut(ctx context.Context, user, callbackID, channel, ts string) error {
	var p object
	var err error
	var id string
	s.change(func() {
		if p, err = s.shortcut(user, callbackID, channel, ts); err == nil {
			id = s.user(user).ID
		}
	})
	if err != nil {
		return err
	}
	if _, fail := s.deliverInteraction(ctx, p); fail != nil {
		return s.trouble(id, "The shortcut failed. Try again.", "shortcut "+callbackID+": "+fail.Error())
	}
	return nil
}

func (s *Sim) shortcut(user, callbackID, channel, ts string) (object, error) {
	wanted := "global"
	if ts != "" {
		wanted = "message"
	}
	if !s.hasShortcut(callbackID, wanted) {
		return nil, fmt.Errorf("the app has no %s shortcut %q", wanted, callbackID)
	}
	u, err := s.person(user)
	if err != nil {
		return nil, err
	}
	if wanted == "global" {
		p := s.payload("shortcut", u)
		p["callback_id"], p["action_ts"], p["trigger_id"] = callbackID, s.stamp(), s.newTrigger(u.ID, "")
		return p, nil
	}
	c, err := s.joinedConversation(u, channel)
	if err != nil {
		return nil, err
	}
	m := c.message(ts)
	if m == nil {
		return nil, fmt.Errorf("there is no message %s", ts)
	}
	p := s.payload("message_action", u)
	p["callback_id"], p["action_ts"], p["trigger_id"] = callbackID, s.stamp(), s.newTrigger(u.ID, "")
	p["message_ts"], p["message"] = m.TS, s.wireMessage(c, m, true)
	p["channel"] = object{"id": c.ID, "name": c.channelName()}
	p["response_url"] = s.newResponseURL(u.ID, c.ID, m.TS)
	return p, nil
}

func (s *Sim) hasShortcut(callbackID, kind string) bool {
	for _, shortcut := range s.cfg.App.Shortcuts {
		if shortcut.CallbackID == callbackID && shortcut.Type == kind {
			return true
		}
	}
	return false
}
