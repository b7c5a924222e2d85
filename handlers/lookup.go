package handlers

import (
	"context"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/lead/report"
)

// maxFound is how many leads a search answers with at most.
const maxFound = 15

// mine lists a person's open leads; for a colleague without a role, the leads they referred.
func (s *Slack) mine(ctx context.Context, a question) (bot.Response, error) {
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

// due lists what is due: for the person who asks, for somebody else or for a team.
func (s *Slack) due(ctx context.Context, a question) (bot.Response, error) {
	q := a.Query
	if q.Span.To.IsZero() { // without a time: what is due by the end of their day
		local := a.now.In(a.zone)
		q.Span = report.Span{To: time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, a.zone), Words: "today"}
	}
	leads, late, err := s.reporter.Due(ctx, q, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Due(lead.Reader(a.me).Visible(leads), late, q.Span.Words, s.namesAskedFor(a), s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// namesAskedFor are the names of the people asked about; none when it is the person who asks.
func (s *Slack) namesAskedFor(a question) []string {
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

// next shows the lead that a person should take first.
func (s *Slack) next(ctx context.Context, a question) (bot.Response, error) {
	l, err := s.finder.Next(ctx, a.by, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	if l == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return s.showLead(ctx, a, l.ID)
}

// roster answers who is away and who is on duty.
func (s *Slack) roster(_ context.Context, a question) (bot.Response, error) {
	return bot.Answer(view.Roster(lead.Reader(a.me).Colleagues(s.dir.Crew()), s.dir.Playbook(), a.now)), nil
}

// find lists all leads that match the words.
func (s *Slack) find(ctx context.Context, a question) (bot.Response, error) {
	if a.Words == "" {
		return bot.Answer(view.LookForWhat(a.prefix())), nil
	}
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.Choose(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// knownLeads answers whether a company, a person or an address is a lead already.
func (s *Slack) knownLeads(ctx context.Context, a question) (bot.Response, error) {
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(view.KnownLeads(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// search finds the leads that match words, among those that the person may see and by what they may see of them.
func (s *Slack) search(ctx context.Context, a question, words string) ([]*lead.Lead, error) {
	return s.finder.FindFor(ctx, lead.Reader(a.me), words, maxFound)
}

// showAsked shows the lead that was asked for, or a list to choose from.
func (s *Slack) showAsked(ctx context.Context, a question) (bot.Response, error) {
	return s.withLead(ctx, a, func(id lead.ID) (bot.Response, error) { return s.showLead(ctx, a, id) })
}

// showLead shows as much of a lead as the person may see.
func (s *Slack) showLead(ctx context.Context, a question, id lead.ID) (bot.Response, error) {
	f, err := s.look(ctx, a.by, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	amounts := s.seesAmounts(ctx, a.r, lead.Reader(a.me))
	return bot.Answer(view.Show(f.Lead, f.Events, f.Home, a.by, amounts, s.dir.Crew(), s.dir.Playbook())), nil
}

// owner answers who has a lead, or who could claim it.
func (s *Slack) owner(ctx context.Context, a question) (bot.Response, error) {
	return s.withLead(ctx, a, func(id lead.ID) (bot.Response, error) {
		f, err := s.look(ctx, a.by, id)
		if err != nil {
			return s.refuse(ctx, a.r, a.by, err, a.now)
		}
		return bot.Answer(view.Owner(f.Lead, f.Events, f.Home, a.by, s.dir.Crew(), s.dir.Playbook())), nil
	})
}

// withLead calls run with the lead that a question is about. If its words match several, it asks which.
func (s *Slack) withLead(ctx context.Context, a question, run func(lead.ID) (bot.Response, error)) (bot.Response, error) {
	if a.Lead != 0 {
		return run(a.Lead)
	}
	if id, ok := lead.ParseID(a.Words); ok {
		return run(id)
	}
	if a.Words == "" {
		return bot.Answer(view.WhichLead(a.prefix() + string(a.Verb))), nil
	}
	leads, err := s.search(ctx, a, a.Words)
	if err != nil {
		return bot.Response{}, err
	}
	if len(leads) == 1 {
		return run(leads[0].ID)
	}
	return bot.Answer(view.Choose(leads, a.Words, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}
