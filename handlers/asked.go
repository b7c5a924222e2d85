package handlers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/lead/report"
)

// asked is one question, whichever way it came: after /lead, to @dibs in a channel, in a direct
// message, in the thread of a card, or by a button that asks it again.
type asked struct {
	ask.Question
	r    *bot.Request
	by   lead.PersonID
	me   lead.Member
	zone *time.Location
	now  time.Time
	text string // as it was typed, without the call
	open bool   // others in the channel read the answer, where the answer may be read by others
	more bool   // pressed to see what the answer did not show to everybody
}

// actor is who asks, as the one who acts.
func (s *Slack) actor(a asked) lead.Actor { return s.dir.Crew().Actor(a.by, a.now) }

// command handles /lead.
func (s *Slack) command(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return s.hear(ctx, asked{r: r, text: r.Text})
}

// mention handles @dibs in a channel or in a thread. In a direct message it is a message like any
// other.
func (s *Slack) mention(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; nobodys(e) || e.ChannelType == "im" || strings.HasPrefix(e.Channel, "D") {
		return bot.Ack(), nil
	}
	return s.hear(ctx, asked{r: r, text: s.called(r.Event), open: true})
}

// message handles what is written to Dibs alone. What is written in channels is none of our
// business, and what is changed afterwards was answered before.
func (s *Slack) message(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; nobodys(e) || e.ChannelType != "im" {
		return bot.Ack(), nil
	}
	return s.hear(ctx, asked{r: r, text: s.called(r.Event)})
}

// nobodys reports whether a message is not one that a person just wrote: our own come back too.
func nobodys(e bot.Event) bool {
	return e.User == "" || e.User == e.Us || e.BotID != "" || e.Subtype != "" || e.User == "USLACKBOT"
}

// called is what somebody wrote without the mention that calls us. Where the event does not tell who
// we are, it is the first mention of somebody who is nobody of the crew.
func (s *Slack) called(e bot.Event) string {
	us := e.Us
	if us == "" {
		for _, m := range anyone.FindAllStringSubmatch(e.Text, -1) {
			if _, known := s.dir.Crew().BySlackID(m[1]); !known {
				us = m[1]
				break
			}
		}
	}
	text := anyone.ReplaceAllStringFunc(e.Text, func(token string) string {
		if us != "" && anyone.FindStringSubmatch(token)[1] == us {
			return " "
		}
		return token
	})
	return strings.TrimLeft(strings.TrimSpace(text), ",:; ")
}

// askAgain handles a button that asks a line, on behalf of whoever presses it.
func (s *Slack) askAgain(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return s.hear(ctx, asked{r: r, text: r.Action.Value})
}

// hear reads a question and answers it.
func (s *Slack) hear(ctx context.Context, a asked) (bot.Response, error) {
	by, err := s.who(ctx, a.r)
	if err != nil {
		return bot.Response{}, err
	}
	a.by, a.me, a.zone, a.now = by, s.dir.Crew().Member(by), s.zone(by), s.now()
	in, err := s.asker(ctx, a)
	if err != nil {
		return bot.Response{}, err
	}
	if strings.TrimSpace(a.text) == "" {
		a.Question = ask.Question{Verb: ask.Help}
		return s.answer(ctx, a)
	}
	q, ok := s.read(a.text, in)
	if !ok {
		return bot.Answer(view.Unclear(spoken(a.text), a.call(), ask.Nearest(a.text, in))), nil
	}
	a.Question = q
	return s.answer(ctx, a)
}

// read reads a question. What is asked by periods without a time is about the last of them, for its
// figures and for the leads behind them alike.
func (s *Slack) read(text string, in ask.Asker) (ask.Question, bool) {
	q, ok := ask.Read(text, in)
	if !reported(q) {
		q.Query = q.Query.WithDefaultSpan(in.Now, s.dir.Playbook().Zone())
	}
	return q, ok
}

// reported reports whether a question is answered by a report, which has weeks or months of its own.
func reported(q ask.Question) bool {
	by := q.Query.By
	return q.Verb == ask.Report && (by == "" || by == report.ByWeek || by == report.ByMonth)
}

// call is what stands before a line where the question was typed.
func (a asked) call() string {
	if a.r.Kind == bot.KindCommand {
		return bot.Command + " "
	}
	return ""
}

// asker is who asks and where, for reading.
func (s *Slack) asker(ctx context.Context, a asked) (ask.Asker, error) {
	in := ask.Asker{Now: a.now, Zone: a.zone, Names: s.names(a.me)}
	at := lead.Place{Channel: a.r.Event.Channel, TS: a.r.Event.ThreadTS}
	if a.r.Kind == bot.KindAction {
		at = lead.Place{Channel: a.r.Channel.ID, TS: a.r.Message.ThreadTS}
	}
	id, found, err := s.finder.LeadAt(ctx, at)
	if err == nil && !found { // or in the thread of a private message about a lead
		id, _, err = s.finder.LeadToldIn(ctx, a.by, at.TS)
	}
	in.Lead = id
	return in, err
}

// names are what somebody may call by name: people of a partner their own, guests nobody.
func (s *Slack) names(m lead.Member) ask.Names {
	pb, crew := s.dir.Playbook(), s.dir.Crew()
	n := ask.Names{Me: m.ID, Sources: pb.Sources(), Campaigns: pb.Campaigns()}
	if !lead.Reader(m).SeesNames() {
		return n
	}
	for id, c := range lead.Reader(m).Colleagues(crew) {
		if c.Team != "" && c.Role != lead.RolePartner && !slices.Contains(n.Teams, c.Team) {
			n.Teams = append(n.Teams, c.Team)
		}
		if c.Role == lead.RoleAnyone && id != m.ID || c.Deleted {
			continue
		}
		n.People = append(n.People, ask.Person{ID: id, SlackID: c.SlackID, Name: c.Name, Email: c.Email, Team: c.Team})
	}
	return n
}

// again is what a button brings back of a question, so that whoever presses it sees what was asked:
// who asked it when, and its words. It is empty when it is too long for a button.
func (a asked) again() string {
	if len(a.text) > mostAgain {
		return ""
	}
	return fmt.Sprintf("%s@%d %s", a.by, a.now.Unix(), a.text)
}

// mostAgain keeps a question within the 2,000 characters of a button's value, and its drawer's 1,000.
const mostAgain = 800

// askedBefore reads what again wrote, as a question of whoever presses the button: me and today are
// those of the question, but what is shown depends on who looks.
func (s *Slack) askedBefore(ctx context.Context, r *bot.Request) (asked, bool, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return asked{}, false, err
	}
	a := asked{r: r, by: by, me: s.dir.Crew().Member(by), zone: s.zone(by), now: s.now(), text: r.Action.Value, more: true}
	in := ask.Asker{Now: a.now, Zone: a.zone, Names: s.names(a.me)}
	if head, text, ok := strings.Cut(r.Action.Value, " "); ok {
		who, at, _ := strings.Cut(head, "@")
		if unix, err := strconv.ParseInt(at, 10, 64); err == nil {
			first := lead.PersonID(who)
			a.text, in.Now, in.Zone, in.Names = text, time.Unix(unix, 0).UTC(), s.zone(first), s.names(s.dir.Crew().Member(first))
		}
	}
	q, ok := s.read(a.text, in)
	a.Question = q
	return a, ok, nil
}
