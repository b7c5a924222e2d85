package handlers

import (
	"context"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/lead/report"
)

// found is the most leads that a search answers with.
const found = 15

// mine lists what somebody has in hand; of a colleague without a role, what they referred.
func (s *Slack) mine(ctx context.Context, a asked) (bot.Response, error) {
	if a.me.Role == lead.RoleAnyone {
		leads, err := s.finder.Referred(ctx, a.by)
		return bot.Answer(view.Referrals(leads, a.by, s.dir.Crew(), s.dir.Playbook())), err
	}
	leads, err := s.finder.Mine(ctx, a.by)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Mine(lead.Reader(a.me).Visible(leads), s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// due lists what has to be done: of one's own, of somebody else or of a team.
func (s *Slack) due(ctx context.Context, a asked) (bot.Response, error) {
	q := a.Query
	if q.Span.To.IsZero() { // at any time: what is due by the end of the day, where they are
		local := a.now.In(a.zone)
		q.Span = report.Span{To: time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, a.zone), Words: "today"}
	}
	leads, late, err := s.reporter.Due(ctx, q, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Due(lead.Reader(a.me).Visible(leads), late, q.Span.Words, s.whose(a), s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// whose are the names of those who have to act; none when it is whoever asks.
func (s *Slack) whose(a asked) []string {
	q := a.Query
	switch {
	case len(q.Owners) == 0 && len(q.Teams) == 0:
		return []string{"everyone"}
	case len(q.Owners) == 0:
		return q.Teams
	case len(q.Owners) == 1 && q.Owners[0] == a.by:
		return nil
	}
	var names []string
	for _, id := range q.Owners {
		names = append(names, s.dir.Crew().Member(id).Name)
	}
	return names
}

// next shows what a person should take first.
func (s *Slack) next(ctx context.Context, a asked) (bot.Response, error) {
	l, err := s.finder.Next(ctx, a.by, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	if l == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return s.shown(ctx, a, l.ID)
}

// roster says who is away and who is on duty.
func (s *Slack) roster(_ context.Context, a asked) (bot.Response, error) {
	return bot.Answer(view.Roster(lead.Reader(a.me).Colleagues(s.dir.Crew()), s.dir.Playbook(), a.now)), nil
}

// find lists all leads that words mean.
func (s *Slack) find(ctx context.Context, a asked) (bot.Response, error) {
	if a.Words == "" {
		return bot.Answer(view.LookForWhat(a.call())), nil
	}
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Choose(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// known says whether a company, a person or an address is a lead already.
func (s *Slack) known(ctx context.Context, a asked) (bot.Response, error) {
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Known(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// search finds the leads that words mean, of those that somebody may see and by what they may see of them.
func (s *Slack) search(ctx context.Context, a asked, words string) ([]*lead.Lead, error) {
	return s.finder.FindFor(ctx, lead.Reader(a.me), words, found)
}

// showFound answers with one lead, or with a list to choose from.
func (s *Slack) showFound(ctx context.Context, a asked) (bot.Response, error) {
	return s.onFound(ctx, a, func(id lead.ID) (bot.Response, error) { return s.shown(ctx, a, id) })
}

// shown answers with a lead, as much of it as the person may see.
func (s *Slack) shown(ctx context.Context, a asked, id lead.ID) (bot.Response, error) {
	f, err := s.look(ctx, a.by, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	amounts := s.seesAmounts(ctx, a.r, lead.Reader(a.me))
	return bot.Answer(view.Show(f.Lead, f.Events, f.Home, a.by, amounts, s.dir.Crew(), s.dir.Playbook())), nil
}

// owner says who has a lead, or whom it waits for.
func (s *Slack) owner(ctx context.Context, a asked) (bot.Response, error) {
	return s.onFound(ctx, a, func(id lead.ID) (bot.Response, error) {
		f, err := s.look(ctx, a.by, id)
		if err != nil {
			return s.refuse(ctx, a.r, a.by, err, a.now)
		}
		return bot.Answer(view.Owner(f.Lead, f.Events, f.Home, a.by, s.dir.Crew(), s.dir.Playbook())), nil
	})
}

// onFound does something with the lead that a question is about; where its words mean several, it
// asks which.
func (s *Slack) onFound(ctx context.Context, a asked, do func(lead.ID) (bot.Response, error)) (bot.Response, error) {
	if a.Lead != 0 {
		return do(a.Lead)
	}
	if id, ok := view.ParseLead(a.Words); ok {
		return do(id)
	}
	if a.Words == "" {
		return bot.Answer(view.WhichLead(a.call() + string(a.Verb))), nil
	}
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	if len(leads) == 1 {
		return do(leads[0].ID)
	}
	return bot.Answer(view.Choose(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}
