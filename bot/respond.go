package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// Answer tells the person who caused a request something, by the best way that the request leaves open: the response
// URL; for an event a message where it happened (only for that person to see, unless they are alone with the bot or the
// answer is public); in a modal or on the home tab a modal; at last a direct message.
func (c *Client) Answer(ctx context.Context, r *Request, a Reply) error {
	switch {
	case a.view != nil:
		return c.show(ctx, r, a)
	case r.ResponseURL != "":
		if m := r.Message; m.ThreadTS != m.TS { // of a message with replies it is its own: that is no place in a thread
			a.thread = m.ThreadTS
		}
		return c.Respond(ctx, r.ResponseURL, a)
	case r.Kind == KindEvent && r.Event.Channel != "":
		return c.answerEvent(ctx, r.Event, a)
	case r.TriggerID != "" && r.Kind != KindSubmit: // whoever sent a modal in is done with modals
		dialog := notice(a.Message)
		a.view = &dialog
		return c.show(ctx, r, a)
	}
	return c.tell(ctx, r, a)
}

// tooLate is what a person reads whose dialog Slack did not open any more: a trigger lives for three seconds.
const tooLate = "Slack gave up on this before the dialog could open. Nothing was changed: please do it again."

// tooDeep is what a person reads who opens a dialog on top of two others.
const tooDeep = "Slack takes three dialogs on top of each other, and no more. Close one, and press the button again."

// show opens a modal, on top of the one it was asked for in. When Slack refuses, because the trigger is too old or the
// stack is full, what can be said in a message is; of a dialog that it came too late.
func (c *Client) show(ctx context.Context, r *Request, a Reply) error {
	open := c.OpenView
	if r.View.Type == "modal" && r.Kind == KindAction {
		open = c.PushView
	}
	_, err := open(ctx, r.TriggerID, *a.view)
	switch {
	case err == nil || Unsure(err):
		return err
	case a.Text != "":
		return c.tell(ctx, r, a)
	case Is(err, "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"):
		return c.Answer(ctx, r, Reply{Message: Message{Text: tooLate}})
	case Is(err, "push_limit_reached"):
		return c.tell(ctx, r, Reply{Message: Message{Text: tooDeep}})
	}
	return err
}

func (c *Client) tell(ctx context.Context, r *Request, a Reply) error {
	if a.channel != "" {
		err := c.PostEphemeral(ctx, a.channel, "", r.User.ID, a.Message)
		if !cannotSpeak(err) {
			return err
		}
	}
	if r.User.ID == "" {
		return &Error{Method: "chat.postMessage", Code: "no_user", cause: errors.New("the request names nobody to answer")}
	}
	_, _, err := c.PostMessage(ctx, r.User.ID, "", a.Message)
	return err
}

// cannotSpeak reports whether an answer was refused because of where it was to be said.
func cannotSpeak(err error) bool {
	return Is(err, "user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived")
}

func (c *Client) answerEvent(ctx context.Context, e Event, a Reply) error {
	thread := e.ThreadTS
	if e.ChannelType == "im" {
		_, _, err := c.PostMessage(ctx, e.Channel, thread, a.Message)
		return err
	}
	var err error
	switch {
	case !a.Public:
		err = c.PostEphemeral(ctx, e.Channel, thread, e.User, a.Message)
	default:
		_, _, err = c.PostMessage(ctx, e.Channel, cmp.Or(thread, e.TS), a.Message)
	}
	if cannotSpeak(err) { // who calls us into a channel that we are not in is answered all the same
		_, _, err = c.PostMessage(ctx, e.User, "", a.Message)
	}
	return err
}

// answerTries is how often an answer is sent when it certainly did not arrive.
const answerTries = 3

// Respond sends an answer to a response URL, which takes five within 30 minutes. It tries again when the answer certainly
// did not arrive, and not when it may have: nobody can look up what a response URL showed.
func (c *Client) Respond(ctx context.Context, responseURL string, a Reply) error {
	body, err := json.Marshal(wire(a))
	if err != nil {
		return &Error{Method: "response_url", cause: err}
	}
	for attempt := 1; ; attempt++ {
		err := c.postTo(ctx, responseURL, body)
		again, worthIt := whenAgain(err, attempt)
		if err == nil || !worthIt || attempt == answerTries || endsBefore(ctx, again) {
			return err
		}
		if sleepUntil(ctx, again) != nil {
			return err
		}
	}
}

// whenAgain says when to repeat an answer that failed, and whether to.
func whenAgain(err error, attempt int) (time.Time, bool) {
	if at, limited := RetryAt(err); limited {
		return at, true
	}
	e, ok := errors.AsType[*Error](err)
	neverArrived := ok && e.Code == "" && !e.unsure
	return time.Now().Add(time.Duration(attempt) * time.Second), neverArrived
}

func (c *Client) postTo(ctx context.Context, responseURL string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, responseURL, bytes.NewReader(body))
	if err != nil {
		return &Error{Method: "response_url", Code: "invalid_url", cause: withoutURL(err)}
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := c.http.Do(req)
	if err != nil {
		return classify("response_url", err, time.Now())
	}
	defer resp.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<10)) // "ok", a code, or JSON; the status decides
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return refused(resp, said)
}

// refused reads the answer of a response URL that did not take a message.
func refused(resp *http.Response, said []byte) error {
	e := &Error{Method: "response_url"}
	e.status(resp.StatusCode, time.Now())
	if wait, ok := retryAfter(resp); ok {
		e.RetryAt = time.Now().Add(wait)
	}
	if text := strings.TrimSpace(string(said)); text != "" {
		e.Messages = []string{text}
	}
	return e
}
