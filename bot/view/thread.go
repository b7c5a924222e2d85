package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Thread draws what happened as the thread under the card tells it: one line for each event, in plain words. Whom a
// ladder calls is mentioned, so that Slack tells them; quiet: they are only named. It is empty when there is nothing to
// say.
func Thread(p outbox.Message, pb *playbook.Playbook, quiet bool) bot.Message {
	w := Renderer{Playbook: pb, Crew: p.Crew, Quiet: quiet}
	var told []string
	for _, t := range w.threadLines(w.inChannel(p.Lead, p.Events)) {
		told = append(told, t.line)
	}
	if len(told) == 0 {
		return bot.Message{}
	}
	return bot.Message{Text: joined(told), Blocks: sections(told)}
}

// threadLine is a line about an event.
type threadLine struct {
	lead.Event
	line string
}

// threadLines are the lines about events in their order. What follows from an event is told with it: a sign of interest with
// what it makes of the lead, the end of an offer with who is next.
func (p Renderer) threadLines(l *lead.Lead, events []lead.Event) []threadLine {
	var ts []threadLine
	for i := 0; i < len(events); i++ {
		e, after, before := events[i], lead.Event{}, lead.Event{}
		if i+1 < len(events) && events[i+1].N == e.N+1 {
			after = events[i+1]
		}
		if i > 0 && events[i-1].N == e.N-1 {
			before = events[i-1]
		}
		var line string
		switch {
		case e.Kind == lead.Engaged || e.Kind == lead.RepeatInquiry:
			line = p.interested(e, after)
			if after.Kind == lead.Judged {
				i++ // told just now
			}
		case e.Kind == lead.Woken && (before.Kind == lead.Engaged || before.Kind == lead.RepeatInquiry):
			line = p.warmed(e)
		case after.Kind == lead.Released && withdraws(e):
			// the end of the offer says it all
		case after.Kind == lead.NoneLeft, after.Kind == lead.Offered && after.By == lead.NoOne:
			p.offerFollows = true
			line = p.line(l, e)
			p.offerFollows = false
		default:
			line = p.line(l, e)
		}
		if line != "" {
			ts = append(ts, threadLine{Event: e, line: line})
		}
	}
	return ts
}

// withdraws reports whether rungs did nothing but take an offer back.
func withdraws(e lead.Event) bool {
	return len(e.Facts.Steps) > 0 && !slices.ContainsFunc(e.Facts.Steps, func(s lead.Step) bool {
		return s.Clock != lead.ClockAccept || s.Do != lead.DoReassign
	})
}

// sections puts lines into as few blocks as hold them; a text takes 3,000 characters and a message 50 blocks.
func sections(lines []string) []slack.Block {
	var blocks []slack.Block
	for from := 0; from < len(lines) && len(blocks) < 50; {
		to, size := from, 0
		for to < len(lines) && (to == from || size+len(lines[to])+1 <= 3000) {
			size += len(lines[to]) + 1
			to++
		}
		blocks = append(blocks, Section(lines[from:to]...))
		from = to
	}
	return blocks
}

// line tells of one event; empty when there is nothing to say.
func (p Renderer) line(l *lead.Lead, e lead.Event) string {
	switch e.Kind {
	case lead.Registered:
		return p.registered(e)
	case lead.Judged:
		return p.judged(l, e)
	case lead.RepeatInquiry, lead.Engaged:
		return p.interested(e, lead.Event{})
	case lead.Calling:
		return "📞 " + p.Name(e.By) + " is calling" + p.until(e) + "."
	case lead.Contacted:
		return p.contacted(l, e)
	case lead.Climbed:
		return p.climbed(l, e)
	case lead.Certified, lead.ToMarketing, lead.BroughtBack, lead.Woken, lead.NotAFit, lead.HandedBack, lead.Undone:
		return p.funnelLine(e)
	case lead.Offered, lead.NoneLeft:
		return p.dealt(l, e)
	case lead.Claimed, lead.Accepted, lead.Passed, lead.Released, lead.HandedOver:
		return p.ownerLine(l, e)
	case lead.Commented:
		return p.noted(e)
	case lead.Moved:
		return "📍 " + wording.Capital(wording.Safe(e.Facts.Route.Note, 300)) + "."
	default:
		return p.endLine(l, e)
	}
}

// actor names who did it, and for whom when it was somebody else's lead.
func (p Renderer) actor(e lead.Event) string {
	name := p.Name(e.By)
	if e.Facts.For != lead.NoOne && e.Facts.For != e.By {
		name += " (for " + p.Name(e.Facts.For) + ")"
	}
	return name
}

// until says until when, of what has an end: a hold or a wake date.
func (p Renderer) until(e lead.Event) string {
	switch {
	case e.Facts.Until != nil:
		return " (until " + p.clock(*e.Facts.Until) + ")"
	case e.Facts.NextAt != nil:
		return " until " + p.day(*e.Facts.NextAt)
	}
	return ""
}

func (p Renderer) worth(l *lead.Lead, f lead.Facts) string {
	if f.Amount == nil || !p.Playbook.AmountsIn(l.Channel) {
		return ""
	}
	return ": " + wording.Amount(*f.Amount)
}

func because(f lead.Facts) string {
	if f.Reason == "" {
		return ""
	}
	return ": " + wording.Readable(f.Reason)
}

// said quotes words of ours or from outside behind a sentence.
func said(note string) string {
	if note = wording.Safe(note, 300); note != "" {
		return " “" + note + "”"
	}
	return ""
}

// answered lists the answers to the checklist, in the order of their ids.
func answered(f lead.Facts) string {
	var parts []string
	for _, id := range wording.SortedKeys(f.Answers) {
		parts = append(parts, wording.Readable(id)+" "+string(f.Answers[id]))
	}
	if f.GutRating > 0 {
		parts = append(parts, fmt.Sprintf("gut feeling %d of 5", f.GutRating))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// Meanwhile says what happened to a lead after a number of events, the last three things, for one person; empty when
// nothing that is worth a line did.
func Meanwhile(l *lead.Lead, events []lead.Event, after int, to lead.PersonID, crew lead.Crew, pb *playbook.Playbook) string {
	p := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	if !p.seesName(to, l) {
		return ""
	}
	l, events = p.readBy(crew.Reader(to), l, events, false)
	var lines []string
	for _, t := range p.threadLines(l, events[min(len(events), max(0, after)):]) {
		lines = append(lines, p.Moment(t.At)+": "+t.line)
	}
	return joined(lines[max(0, len(lines)-3):])
}
