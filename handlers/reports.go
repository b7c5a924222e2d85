package handlers

import (
	"context"
	"slices"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/figures"
	"dibs/lead"
	"dibs/lead/report"
	"dibs/workflows/directory"
	counts "dibs/workflows/figures"
)

// reports answers questions about figures of the whole team, and lists the leads behind them.
type reports struct {
	access   *access
	dir      *directory.Directory
	reporter *counts.Reporter
}

// maxListed is how many leads behind a number are listed at most. Readers outside the team may see only some of the
// leads, so for them the list is chosen from the first maxListSearch.
const (
	maxListed     = 15
	maxListSearch = 1000
)

// overview answers with a report, a timeline or a summary. A message has room for one table, so a report that is broken
// down by anything but weeks or months is a timeline or a summary.
func (r *reports) overview(ctx context.Context, q question) (bot.Response, error) {
	switch {
	case isReport(q.asks):
		return r.report(ctx, q)
	case q.asks.Query.By.Periodic():
		return r.timeline(ctx, q)
	}
	return r.summary(ctx, q)
}

// isReport reports whether a report answers a question. A report chooses its own weeks or months.
func isReport(q ask.Question) bool {
	by := q.Query.By
	return q.Verb == ask.Report && (by == "" || by == report.ByWeek || by == report.ByMonth)
}

// summary answers how the pipeline stands.
func (r *reports) summary(ctx context.Context, q question) (bot.Response, error) {
	return r.figures(ctx, q, func(amounts bool, value string) (bot.Message, error) {
		s, err := r.reporter.Summary(ctx, q.asks.Query, q.req.now)
		return figures.Summary(s, amounts, value, r.dir.Playbook()), err
	})
}

// timeline answers how the pipeline developed, period by period.
func (r *reports) timeline(ctx context.Context, q question) (bot.Response, error) {
	return r.figures(ctx, q, func(amounts bool, value string) (bot.Message, error) {
		t, err := r.reporter.Timeline(ctx, q.asks.Query, q.req.now)
		return figures.Timeline(t, amounts, value, r.dir.Playbook()), err
	})
}

// report answers whether things are improving, over weeks or months.
func (r *reports) report(ctx context.Context, q question) (bot.Response, error) {
	return r.figures(ctx, q, func(amounts bool, value string) (bot.Message, error) {
		rep, err := r.reporter.Report(ctx, q.asks.Query, q.req.now)
		return figures.Report(rep, amounts, value, r.dir.Playbook()), err
	})
}

// count answers how many leads there are.
func (r *reports) count(ctx context.Context, q question) (bot.Response, error) {
	return r.figures(ctx, q, func(amounts bool, value string) (bot.Message, error) {
		c, err := r.reporter.Count(ctx, q.asks.Query, q.req.now)
		return figures.Count(c, amounts, value, r.dir.Playbook()), err
	})
}

// figures answers with figures of the whole team. Amounts are shown in the channels that the playbook lists. Elsewhere
// the sales team gets them privately, by a button that asks the question again. draw gets that button's value, which is
// empty when nobody who sees the answer may press it.
func (r *reports) figures(ctx context.Context, q question, draw func(amounts bool, value string) (bot.Message, error)) (bot.Response, error) {
	reader := q.req.reader()
	if !reader.SeesFigures() {
		return bot.Answer(view.NoFigures()), nil
	}
	value := ""
	if reader.OnTeam() || q.public { // in a channel, others may press it
		value = q.buttonValue()
	}
	m, err := draw(reader.SeesTotals(q.more, r.access.amountsHere(ctx, q.req.raw)), value)
	if err != nil {
		return bot.Response{}, err
	}
	return publicAnswer(q, m), nil
}

// list lists the leads that a question is about, as far as the reader may see them.
func (r *reports) list(ctx context.Context, q question) (bot.Response, error) {
	limit, reader, query := maxListed, q.req.reader(), q.asks.Query
	if !reader.OnTeam() {
		limit = maxListSearch
	}
	leads, all, err := r.reporter.List(ctx, query, limit, q.req.now)
	if err != nil {
		return bot.Response{}, err
	}
	more := all - len(leads)
	if !reader.OnTeam() {
		leads = slices.DeleteFunc(reader.Visible(leads), func(l *lead.Lead) bool { return r.filteredByHidden(reader, l, query.Filter) })
		more = max(0, len(leads)-maxListed)
		leads = leads[:min(len(leads), maxListed)]
	}
	crew := r.dir.Crew()
	return bot.Answer(figures.List(leads, more, query, q.req.now, q.req.actor(crew), crew, r.dir.Playbook())), nil
}

// filteredByHidden reports whether a filter matches a field that is hidden from the reader. Such a lead is left out of
// the list, because listing it would give the field away.
func (r *reports) filteredByHidden(reader lead.Reader, l *lead.Lead, f report.Filter) bool {
	seen, _ := reader.Redacted(l, nil, r.dir.Playbook().HiddenFields(l), false)
	return len(f.Sources) > 0 && seen.Source != l.Source || len(f.Campaigns) > 0 && seen.Campaign != l.Campaign ||
		len(f.Countries) > 0 && seen.Company.Country != l.Company.Country
}
