package slacksim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// connecting is what Slack's client says when it does not understand an answer to a view.
const connecting = "We had some trouble connecting. Try again?"

// Submit presses the submit button of a modal. values, Slack's state.values, adds to what was entered before; nil
// leaves it. The map holds errors by block id, from Slack's own checks of required fields or from the app; with
// errors the view stays open. An app that does not answer well is a [*Trouble].
func (s *Sim) Submit(ctx context.Context, user, viewID string, values json.RawMessage) (map[string]string, error) {
	var p object
	var on surface
	var wrong map[string]string
	var err error
	s.change(func() {
		if on, err = s.surfaceOf(Action{User: user, ViewID: viewID}); err != nil {
			return
		}
		if err = s.submittable(on.view); err != nil {
			return
		}
		if err = on.take(values); err != nil {
			return
		}
		if wrong = entryErrors(on.view); len(wrong) > 0 {
			return
		}
		p = s.payload("view_submission", on.user)
		s.onView(p, on.view)
		delete(p, "container")
		p["response_urls"] = s.responseURLs(on)
	})
	if err != nil || len(wrong) > 0 {
		return wrong, err
	}
	got, fail := s.interact(ctx, p)
	if fail != nil {
		return nil, s.trouble(on.user.ID, connecting, "view_submission: "+fail.Error())
	}
	list := s.change(func() { wrong, err = s.settle(on.view, got) })
	s.sendEvents(ctx, list)
	if err != nil {
		return nil, s.trouble(on.user.ID, connecting, "view_submission: "+err.Error())
	}
	return wrong, nil
}

// submittable says whether the view is the person's topmost modal and has a submit button.
func (s *Sim) submittable(v *View) error {
	stack := s.stacks[v.User]
	if v.Type != "modal" || len(stack) == 0 || stack[len(stack)-1] != v {
		return fmt.Errorf("view %s is not on top", v.ID)
	}
	if v.Submit == "" {
		return fmt.Errorf("view %q has no submit button", v.Title)
	}
	return nil
}

// settle does with a view what the app's answer says. It holds the lock.
func (s *Sim) settle(v *View, got []byte) (map[string]string, error) {
	got = bytes.TrimSpace(got)
	if len(got) == 0 || s.delivery.Interactions == "" && (string(got) == "null" || string(got) == "{}") {
		s.closeView(v, false)
		return nil, nil
	}
	var ack struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if err := json.Unmarshal(got, &ack); err != nil {
		return nil, fmt.Errorf("the answer is not JSON: %w", err)
	}
	switch ack.Action {
	case "errors":
		return s.settleErrors(v, ack.Errors)
	case "clear":
		s.closeView(v, true)
		return nil, nil
	case "update", "push":
		if err := checkView(ack.View, "modal"); err != nil {
			return nil, err
		}
		if ack.Action == "update" {
			if s.externalTaken(ack.View, v) {
				return nil, refuse("duplicate_external_id")
			}
			s.updateView(v, ack.View)
			return nil, nil
		}
		if s.externalTaken(ack.View, nil) {
			return nil, refuse("duplicate_external_id")
		}
		return nil, s.pushView(s.newView(v.User, ack.View))
	}
	return nil, fmt.Errorf("the answer %.100s has no response_action that Slack knows", got)
}

// settleErrors shows the app's errors; each must belong to an input block.
func (s *Sim) settleErrors(v *View, wrong map[string]string) (map[string]string, error) {
	if len(wrong) == 0 {
		return nil, fmt.Errorf("response_action errors without errors")
	}
	inputs := map[string]bool{}
	for _, e := range elementsOf(v.Blocks) {
		if e.Input {
			inputs[e.BlockID] = true
		}
	}
	for block := range wrong {
		if !inputs[block] {
			return nil, fmt.Errorf("errors name %q, which is no input block", block)
		}
	}
	return wrong, nil
}

// responseURLs makes a response URL for each chosen conversation of a select with response_url_enabled.
func (s *Sim) responseURLs(on surface) []object {
	out := []object{}
	for _, e := range elementsOf(on.view.Blocks) {
		if enabled, _ := e.Raw["response_url_enabled"].(bool); !enabled {
			continue
		}
		id, _ := on.view.state.at(e.BlockID, e.ActionID)[valueField[e.Kind]].(string)
		if id == "" {
			continue
		}
		out = append(out, object{
			"block_id": e.BlockID, "action_id": e.ActionID, "channel_id": id, "response_url": s.newHook(on.user.ID, id, ""),
		})
	}
	return out
}

// CloseView closes a modal: the cancel button takes the view on top, cleared (the X) takes the whole stack. Views with
// notify_on_close tell the app by view_closed.
func (s *Sim) CloseView(ctx context.Context, user, viewID string, cleared bool) error {
	var payloads []object
	var id string
	var err error
	s.change(func() {
		var on surface
		if on, err = s.surfaceOf(Action{User: user, ViewID: viewID}); err != nil {
			return
		}
		if on.view.Type != "modal" {
			err = fmt.Errorf("view %s cannot be closed", viewID)
			return
		}
		id = on.user.ID
		for _, v := range s.closeView(on.view, cleared || on.view.ClearOnClose) {
			if v.NotifyOnClose {
				p := s.payload("view_closed", on.user)
				p["view"], p["is_cleared"] = s.wireView(v), cleared
				payloads = append(payloads, p)
			}
		}
	})
	if err != nil {
		return err
	}
	for _, p := range payloads {
		if _, fail := s.interact(ctx, p); fail != nil {
			return s.trouble(id, connecting, "view_closed: "+fail.Error())
		}
	}
	return nil
}
