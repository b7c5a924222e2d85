package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Lines draws what happened as the thread under the card tells it: one line for each event, in plain words. Whom a
// ladder calls is mentioned, so that Slack tells them; quiet: they are only named. It is empty when there is nothing to
// say.
func Lines(p lead.Posting, pb *playbook.Playbook, quiet bool) Message {
	w := pen{pb: pb, crew: p.Crew, quiet: quiet}
	var told []string
	for _, t := range w.tellings(w.veiled(p.Lead, p.Events)) {
		told = append(told, t.line)
	}
	if len(told) == 0 {
		return Message{}
	}
	return Message{Text: joined(told), Blocks: sections(told)}
}

// telling is a line about an event.
type telling struct {
	lead.Event
	line string
}

// tellings are the lines about events in their order. What follows from an event is told with it: a sign of interest with
// what it makes of the lead, the end of an offer with who is next.
func (p pen) tellings(l *lead.Lead, events []lead.Event) []telling {
	var ts []telling
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
		case e.Kind == lead.Engaged || e.Kind == lead.AskedAgain:
			line = p.interested(e, after)
			if after.Kind == lead.Judged {
				i++ // told just now
			}
		case e.Kind == lead.Woken && (before.Kind == lead.Engaged || before.Kind == lead.AskedAgain):
			line = p.warmed(e)
		case after.Kind == lead.Released && withdraws(e):
			// the end of the offer says it all
		case after.Kind == lead.NoneLeft, after.Kind == lead.Offered && after.By == lead.NoOne:
			p.settled = true
			line = p.line(l, e)
			p.settled = false
		default:
			line = p.line(l, e)
		}
		if line != "" {
			ts = append(ts, telling{Event: e, line: line})
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
		blocks = append(blocks, section(lines[from:to]...))
		from = to
	}
	return blocks
}

// line tells of one event; empty when there is nothing to say.
func (p pen) line(l *lead.Lead, e lead.Event) string {
	switch e.Kind {
	case lead.Registered:
		return p.registered(e)
	case lead.Judged:
		return p.judged(l, e)
	case lead.AskedAgain, lead.Engaged:
		return p.interested(e, lead.Event{})
	case lead.Calling:
		return "📞 " + p.name(e.By) + " is calling" + p.until(e) + "."
	case lead.Contacted:
		return p.contacted(l, e)
	case lead.Climbed:
		return p.climbed(l, e)
	case lead.Certified, lead.ToMarketing, lead.PushedOn, lead.Woken, lead.NotAFit, lead.HandedBack, lead.Undone:
		return p.funnelLine(e)
	case lead.Offered, lead.NoneLeft:
		return p.dealt(l, e)
	case lead.Claimed, lead.Accepted, lead.Passed, lead.Released, lead.HandedOver:
		return p.ownerLine(l, e)
	case lead.Noted:
		return p.noted(e)
	case lead.Moved:
		return "📍 " + capital(safe(e.Facts.Route.Note, 300)) + "."
	default:
		return p.endLine(l, e)
	}
}

// actor names who did it, and for whom when it was somebody else's lead.
func (p pen) actor(e lead.Event) string {
	name := p.name(e.By)
	if e.Facts.For != lead.NoOne && e.Facts.For != e.By {
		name += " (for " + p.name(e.Facts.For) + ")"
	}
	return name
}

// until says until when, of what has an end: a hold or a wake date.
func (p pen) until(e lead.Event) string {
	switch {
	case e.Facts.Until != nil:
		return " (until " + p.clock(*e.Facts.Until) + ")"
	case e.Facts.NextAt != nil:
		return " until " + p.day(*e.Facts.NextAt)
	}
	return ""
}

func (p pen) worth(l *lead.Lead, f lead.Facts) string {
	if f.Amount == nil || !p.pb.AmountsIn(l.Channel) {
		return ""
	}
	return ": " + Amount(*f.Amount)
}

func because(f lead.Facts) string {
	if f.Reason == "" {
		return ""
	}
	return ": " + readable(f.Reason)
}

// said quotes words of ours or from outside behind a sentence.
func said(note string) string {
	if note = safe(note, 300); note != "" {
		return " “" + note + "”"
	}
	return ""
}

// answered lists the answers to the checklist, in the order of their ids.
func answered(f lead.Facts) string {
	var parts []string
	for _, id := range sortedKeys(f.Answers) {
		parts = append(parts, readable(id)+" "+string(f.Answers[id]))
	}
	if f.Gut > 0 {
		parts = append(parts, fmt.Sprintf("gut feeling %d of 5", f.Gut))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// Meanwhile says what happened to a lead after a number of events, the last three things, for one person; empty when
// nothing that is worth a line did.
func Meanwhile(l *lead.Lead, events []lead.Event, after int, to lead.PersonID, crew lead.Crew, pb *playbook.Playbook) string {
	p := pen{pb: pb, crew: crew, quiet: true}
	if p.gone(to, l) {
		return ""
	}
	l, events = p.shownTo(to, l, events)
	var lines []string
	for _, t := range p.tellings(l, events[min(len(events), max(0, after)):]) {
		lines = append(lines, p.moment(t.At)+": "+t.line)
	}
	return joined(lines[max(0, len(lines)-3):])
}
