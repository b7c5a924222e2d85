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
)

// maxListed is how many leads behind a number are listed at most. For readers who are not on the team, maxListSearch leads are
// looked through for those that they may see.
const (
	maxListed     = 15
	maxListSearch = 1000
)

// summary answers how the pipeline stands.
func (s *Slack) summary(ctx context.Context, a question) (bot.Response, error) {
	if a.Query.By.Periodic() {
		return s.timeline(ctx, a)
	}
	return s.figures(ctx, a, func(amounts bool, value string) (bot.Message, error) {
		sum, err := s.reporter.Summary(ctx, a.Query, a.now)
		return figures.Summary(sum, amounts, value, s.dir.Playbook()), err
	})
}

// timeline answers how the pipeline developed, period by period.
func (s *Slack) timeline(ctx context.Context, a question) (bot.Response, error) {
	return s.figures(ctx, a, func(amounts bool, value string) (bot.Message, error) {
		c, err := s.reporter.Timeline(ctx, a.Query, a.now)
		return figures.Timeline(c, amounts, value, s.dir.Playbook()), err
	})
}

// report answers with figures over time, in weeks or months. A message has one table, so a breakdown by anything else is a
// summary.
func (s *Slack) report(ctx context.Context, a question) (bot.Response, error) {
	if !isReport(a.Question) {
		return s.summary(ctx, a)
	}
	return s.figures(ctx, a, func(amounts bool, value string) (bot.Message, error) {
		r, err := s.reporter.Report(ctx, a.Query, a.now)
		return figures.Report(r, amounts, value, s.dir.Playbook()), err
	})
}

// count answers how many leads there are.
func (s *Slack) count(ctx context.Context, a question) (bot.Response, error) {
	return s.figures(ctx, a, func(amounts bool, value string) (bot.Message, error) {
		c, err := s.reporter.Count(ctx, a.Query, a.now)
		return figures.Count(c, amounts, value, s.dir.Playbook()), err
	})
}

// figures answers with figures of the whole team. They have amounts in the channels that the playbook lists. Elsewhere, the
// sales team gets them privately by a button that asks the question again.
func (s *Slack) figures(ctx context.Context, a question, draw func(amounts bool, value string) (bot.Message, error)) (bot.Response, error) {
	reader := lead.Reader(a.me)
	if !reader.SeesFigures() {
		return bot.Answer(view.NoFigures()), nil
	}
	value := ""
	if reader.OnTeam() || a.open { // in a channel others may press it
		value = a.buttonValue()
	}
	m, err := draw(reader.SeesTotals(a.more, s.amountsHere(ctx, a.r)), value)
	if err != nil {
		return bot.Response{}, err
	}
	return publicAnswer(a, m), nil
}

// amountsHere reports whether the playbook allows amounts in the channel of a request. An event has no channel name, so Slack
// is asked for it; without a name there are no amounts.
func (s *Slack) amountsHere(ctx context.Context, r *bot.Request) bool {
	pb, c := s.dir.Playbook(), r.Channel
	if pb.AmountsIn(c.ID) {
		return true
	}
	if c.Name == "" && r.Kind == bot.KindEvent && r.Event.ChannelType != "im" && s.client != nil {
		found, err := s.client.Channel(ctx, c.ID)
		if err != nil {
			s.log.Warn("could not read a channel's name; no amounts are shown there", "channel", c.ID, "err", err)
		}
		c.Name = found.Name
	}
	return c.Name != "" && pb.AmountsIn("#"+c.Name)
}

// amounts handles Show amounts under figures: the sales team gets the same answer with amounts, privately.
func (s *Slack) amounts(ctx context.Context, r *bot.Request) (bot.Response, error) {
	a, ok, err := s.questionOfButton(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	switch {
	case !ok:
		return s.answerOldButton(a), nil
	case !lead.Reader(a.me).OnTeam() && lead.Reader(a.me).SeesFigures():
		return bot.Answer(view.NoAmounts()), nil
	}
	return s.answerQuestion(ctx, a)
}

// answerOldButton answers a button of an old message whose question is no longer understood.
func (s *Slack) answerOldButton(a question) bot.Response {
	return bot.Answer(view.Unclear(a.text, "", ask.Suggest(a.text, ask.Asker{Now: a.now, Zone: a.zone})))
}

// showLeads handles Show under figures, which lists the leads behind them.
func (s *Slack) showLeads(ctx context.Context, r *bot.Request) (bot.Response, error) {
	a, ok, err := s.questionOfButton(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	if !ok {
		return s.answerOldButton(a), nil
	}
	a.Verb = ask.List
	return s.answerQuestion(ctx, a)
}

// list lists the leads that a question is about, among those that the reader may see.
func (s *Slack) list(ctx context.Context, a question) (bot.Response, error) {
	limit, reader := maxListed, lead.Reader(a.me)
	if !reader.OnTeam() {
		limit = maxListSearch
	}
	leads, all, err := s.reporter.List(ctx, a.Query, limit, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	more := all - len(leads)
	if !reader.OnTeam() {
		leads = slices.DeleteFunc(reader.Visible(leads), func(l *lead.Lead) bool { return s.filteredByHidden(reader, l, a.Query.Filter) })
		more = max(0, len(leads)-maxListed)
		leads = leads[:min(len(leads), maxListed)]
	}
	return bot.Answer(figures.List(leads, more, a.Query, a.now, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// filteredByHidden reports whether a filter looks at something that the reader may not see of a lead. Such a lead is left
// out: that it is listed would tell what is hidden.
func (s *Slack) filteredByHidden(reader lead.Reader, l *lead.Lead, f report.Filter) bool {
	seen, _ := reader.Redacted(l, nil, s.dir.Playbook().HiddenFields(l), false)
	return len(f.Sources) > 0 && seen.Source != l.Source || len(f.Campaigns) > 0 && seen.Campaign != l.Campaign ||
		len(f.Countries) > 0 && seen.Company.Country != l.Company.Country
}
