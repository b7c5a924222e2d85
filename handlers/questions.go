package handlers

import (
	"context"
	"errors"
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
	"dibs/workflows"
)

// question is one question, however it was asked: after /lead, to @dibs in a channel, in a direct message, in the thread
// of a card, or by a button that asks it again.
type question struct {
	ask.Question
	r    *bot.Request
	by   lead.PersonID
	me   lead.Member
	zone *time.Location
	now  time.Time
	text string // as it was typed, without @dibs
	open bool   // asked publicly: an answer that everybody may see is public
	more bool   // asked by a button, to see what the public answer left out
}

// actor is the person who asks, as an actor.
func (s *Slack) actor(a question) lead.Actor { return s.dir.Crew().Actor(a.by, a.now) }

// command handles /lead.
func (s *Slack) command(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return s.answerText(ctx, question{r: r, text: r.Text})
}

// mention handles @dibs in a channel or in a thread. In a direct message it is a message like any other.
func (s *Slack) mention(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; notFromPerson(e) || e.ChannelType == "im" || strings.HasPrefix(e.Channel, "D") {
		return bot.Ack(), nil
	}
	return s.answerOnce(ctx, question{r: r, text: s.withoutMention(r.Event), open: true})
}

// message handles direct messages to Dibs. Messages in channels are not ours to read, and an edited message was answered
// before.
func (s *Slack) message(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; notFromPerson(e) || e.ChannelType != "im" {
		return bot.Ack(), nil
	}
	return s.answerOnce(ctx, question{r: r, text: s.withoutMention(r.Event)})
}

// answerOnce is answerText for a message, which Slack may deliver again, to any process. What it asks for is done once, and a
// delivery of what was done is only acknowledged.
func (s *Slack) answerOnce(ctx context.Context, a question) (bot.Response, error) {
	key := "slack:" + a.r.Event.Channel + ":" + a.r.Event.TS
	if a.r.Event.TS == "" {
		return s.answerText(ctx, a)
	}
	done, err := s.engine.Done(ctx, key)
	if err != nil {
		return bot.Response{}, err
	}
	if done {
		return bot.Ack(), nil
	}
	resp, err := s.answerText(workflows.Once(ctx, key), a)
	if errors.Is(err, workflows.ErrDoneBefore) {
		return bot.Ack(), nil
	}
	return resp, err
}

// notFromPerson reports whether a message is not one that a person just wrote: our own messages come back as events too.
func notFromPerson(e bot.Event) bool {
	return e.User == "" || e.User == e.Us || e.BotID != "" || e.Subtype != "" || e.User == "USLACKBOT"
}

// withoutMention is the text of a message without the mention of Dibs. Where the event does not say who we are, that is
// the first mention of somebody outside the crew.
func (s *Slack) withoutMention(e bot.Event) string {
	us := e.Us
	if us == "" {
		for _, m := range anyMention.FindAllStringSubmatch(e.Text, -1) {
			if _, known := s.dir.Crew().BySlackID(m[1]); !known {
				us = m[1]
				break
			}
		}
	}
	text := anyMention.ReplaceAllStringFunc(e.Text, func(token string) string {
		if us != "" && anyMention.FindStringSubmatch(token)[1] == us {
			return " "
		}
		return token
	})
	return strings.TrimLeft(strings.TrimSpace(text), ",:; ")
}

// askAgain handles a button that asks a line for the person who presses it.
func (s *Slack) askAgain(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return s.answerText(ctx, question{r: r, text: r.Action.Value})
}

