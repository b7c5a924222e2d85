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

// engagementBody is what the engagement routes take: an event as the playbook's scoring names it,
// and whose it is where the path does not say so.
type engagementBody struct {
	Event string `json:"event"`
	Email string `json:"email"`
}

// engagementAnswer is a lead after an engagement: where it is now, and its score.
type engagementAnswer struct {
	ID          lead.ID          `json:"id"`
	Stage       lead.Stage       `json:"stage"`
	Potential   int              `json:"potential"`
	Engagement  int              `json:"engagement"`
	Temperature lead.Temperature `json:"temperature"`
}

func answerOf(o workflows.Outcome) engagementAnswer {
	s := o.Lead.Score
	return engagementAnswer{o.Lead.ID, o.Lead.Stage, s.Potential, s.Engagement, s.Temperature}
}

// postLeadEngagement notes a sign of interest on one lead. The answer comes after the durable
// write, and says which lead it counts for: that of a merged one is another.
//
// An engagement has no Idempotency-Key: sent twice, it happened twice. A sender who is unsure
// whether it arrived rather sends it again, because a score that is a bit too high costs less than
// a warm lead that nobody calls; its points fade with time.
func (h *HTTP) postLeadEngagement(w http.ResponseWriter, r *http.Request) {
	b, ok := h.engagement(w, r)
	if !ok {
		return
	}
	id, ok := lead.ParseID(r.PathValue("id"))
	if b.Email != "" {
		h.fail(w, r, bad("email", "the path says whose it is"))
		return
	}
	if !ok {
		h.fail(w, r, errNoLead)
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), durable)
	defer cancel()
	o, err := h.engine.Engage(ctx, id, b.Event, h.now())
	if err != nil {
		h.fail(w, r, missing(err, errNoLead))
		return
	}
	answer(w, http.StatusCreated, answerOf(o))
}

// postEngagement notes a sign of interest on all open leads of a person, by e-mail address.
func (h *HTTP) postEngagement(w http.ResponseWriter, r *http.Request) {
	b, ok := h.engagement(w, r)
	if !ok {
		return
	}
	if b.Email = strings.TrimSpace(b.Email); b.Email == "" {
		h.fail(w, r, bad("email", "say whose engagement it is"))
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), durable)
	defer cancel()
	all, err := h.engine.EngageEmail(ctx, b.Email, b.Event, h.now())
	if err != nil {
		h.fail(w, r, missing(err, errNoLeadOf))
		return
	}
	answers := struct {
		Leads []engagementAnswer `json:"leads"`
	}{}
	for _, o := range all {
		answers.Leads = append(answers.Leads, answerOf(o))
	}
	answer(w, http.StatusCreated, answers)
}

// engagement reads what both routes take, and answers what is wrong with it.
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
	errNoLead   = problem{Title: "There is no such lead", Status: http.StatusNotFound}
	errNoLeadOf = problem{Title: "There is no open lead with this e-mail address", Status: http.StatusNotFound}
)

// missing makes the answer of a refusal, which here is always that there is no such lead.
func missing(err error, none problem) error {
	var no *lead.Refusal
	if errors.As(err, &no) {
		return none
	}
	return err
}

// mostNamed is how many events an answer proposes.
const mostNamed = 5

// knownEvent refuses an event that the playbook gives no points for, with those that it could have
// meant, the nearest first: one that is misspelt would count for nothing, and nobody would notice.
func knownEvent(pb *playbook.Playbook, event string) error {
	known := pb.Engagements()
	if slices.Contains(known, event) {
		return nil
	}
	detail := "the playbook's scoring has no engagement at all"
	if len(known) > 0 {
		if meant := slices.Index(known, playbook.Nearest(event, known)); meant > 0 {
			known[0], known[meant] = known[meant], known[0]
		}
		detail = "is none of the playbook's events; the nearest are: " + strings.Join(known[:min(len(known), mostNamed)], ", ")
	}
	return problem{
		Title: "The playbook does not know this event", Status: http.StatusUnprocessableEntity,
		Detail: fmt.Sprintf("event %.60q %s", event, detail), Errors: []field{{"event", detail}},
	}
}
