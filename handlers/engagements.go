package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows"
)

// engagementBody is the body of the engagement routes: an event of the playbook's scoring, and the person's e-mail
// address if the path names no lead.
type engagementBody struct {
	Event string `json:"event"`
	Email string `json:"email"`
}

// engagementAnswer is the answer for one lead: its stage and score after the engagement.
type engagementAnswer struct {
	ID          lead.ID          `json:"id"`
	Stage       lead.Stage       `json:"stage"`
	Potential   int              `json:"potential"`
	Engagement  int              `json:"engagement"`
	Temperature lead.Temperature `json:"temperature"`
}

// answerOf makes the answer for one lead.
func answerOf(o workflows.Outcome) engagementAnswer {
	s := o.Lead.Score
	return engagementAnswer{o.Lead.ID, o.Lead.Stage, s.Potential, s.Engagement, s.Temperature}
}

// postLeadEngagement records a sign of interest on one lead. It answers once the write is durable, with the lead that
// the engagement counts for. If the lead was merged, that is the lead it was merged into.
//
// An engagement has no Idempotency-Key: sent twice, it counts twice. A sender that does not know whether it arrived
// should send it again, because a score that is a little too high costs less than a warm lead that nobody calls, and
// points fade with time.
func (h *HTTP) postLeadEngagement(w http.ResponseWriter, r *http.Request) {
	b, ok := h.engagement(w, r)
	if !ok {
		return
	}
	id, ok := lead.ParseID(r.PathValue("id"))
	if b.Email != "" {
		h.fail(w, r, invalid("email", "is not allowed here, because the path names the lead"))
		return
	}
	if !ok {
		h.fail(w, r, errNoLead)
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.writeTimeout)
	defer cancel()
	o, err := h.engine.Engage(ctx, id, b.Event, h.now())
	if err != nil {
		h.fail(w, r, notFound(err, errNoLead))
		return
	}
	writeJSON(w, http.StatusCreated, answerOf(o))
}

// postEngagement records a sign of interest on all open leads with an e-mail address.
func (h *HTTP) postEngagement(w http.ResponseWriter, r *http.Request) {
	b, ok := h.engagement(w, r)
	if !ok {
		return
	}
	if b.Email = strings.TrimSpace(b.Email); b.Email == "" {
		h.fail(w, r, invalid("email", "is required"))
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.writeTimeout)
	defer cancel()
	all, err := h.engine.EngageEmail(ctx, b.Email, b.Event, h.now())
	if err != nil {
		h.fail(w, r, notFound(err, errNoLeadWithEmail))
		return
	}
	answers := struct {
		Leads []engagementAnswer `json:"leads"`
	}{}
	for _, o := range all {
		answers.Leads = append(answers.Leads, answerOf(o))
	}
	writeJSON(w, http.StatusCreated, answers)
}

// engagement reads the body of both routes. If the key or the body is wrong, it answers the request and returns false.
func (h *HTTP) engagement(w http.ResponseWriter, r *http.Request) (engagementBody, bool) {
	b, err := func() (b engagementBody, err error) {
		if _, ok := h.keys.Name(r.Header.Get("Authorization")); !ok {
			return b, errUnauthorized
		}
		body, err := readBody(w, r)
		if err != nil {
			return b, err
		}
		if err := decode(body, true, &b); err != nil {
			return b, err
		}
		return b, knownEvent(h.dir.Playbook(), b.Event)
	}()
	if err != nil {
		h.fail(w, r, err)
	}
	return b, err == nil
}

var (
	errNoLead          = problem{Title: "No lead has this id", Status: http.StatusNotFound}
	errNoLeadWithEmail = problem{Title: "No open lead has this e-mail address", Status: http.StatusNotFound}
)

// notFound turns a refusal into the problem p, because here a refusal can only mean that there is no such lead. Other
// errors stay as they are.
func notFound(err error, p problem) error {
	var refusal *lead.Refusal
	if errors.As(err, &refusal) {
		return p
	}
	return err
}

// maxSuggestions is how many events an answer suggests at most.
const maxSuggestions = 5

// knownEvent refuses an event that the playbook gives no points for, and suggests events, the nearest spelling first.
// Otherwise a misspelled event would count for nothing, and nobody would notice.
func knownEvent(pb *playbook.Playbook, event string) error {
	known := pb.Engagements()
	if slices.Contains(known, event) {
		return nil
	}
	detail := "is unknown: the playbook's scoring lists no events"
	if len(known) > 0 {
		if nearest := slices.Index(known, playbook.Nearest(event, known)); nearest > 0 {
			known[0], known[nearest] = known[nearest], known[0]
		}
		detail = "is not in the playbook's scoring; did you mean one of these: " + strings.Join(known[:min(len(known), maxSuggestions)], ", ")
	}
	return problem{
		Title: "The playbook has no such event", Status: http.StatusUnprocessableEntity,
		Detail: fmt.Sprintf("event %.60q %s", event, detail), Errors: []fieldError{{"event", detail}},
	}
}