// answerText reads a text as a question and answers it.
func (s *Slack) answerText(ctx context.Context, a question) (bot.Response, error) {
	by, err := s.requester(ctx, a.r)
	if err != nil {
		return bot.Response{}, err
	}
	a.by, a.me, a.zone, a.now = by, s.dir.Crew().Member(by), s.zone(by), s.now()
	in, err := s.askerOf(ctx, a)
	if err != nil {
		return bot.Response{}, err
	}
	if strings.TrimSpace(a.text) == "" {
		a.Question = ask.Question{Verb: ask.Help}
		return s.answerQuestion(ctx, a)
	}
	q, ok := s.readQuestion(a.text, in)
	if !ok {
		return bot.Answer(view.Unclear(plainWords(a.text), a.prefix(), ask.Suggest(a.text, in))), nil
	}
	a.Question = q
	return s.answerQuestion(ctx, a)
}

// readQuestion reads a text as a question. A question by periods without a time gets a default span, for its figures and
// for the leads behind them alike.
func (s *Slack) readQuestion(text string, in ask.Asker) (ask.Question, bool) {
	q, ok := ask.Read(text, in)
	if !isReport(q) {
		q.Query = q.Query.WithDefaultSpan(in.Now, s.dir.Playbook().Zone())
	}
	return q, ok
}

// isReport reports whether a question is answered by a report, which has its own weeks or months.
func isReport(q ask.Question) bool {
	by := q.Query.By
	return q.Verb == ask.Report && (by == "" || by == report.ByWeek || by == report.ByMonth)
}

// prefix is typed before a line in the place where the question was asked: "/lead ", or nothing.
func (a question) prefix() string {
	if a.r.Kind == bot.KindCommand {
		return bot.Command + " "
	}
	return ""
}

// askerOf is the person who asks and the lead of the thread they ask in, as package ask needs them.
func (s *Slack) askerOf(ctx context.Context, a question) (ask.Asker, error) {
	in := ask.Asker{Now: a.now, Zone: a.zone, Names: s.namesFor(a.me)}
	at := lead.Place{Channel: a.r.Event.Channel, TS: a.r.Event.ThreadTS}
	if a.r.Kind == bot.KindAction {
		at = lead.Place{Channel: a.r.Channel.ID, TS: a.r.Message.ThreadTS}
	}
	id, found, err := s.finder.LeadAt(ctx, at)
	if err == nil && !found { // perhaps the thread of a notification about a lead
		id, _, err = s.finder.LeadToldIn(ctx, a.by, at.TS)
	}
	in.Lead = id
	return in, err
}

// namesFor are the names that a person may use in questions. People of a partner may name their own people, and guests
// nobody.
func (s *Slack) namesFor(m lead.Member) ask.Names {
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

// buttonValue carries the question in a button: its words, and who asked them when. So the person who presses it gets
// answers to the same question. It is empty when the words are too long for a button.
func (a question) buttonValue() string {
	if len(a.text) > maxButtonQuestion {
		return ""
	}
	return fmt.Sprintf("%s@%d %s", a.by, a.now.Unix(), a.text)
}

// maxButtonQuestion is the longest question that fits into a button, in bytes: the value of a button has at most 2,000
// characters, and the figures cut it to 1,000.
const maxButtonQuestion = 800

// questionOfButton reads what buttonValue wrote, as a question of the person who presses the button. Words such as "me"
// and "today" mean the person and the day of the first question, but the answer shows only what the presser may see.
func (s *Slack) questionOfButton(ctx context.Context, r *bot.Request) (question, bool, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return question{}, false, err
	}
	a := question{r: r, by: by, me: s.dir.Crew().Member(by), zone: s.zone(by), now: s.now(), text: r.Action.Value, more: true}
	in := ask.Asker{Now: a.now, Zone: a.zone, Names: s.namesFor(a.me)}
	if head, text, ok := strings.Cut(r.Action.Value, " "); ok {
		asker, at, _ := strings.Cut(head, "@")
		if unix, err := strconv.ParseInt(at, 10, 64); err == nil {
			first := lead.PersonID(asker)
			a.text, in.Now, in.Zone, in.Names = text, time.Unix(unix, 0).UTC(), s.zone(first), s.namesFor(s.dir.Crew().Member(first))
		}
	}
	q, ok := s.readQuestion(a.text, in)
	a.Question = q
	return a, ok, nil
}
