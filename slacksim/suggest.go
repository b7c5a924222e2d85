package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"dibs/slacksim/blockkit"
)

// maxSuggestions is how many options, or groups of options, a response may contain.
const maxSuggestions = 100

// Suggest types into an external select and returns the app's response, {"options": […]} or {"option_groups": […]}.
// Action.Value is the typed text as a JSON string. If the app does not respond properly, the error is a [*Trouble].
func (s *Sim) Suggest(ctx context.Context, a Action) (json.RawMessage, error) {
	var p object
	var user string
	var err error
	s.change(func() { p, user, err = s.suggestion(a) })
	if err != nil {
		return nil, err
	}
	got, fail := s.deliverOnce(ctx, appRequest{kind: optionsRequest, payload: p, id: secret(18)})
	if fail != nil {
		return nil, s.trouble(user, "Results couldn’t be loaded.", "block_suggestion: "+fail.Error())
	}
	if err := checkSuggestions(got); err != nil {
		return nil, s.trouble(user, "Results couldn’t be loaded.", "block_suggestion: "+err.Error())
	}
	return got, nil
}

func (s *Sim) suggestion(a Action) (object, string, error) {
	on, err := s.surfaceOf(a)
	if err != nil {
		return nil, "", err
	}
	e, ok := on.element(a.BlockID, a.ActionID)
	if !ok || e.Kind != "external_select" && e.Kind != "multi_external_select" {
		return nil, "", fmt.Errorf("there is no external select %s", a.ActionID)
	}
	p := s.payload("block_suggestion", on.user)
	var typed string
	if err := json.Unmarshal(a.Value, &typed); err != nil {
		return nil, "", fmt.Errorf("the typed text is not a string: %w", err)
	}
	p["action_id"], p["block_id"], p["value"] = e.ActionID, e.BlockID, typed
	if on.view != nil {
		p["view"], p["container"] = s.wireView(on.view), object{"type": "view", "view_id": on.view.ID}
	} else {
		s.addMessage(p, on.user, on.channel, on.message)
		delete(p, "trigger_id")
		delete(p, "response_url")
	}
	return p, on.user.ID, nil
}

// checkSuggestions returns an error for options that Slack would not show. An empty list is fine.
func checkSuggestions(raw []byte) error {
	var got struct {
		Options []json.RawMessage `json:"options"`
		Groups  []struct {
			Label   json.RawMessage   `json:"label"`
			Options []json.RawMessage `json:"options"`
		} `json:"option_groups"`
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		return fmt.Errorf("the response is not JSON: %w", err)
	}
	if got.Options == nil && got.Groups == nil {
		return errors.New("the response has neither options nor option_groups")
	}
	if len(got.Options) > maxSuggestions || len(got.Groups) > maxSuggestions {
		return fmt.Errorf("more than %d options", maxSuggestions)
	}
	all := got.Options
	for _, g := range got.Groups {
		all = append(all, g.Options...)
	}
	for len(all) > 0 {
		batch := all[:min(len(all), maxSuggestions)]
		all = all[len(batch):]
		block := encode([]object{{"type": "actions", "elements": []object{
			{"type": "static_select", "action_id": "suggestions", "options": batch},
		}}})
		if problems := blockkit.Blocks(block, "message"); len(problems) > 0 {
			return errors.New(problems[0].String())
		}
	}
	return nil
}
