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

// Thread draws the reply in the thread under the card: one line for each event, in plain words. People that a ladder
// pings are mentioned, so that Slack notifies them; with quiet set they are only named. The message is empty if no
// event is worth a line.
func Thread(p outbox.Message, pb *playbook.Playbook, quiet bool) bot.Message {
	r := Renderer{Playbook: pb, Crew: p.Crew, Quiet: quiet}
	var lines []string
	for _, t := range r.threadLines(r.inChannel(p.Lead, p.Events)) {
		lines = append(lines, t.line)
	}
	if len(lines) == 0 {
		return bot.Message{}
	}
	return bot.Message{Text: joined(lines), Blocks: sections(lines)}
}

// threadView words the events of a lead.
type threadView struct {
	Renderer
	offerFollows bool // the next line says who gets the offer
}

// threadLine is the text about an event.
type threadLine struct {
	lead.Event
	line string
}

// threadLines are the lines about events, in order. Two events that belong together share a line: a sign of interest
// and the score that follows from it, or the end of an offer and the next one.
func (r Renderer) threadLines(l *lead.Lead, events []lead.Event) []threadLine {
	v := threadView{Renderer: r}
	var lines []threadLine
	for i := 0; i < len(events); i++ {
		e, after, before := events[i], lead.Event{}, lead.Event{}
		if i+1 < len(events) && events[i+1].N == e.N+1 {
			after = events[i+1]
		}
		if i > 0 && events[i-1].N == e.N-1 {
			before = events[i-1]
		}
		var text string
		switch {
		case e.Kind == lead.Engaged || e.Kind == lead.RepeatInquiry:
			text = v.interested(e, after)
			if after.Kind == lead.Judged {
				i++ // this line already contains its score
			}
		case e.Kind == lead.Woken && (before.Kind == lead.Engaged || before.Kind == lead.RepeatInquiry):
			text = v.warmedUp(e)
		case after.Kind == lead.Released && withdraws(e):
			// The line about the end of the offer is enough.
		case after.Kind == lead.NoneLeft, after.Kind == lead.Offered && after.By == lead.NoOne:
			text = threadView{Renderer: r, offerFollows: true}.line(l, e)
		default:
			text = v.line(l, e)
		}
		if text != "" {
			lines = append(lines, threadLine{Event: e, line: text})
		}
	}
	return lines
}

// withdraws reports whether the rungs of an event did nothing but withdraw an offer.
func withdraws(e lead.Event) bool {
	return len(e.Facts.Steps) > 0 && !slices.ContainsFunc(e.Facts.Steps, func(s lead.Step) bool {
		return s.Clock != lead.ClockAccept || s.Do != lead.DoReassign
	})
}

// sections puts lines into as few blocks as possible. A text takes 3,000 characters and a message 50 blocks.
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

// line words one event. It is empty when the event is not worth a line.
func (v threadView) line(l *lead.Lead, e lead.Event) string {
	switch e.Kind {
	case lead.Registered:
		return v.registered(e)
	case lead.Judged:
		return v.judged(l, e)
	case lead.RepeatInquiry, lead.Engaged:
		return v.interested(e, lead.Event{})
	case lead.Calling:
		return "📞 " + v.Name(e.By) + " is calling" + v.until(e) + "."
	case lead.Contacted:
		return v.contacted(l, e)
	case lead.Climbed:
		return v.climbed(l, e)
	case lead.Certified, lead.ToMarketing, lead.BroughtBack, lead.Woken, lead.NotAFit, lead.HandedBack, lead.Undone:
		return v.funnelLine(e)
	case lead.Offered, lead.NoneLeft:
		return v.offered(l, e)
	case lead.Claimed, lead.Accepted, lead.Passed, lead.Released, lead.HandedOver:
		return v.ownerLine(l, e)
	case lead.Commented:
		return v.commentLine(e)
	case lead.Moved:
		return "📍 " + notesOf(*e.Facts.Route, 300) + "."
	default:
		return v.endLine(l, e)
	}
}

// actor names the person who acted, and the owner if it was somebody else's lead.
func (r Renderer) actor(e lead.Event) string {
	name := r.Name(e.By)
	if e.Facts.For != lead.NoOne && e.Facts.For != e.By {
		name += " (for " + r.Name(e.Facts.For) + ")"
	}
	return name
}

// until says when a call or the time with marketing ends: " until 10:42". It is empty when the event has no end.
func (r Renderer) until(e lead.Event) string {
	switch {
	case e.Facts.Until != nil:
		return " until " + r.clock(*e.Facts.Until)
	case e.Facts.NextAt != nil:
		return " until " + r.day(*e.Facts.NextAt)
	}
	return ""
}

// worth is the amount of an event, if the playbook shows amounts in the lead's channel.
func (v threadView) worth(l *lead.Lead, f lead.Facts) string {
	if f.Amount == nil || !v.Playbook.AmountsIn(l.Channel) {
		return ""
	}
	return wording.Amount(*f.Amount)
}

// because is the reason of an event, after a sentence: ": no budget".
func because(f lead.Facts) string {
	if f.Reason == "" {
		return ""
	}
	return ": " + wording.Readable(f.Reason)
}

// quotedComment quotes what a person wrote, after a sentence.
func quotedComment(text string) string {
	if text = wording.Safe(text, 300); text != "" {
		return " “" + text + "”"
	}
	return ""
}

// checklistWords lists the answers to the checklist in the order of their ids, after a clause: " (budget yes, need yes)".
func checklistWords(f lead.Facts) string {
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

// NewsSince is what happened to a lead after the first seen events, as one person may see it: the last three lines
// with their times. It is empty if nothing happened that is worth a line.
func NewsSince(l *lead.Lead, events []lead.Event, seen int, to lead.PersonID, crew lead.Crew, pb *playbook.Playbook) string {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	if !r.seesName(to, l) {
		return ""
	}
	l, events = r.readBy(crew.Reader(to), l, events, false)
	var lines []string
	for _, t := range r.threadLines(l, events[min(len(events), max(0, seen)):]) {
		lines = append(lines, r.Moment(t.At)+": "+t.line)
	}
	return joined(lines[max(0, len(lines)-3):])
}
