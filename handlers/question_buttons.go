package handlers

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
)

// The buttons under figures carry the question that the figures answer. Pressing one asks that question again, for the
// person who presses it.

// maxButtonQuestion is the longest question that fits into a button, in bytes. The value of a button has at most 2,000
// characters, and the figures cut it to 1,000.
const maxButtonQuestion = 800

// buttonValue carries the question in a button: its words, who asked it and when. It is empty when the words are too
// long for a button.
func (q question) buttonValue() string {
	if len(q.text) > maxButtonQuestion {
		return ""
	}
	return fmt.Sprintf("%s@%d %s", q.req.by, q.req.now.Unix(), q.text)
}

// fromButton reads what buttonValue wrote, as a question of the person who presses the button. Words such as "me" and
// "today" mean the person and the day of the first question, but the answer shows only what the presser may see. ok is
// false when the question of an old message can no longer be read.
func (q *questions) fromButton(req request) (asked question, ok bool) {
	value := req.raw.Action.Value
	asked = question{req: req, zone: q.access.zone(req.by), text: value, more: true}
	asker := ask.Asker{Now: req.now, Zone: asked.zone, Names: q.namesFor(req.me)}
	if head, text, ok := strings.Cut(value, " "); ok {
		first, at, _ := strings.Cut(head, "@")
		if unix, err := strconv.ParseInt(at, 10, 64); err == nil {
			by := lead.PersonID(first)
			asked.text = text
			asker = ask.Asker{Now: time.Unix(unix, 0).UTC(), Zone: q.access.zone(by), Names: q.namesFor(q.dir.Crew().Member(by))}
		}
	}
	asked.asks, ok = q.read(asked.text, asker)
	return asked, ok
}

// pressAmounts handles Show amounts: the sales team gets the same figures with amounts, privately.
func (q *questions) pressAmounts(ctx context.Context, req request) (bot.Response, error) {
	asked, ok := q.fromButton(req)
	switch {
	case !ok:
		return unreadableButton(asked), nil
	case !req.reader().OnTeam() && req.reader().SeesFigures():
		return bot.Answer(view.NoAmounts()), nil
	}
	return q.answer(ctx, asked)
}

// pressLeads handles Show, which lists the leads behind figures.
func (q *questions) pressLeads(ctx context.Context, req request) (bot.Response, error) {
	asked, ok := q.fromButton(req)
	if !ok {
		return unreadableButton(asked), nil
	}
	asked.asks.Verb = ask.List
	return q.answer(ctx, asked)
}

// unreadableButton answers a button of an old message whose question can no longer be read.
func unreadableButton(asked question) bot.Response {
	return bot.Answer(view.Unclear(asked.text, "", ask.Suggest(asked.text, ask.Asker{Now: asked.req.now, Zone: asked.zone})))
}
