package handlers

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// questions reads what people type, and answers it the same way wherever they type it: after /lead, to @dibs in a
// channel, in a direct message, in the thread of a card, or by a button that asks for them.
type questions struct {
	access  *access
	dir     *directory.Directory
	finder  *lookup.Finder
	engine  *workflows.Engine
	answers map[ask.Verb]answerFunc
}

// question is one question and how it was asked.
type question struct {
	req    request
	asks   ask.Question   // text, as package ask reads it
	text   string         // as it was typed, without @dibs
	zone   *time.Location // of the person who asks
	public bool           // asked publicly: an answer that everybody may see is public
	more   bool           // asked by a button, for what the public answer left out
}

// command handles /lead.
func (q *questions) command(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return q.answerText(ctx, r, r.Text, false)
}

// button handles a button that asks a question for the person who presses it.
func (q *questions) button(ctx context.Context, r *bot.Request) (bot.Response, error) {
	return q.answerText(ctx, r, r.Action.Value, false)
}

// mention handles @dibs in a channel or in a thread. In a direct message, message handles it.
func (q *questions) mention(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; notFromPerson(e) || e.ChannelType == "im" || strings.HasPrefix(e.Channel, "D") {
		return bot.Ack(), nil
	}
	return q.answerOnce(ctx, r, true)
}

// message handles direct messages to Dibs. It ignores messages in channels.
func (q *questions) message(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if e := r.Event; notFromPerson(e) || e.ChannelType != "im" {
		return bot.Ack(), nil
	}
	return q.answerOnce(ctx, r, false)
}

// notFromPerson reports whether a message is not one that a person just wrote. Slack also sends events for our own
// messages and for changes of messages, which were answered before.
func notFromPerson(e bot.Event) bool {
	return e.User == "" || e.User == e.Us || e.BotID != "" || e.Subtype != "" || e.User == "USLACKBOT"
}

// answerOnce answers a message. Slack may deliver it again, to any process. What it asks for is done once, and later
// deliveries are only acknowledged.
func (q *questions) answerOnce(ctx context.Context, r *bot.Request, public bool) (bot.Response, error) {
	text := withoutMention(r.Event, q.dir.Crew())
	if r.Event.TS == "" {
		return q.answerText(ctx, r, text, public)
	}
	key := "slack:" + r.Event.Channel + ":" + r.Event.TS
	done, err := q.engine.Done(ctx, key)
	if err != nil {
		return bot.Response{}, err
	}
	if done {
		return bot.Ack(), nil
	}
	resp, err := q.answerText(workflows.Once(ctx, key), r, text, public)
	if errors.Is(err, workflows.ErrDoneBefore) {
		return bot.Ack(), nil
	}
	return resp, err
}

// answerText reads a text as a question and answers it. An empty text asks for help.
func (q *questions) answerText(ctx context.Context, r *bot.Request, text string, public bool) (bot.Response, error) {
	req, err := q.access.identify(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	asked := question{req: req, text: text, zone: q.access.zone(req.by), public: public}
	asker, err := q.askerOf(ctx, asked)
	if err != nil {
		return bot.Response{}, err
	}
	if strings.TrimSpace(text) == "" {
		asked.asks = ask.Question{Verb: ask.Help}
		return q.answer(ctx, asked)
	}
	var ok bool
	if asked.asks, ok = q.read(text, asker); !ok {
		return bot.Answer(view.Unclear(plainWords(text), asked.prefix(), ask.Suggest(text, asker))), nil
	}
	return q.answer(ctx, asked)
}

// askerOf is the person who asks and the lead of the thread they ask in, as package ask needs them.
func (q *questions) askerOf(ctx context.Context, asked question) (ask.Asker, error) {
	req := asked.req
	asker := ask.Asker{Now: req.now, Zone: asked.zone, Names: q.namesFor(req.me)}
	at := lead.Place{Channel: req.raw.Event.Channel, TS: req.raw.Event.ThreadTS}
	if req.raw.Kind == bot.KindAction {
		at = lead.Place{Channel: req.raw.Channel.ID, TS: req.raw.Message.ThreadTS}
	}
	id, found, err := q.finder.LeadAt(ctx, at)
	if err == nil && !found { // it may be the thread of a notification about a lead
		id, _, err = q.finder.LeadToldIn(ctx, req.by, at.TS)
	}
	asker.Lead = id
	return asker, err
}

// namesFor are the names that a person may use in questions. People of a partner may name their own colleagues, and
// guests nobody.
func (q *questions) namesFor(m lead.Member) ask.Names {
	pb, crew := q.dir.Playbook(), q.dir.Crew()
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

// read reads a text as a question. A question by periods without a time gets a default span, which its figures and the
// list of leads behind them share.
func (q *questions) read(text string, asker ask.Asker) (ask.Question, bool) {
	read, ok := ask.Read(text, asker)
	if !isReport(read) {
		read.Query = read.Query.WithDefaultSpan(asker.Now, q.dir.Playbook().Zone())
	}
	return read, ok
}

// answer answers a question that was read.
func (q *questions) answer(ctx context.Context, asked question) (bot.Response, error) {
	if !asked.req.reader().SeesNames() && slices.Contains(leadVerbs, asked.asks.Verb) {
		return bot.Answer(view.NoGuests()), nil
	}
	if v := asked.asks.Verb; v != ask.Away && v != ask.Back { // they need the mention, to know which person it is
		asked.asks.Words = plainWords(asked.asks.Words)
	}
	return q.answers[asked.asks.Verb](ctx, asked)
}

// prefix is what people type before a question in the place where this one was asked: "/lead ", or nothing.
func (q question) prefix() string {
	if q.req.raw.Kind == bot.KindCommand {
		return bot.Command + " "
	}
	return ""
}

// withoutMention is the text of a message without the mention of Dibs. If the event does not say who Dibs is, that is
// the first mention of a person outside the crew.
func withoutMention(e bot.Event, crew lead.Crew) string {
	us := e.Us
	if us == "" {
		for _, m := range anyMention.FindAllStringSubmatch(e.Text, -1) {
			if _, known := crew.BySlackID(m[1]); !known {
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
