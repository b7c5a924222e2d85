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

// Answer shows a message to the person behind a request, in the best way that the request allows: by the response
// URL; for an event, as a message where it happened (visible only to that person, unless they are alone with the bot
// or the answer is public); in a modal or on the home tab, as a modal; otherwise as a direct message.
func (c *Client) Answer(ctx context.Context, r *Request, a Reply) error {
	switch {
	case a.view != nil:
		return c.show(ctx, r, a)
	case r.ResponseURL != "":
		if m := r.Message; m.ThreadTS != m.TS { // a message with replies has its own TS here, and is in no thread
			a.thread = m.ThreadTS
		}
		return c.Respond(ctx, r.ResponseURL, a)
	case r.Kind == KindEvent && r.Event.Channel != "":
		return c.answerEvent(ctx, r.Event, a)
	case r.TriggerID != "" && r.Kind != KindSubmit: // a person who submitted a modal does not expect another
		dialog := notice(a.Message)
		a.view = &dialog
		return c.show(ctx, r, a)
	}
	return c.sendPrivately(ctx, r, a)
}

// tooLate is what a person reads if their dialog did not open in time: a trigger lives for three seconds.
const tooLate = "The dialog took too long to open. Please try again."

// tooDeep is what a person reads when they open a dialog on top of three others.
const tooDeep = "Slack shows at most three dialogs on top of each other. Close one, then press the button again."

// show opens a modal, on top of the modal that the request came from. If Slack refuses, because the trigger is too
// old or the stack is full, the person gets a message instead: the text of the answer, or that the dialog came too
// late.
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
		return c.sendPrivately(ctx, r, a)
	case Is(err, "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"):
		return c.Answer(ctx, r, Reply{Message: Message{Text: tooLate}})
	case Is(err, "push_limit_reached"):
		return c.sendPrivately(ctx, r, Reply{Message: Message{Text: tooDeep}})
	}
	return err
}

// sendPrivately shows an answer to the person in the channel that it names, or else sends a direct message.
func (c *Client) sendPrivately(ctx context.Context, r *Request, a Reply) error {
	if a.channel != "" {
		err := c.PostEphemeral(ctx, a.channel, "", r.User.ID, a.Message)
		if !wrongPlace(err) {
			return err
		}
	}
	if r.User.ID == "" {
		return &Error{Method: "chat.postMessage", Code: "no_user", cause: errors.New("the request has no user to answer")}
	}
	_, _, err := c.PostMessage(ctx, r.User.ID, "", a.Message)
	return err
}

// wrongPlace reports whether Slack refused an answer because of its channel.
func wrongPlace(err error) bool {
	return Is(err, "user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived")
}

// answerEvent answers where the event happened, or in a direct message if that is not possible.
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
	if wrongPlace(err) { // a person can mention us in a channel that we are not in
		_, _, err = c.PostMessage(ctx, e.User, "", a.Message)
	}
	return err
}

// answerTries is how often an answer is sent as long as it is certain that it did not arrive.
const answerTries = 3

// Respond sends an answer to a response URL, which takes five within 30 minutes. It retries only if it is certain
// that the answer did not arrive, because there is no way to look up later what a response URL has shown.
func (c *Client) Respond(ctx context.Context, responseURL string, a Reply) error {
	body, err := json.Marshal(encodeReply(a))
	if err != nil {
		return &Error{Method: "response_url", cause: err}
	}
	for attempt := 1; ; attempt++ {
		err := c.postTo(ctx, responseURL, body)
		retryAt, retry := retryTime(err, attempt)
		if err == nil || !retry || attempt == answerTries || endsBefore(ctx, retryAt) {
			return err
		}
		if sleepUntil(ctx, retryAt) != nil {
			return err
		}
	}
}

// retryTime says when to send a failed answer again, and whether to.
func retryTime(err error, attempt int) (time.Time, bool) {
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
	body, _ = io.ReadAll(io.LimitReader(resp.Body, 1<<10)) // "ok", a code, or JSON; the status decides
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return responseURLError(resp, body)
}

// responseURLError is the error of a response URL that did not accept a message.
func responseURLError(resp *http.Response, body []byte) error {
	e := &Error{Method: "response_url"}
	e.status(resp.StatusCode, time.Now())
	if wait, ok := retryAfter(resp); ok {
		e.RetryAt = time.Now().Add(wait)
	}
	if text := strings.TrimSpace(string(body)); text != "" {
		e.Messages = []string{text}
	}
	return e
}
