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

// mostShown is how many leads behind a number are listed; shownAmong is among how many those are looked for that somebody
// who isn't on the team may see.
const (
	mostShown  = 15
	shownAmong = 1000
)

// summary says how the pipeline stands.
func (s *Slack) summary(ctx context.Context, a asked) (bot.Response, error) {
	if a.Query.By.Periodic() {
		return s.course(ctx, a)
	}
	return s.figures(ctx, a, func(amounts bool, again string) (bot.Message, error) {
		sum, err := s.reporter.Summary(ctx, a.Query, a.now)
		return figures.Summary(sum, amounts, again, s.dir.Playbook()), err
	})
}

// course says how the pipeline went, period by period.
func (s *Slack) course(ctx context.Context, a asked) (bot.Response, error) {
	return s.figures(ctx, a, func(amounts bool, again string) (bot.Message, error) {
		c, err := s.reporter.Timeline(ctx, a.Query, a.now)
		return figures.Course(c, amounts, again, s.dir.Playbook()), err
	})
}

// report gives figures over time, in weeks or months. There is one table in a message, so what is to
// be broken down by something else is a summary.
func (s *Slack) report(ctx context.Context, a asked) (bot.Response, error) {
	if !reported(a.Question) {
		return s.summary(ctx, a)
	}
	return s.figures(ctx, a, func(amounts bool, again string) (bot.Message, error) {
		r, err := s.reporter.Report(ctx, a.Query, a.now)
		return figures.Report(r, amounts, again, s.dir.Playbook()), err
	})
}

// count says how many leads there are.
func (s *Slack) count(ctx context.Context, a asked) (bot.Response, error) {
	return s.figures(ctx, a, func(amounts bool, again string) (bot.Message, error) {
		c, err := s.reporter.Count(ctx, a.Query, a.now)
		return figures.Counted(c, amounts, again, s.dir.Playbook()), err
	})
}

// figures answers with figures of the whole team. Amounts are in them in the channels that the
// playbook lists, and elsewhere for whoever works here and asks for them privately, by a button that
// brings the question back.
func (s *Slack) figures(ctx context.Context, a asked, draw func(amounts bool, again string) (bot.Message, error)) (bot.Response, error) {
	reader := lead.Reader(a.me)
	if !reader.SeesFigures() {
		return bot.Answer(view.NoFigures()), nil
	}
	again := ""
	if reader.OnTeam() || a.open { // in a channel others may, too
		again = a.again()
	}
	m, err := draw(reader.SeesTotals(a.more, s.amountsHere(ctx, a.r)), again)
	if err != nil {
		return bot.Response{}, err
	}
	return aloud(a, m), nil
}

// amountsHere reports whether the playbook lets amounts be shown where somebody asks. An event tells
// no channel's name; without one there are no amounts.
func (s *Slack) amountsHere(ctx context.Context, r *bot.Request) bool {
	pb, c := s.dir.Playbook(), r.Channel
	if pb.AmountsIn(c.ID) {
		return true
	}
	if c.Name == "" && r.Kind == bot.KindEvent && r.Event.ChannelType != "im" && s.client != nil {
		found, err := s.client.Channel(ctx, c.ID)
		if err != nil {
			s.log.Warn("a channel's name is not known, so no amounts are shown there", "channel", c.ID, "err", err)
		}
		c.Name = found.Name
	}
	return c.Name != "" && pb.AmountsIn("#"+c.Name)
}

// amounts handles Show amounts under figures: whoever may see them gets the same answer with them,
// alone.
func (s *Slack) amounts(ctx context.Context, r *bot.Request) (bot.Response, error) {
	a, ok, err := s.askedBefore(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	switch {
	case !ok:
		return s.unclear(a), nil
	case !lead.Reader(a.me).OnTeam() && lead.Reader(a.me).SeesFigures():
		return bot.Answer(view.NoAmounts()), nil
	}
	return s.answer(ctx, a)
}

// unclear answers a button whose question is not understood any more: of a message from long ago.
func (s *Slack) unclear(a asked) bot.Response {
	return bot.Answer(view.Unclear(a.text, "", ask.Nearest(a.text, ask.Asker{Now: a.now, Zone: a.zone})))
}

// showLeads handles Show under a number: the leads behind it.
func (s *Slack) showLeads(ctx context.Context, r *bot.Request) (bot.Response, error) {
	a, ok, err := s.askedBefore(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	if !ok {
		return s.unclear(a), nil
	}
	a.Verb = ask.List
	return s.answer(ctx, a)
}

// list names the leads that a question is about, those that the reader may know of.
func (s *Slack) list(ctx context.Context, a asked) (bot.Response, error) {
	most, reader := mostShown, lead.Reader(a.me)
	if !reader.OnTeam() {
		most = shownAmong
	}
	leads, all, err := s.reporter.List(ctx, a.Query, most, a.now)
	if err != nil {
		return bot.Response{}, err
	}
	more := all - len(leads)
	if !reader.OnTeam() {
		leads = slices.DeleteFunc(reader.Visible(leads), func(l *lead.Lead) bool { return s.filteredByHidden(reader, l, a.Query.Filter) })
		more = max(0, len(leads)-mostShown)
		leads = leads[:min(len(leads), mostShown)]
	}
	return bot.Answer(figures.ListOf(leads, more, a.Query, a.now, s.actor(a), s.dir.Crew(), s.dir.Playbook())), nil
}

// filteredByHidden reports whether a filter looks at something that the reader may not see of a lead. Such a lead is left
// out: that it is listed would tell what is hidden.
func (s *Slack) filteredByHidden(reader lead.Reader, l *lead.Lead, f report.Filter) bool {
	seen, _ := reader.Redacted(l, nil, s.dir.Playbook().Hidden(l), false)
	return len(f.Sources) > 0 && seen.Source != l.Source || len(f.Campaigns) > 0 && seen.Campaign != l.Campaign ||
		len(f.Countries) > 0 && seen.Company.Country != l.Company.Country
}
