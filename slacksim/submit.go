package slacksim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// connecting is what Slack's client shows when the app's response to a view is missing or invalid.
const connecting = "We had some trouble connecting. Try again?"

// Submit presses the submit button of a modal. values has the form of Slack's state.values and is merged into what was
// entered before; nil changes nothing. The map holds errors by block id, either from the checks of Slack's client or from
// the app; if there are any, the view stays open. If the app does not respond properly, the error is a [*Trouble].
func (s *Sim) Submit(ctx context.Context, user, viewID string, values json.RawMessage) (map[string]string, error) {
	var p object
	var on surface
	var fieldErrors map[string]string
	var err error
	s.change(func() {
		if on, err = s.surfaceOf(Action{User: user, ViewID: viewID}); err != nil {
			return
		}
		if err = s.submittable(on.view); err != nil {
			return
		}
		if err = on.merge(values); err != nil {
			return
		}
		if fieldErrors = inputErrors(on.view); len(fieldErrors) > 0 {
			return
		}
		p = s.payload("view_submission", on.user)
		s.addView(p, on.view)
		delete(p, "container")
		p["response_urls"] = s.chosenResponseURLs(on)
	})
	if err != nil || len(fieldErrors) > 0 {
		return fieldErrors, err
	}
	got, fail := s.deliverInteraction(ctx, p)
	if fail != nil {
		return nil, s.trouble(on.user.ID, connecting, "view_submission: "+fail.Error())
	}
	list := s.change(func() { fieldErrors, err = s.applyAck(on.view, got) })
	s.sendEvents(ctx, list)
	if err != nil {
		return nil, s.trouble(on.user.ID, connecting, "view_submission: "+err.Error())
	}
	return fieldErrors, nil
}

// submittable returns an error unless the view is the person's topmost modal and has a submit button.
func (s *Sim) submittable(v *View) error {
	stack := s.stacks[v.User]
	if v.Type != "modal" || len(stack) == 0 || stack[len(stack)-1] != v {
		return fmt.Errorf("view %s is not the topmost modal", v.ID)
	}
	if v.Submit == "" {
		return fmt.Errorf("view %q has no submit button", v.Title)
	}
	return nil
}

// applyAck carries out what the app's response asks for. The caller holds the lock.
func (s *Sim) applyAck(v *View, got []byte) (map[string]string, error) {
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
		return nil, fmt.Errorf("the response is not JSON: %w", err)
	}
	switch ack.Action {
	case "errors":
		return s.ackErrors(v, ack.Errors)
	case "clear":
		s.closeView(v, true)
		return nil, nil
	case "update", "push":
		if err := checkView(ack.View, "modal"); err != nil {
			return nil, err
		}
		if ack.Action == "update" {
			if s.externalIDTaken(ack.View, v) {
				return nil, refuse("duplicate_external_id")
			}
			s.updateView(v, ack.View)
			return nil, nil
		}
		if s.externalIDTaken(ack.View, nil) {
			return nil, refuse("duplicate_external_id")
		}
		return nil, s.pushView(s.newView(v.User, ack.View))
	}
	return nil, fmt.Errorf("the response %.100s has no response_action that Slack knows", got)
}

// ackErrors checks the errors that the app returned: there must be some, and each must belong to an input block.
func (s *Sim) ackErrors(v *View, fieldErrors map[string]string) (map[string]string, error) {
	if len(fieldErrors) == 0 {
		return nil, fmt.Errorf("response_action is errors, but there are no errors")
	}
	inputs := map[string]bool{}
	for _, e := range elementsOf(v.Blocks) {
		if e.Input {
			inputs[e.BlockID] = true
		}
	}
	for block := range fieldErrors {
		if !inputs[block] {
			return nil, fmt.Errorf("errors name %q, which is not an input block", block)
		}
	}
	return fieldErrors, nil
}

// chosenResponseURLs creates a response URL for each conversation chosen in a select with response_url_enabled.
func (s *Sim) chosenResponseURLs(on surface) []object {
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
			"block_id": e.BlockID, "action_id": e.ActionID, "channel_id": id, "response_url": s.newResponseURL(on.user.ID, id, ""),
		})
	}
	return out
}

// CloseView closes a modal: the view and those above it, as the cancel button does, or the whole stack if cleared is
// set, as the X does. For views with notify_on_close the app gets view_closed.
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
			err = fmt.Errorf("view %s is not a modal", viewID)
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
		if _, fail := s.deliverInteraction(ctx, p); fail != nil {
			return s.trouble(id, connecting, "view_closed: "+fail.Error())
		}
	}
	return nil
}
