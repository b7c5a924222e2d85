package handlers

import (
	"context"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/lead/report"
	"dibs/workflows/directory"
	"dibs/workflows/figures"
	"dibs/workflows/lookup"
)

// lookups answers questions that look something up: leads, their owners, the definition of a lead, people.
type lookups struct {
	access   *access
	replies  *replies
	dir      *directory.Directory
	finder   *lookup.Finder
	reporter *figures.Reporter
}

// maxFound is how many leads a search answers with at most.
const maxFound = 15

// mine lists a person's open leads; for a colleague without a role, the leads they referred.
func (l *lookups) mine(ctx context.Context, q question) (bot.Response, error) {
	req := q.req
	if req.me.Role == lead.RoleAnyone {
		leads, err := l.finder.Referred(ctx, req.by)
		return bot.Answer(view.Referrals(leads, req.by, l.dir.Crew(), l.dir.Playbook())), err
	}
	leads, err := l.finder.Mine(ctx, req.by)
	if err != nil {
		return bot.Response{}, err
	}
	crew := l.dir.Crew()
	return bot.Answer(view.Mine(req.reader().Visible(leads), req.actor(crew), crew, l.dir.Playbook())), nil
}

// due lists what is due for the person who asks, for somebody else or for a team.
func (l *lookups) due(ctx context.Context, q question) (bot.Response, error) {
	query := q.asks.Query
	if query.Span.To.IsZero() { // without a time: by the end of the person's day
		local := q.req.now.In(q.zone)
		query.Span = report.Span{To: time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, q.zone), Words: "today"}
	}
	leads, late, err := l.reporter.Due(ctx, query, q.req.now)
	if err != nil {
		return bot.Response{}, err
	}
	crew := l.dir.Crew()
	return bot.Answer(view.Due(
		q.req.reader().Visible(leads), late, query.Span.Words, l.namesAskedFor(q), q.req.actor(crew), crew, l.dir.Playbook(),
	)), nil
}

// namesAskedFor are the names of the people or teams that a question is about; none when people ask about themselves.
func (l *lookups) namesAskedFor(q question) []string {
	query := q.asks.Query
	switch {
	case len(query.Owners) == 0 && len(query.Teams) == 0:
		return []string{"everyone"}
	case len(query.Owners) == 0:
		return query.Teams
	case len(query.Owners) == 1 && query.Owners[0] == q.req.by:
		return nil
	}
	var names []string
	for _, id := range query.Owners {
		names = append(names, l.dir.Crew().Member(id).Name)
	}
	return names
}

// next shows the lead that a person should take first.
func (l *lookups) next(ctx context.Context, q question) (bot.Response, error) {
	next, err := l.finder.Next(ctx, q.req.by, q.req.now)
	if err != nil {
		return bot.Response{}, err
	}
	if next == nil {
		return bot.Answer(view.NothingWaits()), nil
	}
	return l.showLead(ctx, q.req, next.ID)
}

// show shows the lead that was asked for, or a list to choose from.
func (l *lookups) show(ctx context.Context, q question) (bot.Response, error) {
	return l.withLead(ctx, q, func(id lead.ID) (bot.Response, error) { return l.showLead(ctx, q.req, id) })
}

// showLead shows as much of a lead as the person may see.
func (l *lookups) showLead(ctx context.Context, req request, id lead.ID) (bot.Response, error) {
	f, err := l.access.look(ctx, req, id)
	if err != nil {
		return l.replies.refused(ctx, req, err)
	}
	amounts := l.access.seesAmounts(ctx, req)
	return bot.Answer(view.Show(f.Lead, f.Events, f.Home, req.by, amounts, l.dir.Crew(), l.dir.Playbook())), nil
}

// owner answers who owns a lead, or who could claim it.
func (l *lookups) owner(ctx context.Context, q question) (bot.Response, error) {
	return l.withLead(ctx, q, func(id lead.ID) (bot.Response, error) {
		f, err := l.access.look(ctx, q.req, id)
		if err != nil {
			return l.replies.refused(ctx, q.req, err)
		}
		return bot.Answer(view.Owner(f.Lead, f.Events, f.Home, q.req.by, l.dir.Crew(), l.dir.Playbook())), nil
	})
}

// find lists all leads that match the words.
func (l *lookups) find(ctx context.Context, q question) (bot.Response, error) {
	words := q.asks.Words
	if words == "" {
		return bot.Answer(view.LookForWhat(q.prefix())), nil
	}
	leads, err := l.search(ctx, q.req, words)
	if err != nil {
		return bot.Response{}, err
	}
	return l.choose(q, leads), nil
}

// known answers whether a company, a person or an address is a lead already.
func (l *lookups) known(ctx context.Context, q question) (bot.Response, error) {
	leads, err := l.search(ctx, q.req, q.asks.Words)
	if err != nil {
		return bot.Response{}, err
	}
	crew := l.dir.Crew()
	return bot.Answer(view.KnownLeads(leads, q.asks.Words, q.req.actor(crew), crew, l.dir.Playbook())), nil
}

// withLead calls run with the lead that a question is about. If its words match several leads, the answer asks which.
func (l *lookups) withLead(ctx context.Context, q question, run func(lead.ID) (bot.Response, error)) (bot.Response, error) {
	words := q.asks.Words
	if q.asks.Lead != 0 {
		return run(q.asks.Lead)
	}
	if id, ok := lead.ParseID(words); ok {
		return run(id)
	}
	if words == "" {
		return bot.Answer(view.WhichLead(q.prefix() + string(q.asks.Verb))), nil
	}
	leads, err := l.search(ctx, q.req, words)
	if err != nil {
		return bot.Response{}, err
	}
	if len(leads) == 1 {
		return run(leads[0].ID)
	}
	return l.choose(q, leads), nil
}

// search finds the leads that match words. It searches only what the person may see.
func (l *lookups) search(ctx context.Context, req request, words string) ([]*lead.Lead, error) {
	return l.finder.FindFor(ctx, req.reader(), words, maxFound)
}

// choose answers with the leads that match a question's words.
func (l *lookups) choose(q question, leads []*lead.Lead) bot.Response {
	crew := l.dir.Crew()
	return bot.Answer(view.Choose(leads, q.asks.Words, q.req.actor(crew), crew, l.dir.Playbook()))
}

// roster answers who is away and who is on duty.
func (l *lookups) roster(_ context.Context, q question) (bot.Response, error) {
	return bot.Answer(view.Roster(q.req.reader().Colleagues(l.dir.Crew()), l.dir.Playbook(), q.req.now)), nil
}
