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

// engagementBody is the body of the engagement routes: an event as the playbook's scoring names it, and the
// person's e-mail address where the path does not name a lead.
type engagementBody struct {
	Event string `json:"event"`
	Email string `json:"email"`
}

// engagementAnswer is a lead after an engagement: its stage and its score.
type engagementAnswer struct {
	ID          lead.ID          `json:"id"`
	Stage       lead.Stage       `json:"stage"`
	Potential   int              `json:"potential"`
	Engagement  int              `json:"engagement"`
	Temperature lead.Temperature `json:"temperature"`
}

// answerOf is the answer for one lead.
func answerOf(o workflows.Outcome) engagementAnswer {
	s := o.Lead.Score
	return engagementAnswer{o.Lead.ID, o.Lead.Stage, s.Potential, s.Engagement, s.Temperature}
}

// postLeadEngagement records a sign of interest on one lead. It answers after the durable write, with the lead
// it counts for: for a merged lead that is the other one.
//
// An engagement has no Idempotency-Key: sent twice, it counts twice. A sender that does not know whether it
// arrived should send it again, because a score that is a little too high costs less than a warm lead that
// nobody calls, and its points fade with time.
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

// postEngagement records a sign of interest on all open leads of a person, found by e-mail address.
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

// engagement reads the body of both routes. If it is wrong, engagement answers the request and reports false.
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

// notFound turns a refusal into the problem p: here every refusal means that there is no such lead. Other errors
// stay as they are.
func notFound(err error, p problem) error {
	var refusal *lead.Refusal
	if errors.As(err, &refusal) {
		return p
	}
	return err
}

// maxSuggestions is how many events an answer proposes at most.
const maxSuggestions = 5

// knownEvent refuses an event that the playbook gives no points for, and proposes events, the nearest first. A
// misspelt event would count for nothing, and nobody would notice.
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
