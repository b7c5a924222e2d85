package bot

import (
	"fmt"
	"strings"
	"time"

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
		line := ""
		switch {
		case e.Kind == lead.Engaged || e.Kind == lead.AskedAgain:
			line = p.interested(e, after)
			if after.Kind == lead.Judged {
				i++ // told just now
			}
		case e.Kind == lead.Woken && (before.Kind == lead.Engaged || before.Kind == lead.AskedAgain):
			line = p.warmed(e)
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
	case lead.Claimed, lead.Accepted, lead.Passed, lead.Released:
		return p.ownerLine(e)
	default:
		return p.endLine(l, e)
	}
}

func (p pen) registered(e lead.Event) string {
	by := ""
	if e.By != lead.NoOne {
		by = " by " + p.name(e.By)
	}
	return "Registered" + by + " from " + origin(e.Facts) + "."
}

// origin is where an inquiry came from: "demo (spring-webinar)".
func origin(f lead.Facts) string {
	from := readable(f.Source)
	if from == "" {
		from = "an unnamed source"
	}
	if f.Campaign != "" {
		from += " (" + safe(f.Campaign, 80) + ")"
	}
	return from
}

func (p pen) judged(l *lead.Lead, e lead.Event) string {
	f, score := e.Facts, ""
	if s := f.Score; s != nil {
		score = fmt.Sprintf(" %s: potential %d, engagement %d.", warmth(s.Temperature), s.Potential, s.Engagement)
	}
	switch e.Stage {
	case lead.StageNew:
		where := ""
		if r := f.Route; r != nil && r.Rule != "" {
			where = " Route: " + safe(r.Rule, 80) + "."
			if r.Note != "" {
				where += " " + capital(safe(r.Note, 300)) + "."
			}
		}
		return "Meets the definition: sales-ready." + score + where
	case lead.StageInquiry:
		missing := ""
		if len(f.Missing) > 0 {
			missing = " Missing: " + words(f.Missing) + "."
		}
		return "Not sales-ready yet: the qualifiers have a look." + score + missing
	case lead.StageNurturing:
		if until := p.heldUntil(l, e.At); until != "" {
			return "💤 " + capital(until) + "." + score
		}
		return "Not now: with marketing." + score
	}
	return "Judged again." + score
}

// heldUntil says until when the lead's campaign keeps its leads back, if it does at the instant.
func (p pen) heldUntil(l *lead.Lead, at time.Time) string {
	c, ok := p.pb.Campaign(l.Campaign)
	if !ok || !c.HoldUntil.After(at) {
		return ""
	}
	return "leads of " + readable(l.Campaign) + " are kept back until " + p.moment(c.HoldUntil)
}

func (p pen) contacted(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	line := methodEmoji(f.Method) + " " + p.actor(e) + ": " + methodWord(f.Method) + ", " + outcomeWord(f.Outcome) + "."
	if f.Attempt > 0 && e.Stage != lead.StageNurturing {
		line += " Attempt " + p.attempt(l, f.Attempt) + "."
	}
	line += said(e.Words.Note)
	if f.Pressed {
		line += " Beyond the limit of contact pressure, knowingly."
	}
	switch {
	case f.NextAt != nil && e.Stage == lead.StageNurturing:
		line += " It is looked at again " + p.day(*f.NextAt) + "."
	case f.NextAt != nil:
		what := safe(e.Words.Next, 200)
		if what == "" {
			what = "follow up"
		}
		line += " Next: " + what + ", " + p.moment(*f.NextAt) + "."
	}
	return line
}

// funnelLine tells of ways between sales, the qualifiers and marketing.
func (p pen) funnelLine(e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Certified:
		where := ""
		if f.Route != nil {
			where = " Route: " + dots(safe(f.Route.Rule, 80), p.channel(f.Route.Channel)) + "."
		}
		return "✔️ " + p.actor(e) + " certified it as sales-ready." + where + answered(f) + said(e.Words.Note)
	case lead.ToMarketing:
		return "💤 " + p.actor(e) + " sent it to marketing" + p.until(e) + because(f) + "." + answered(f) + said(e.Words.Note)
	case lead.PushedOn:
		return "☝️ " + p.actor(e) + " brought it back before its date."
	case lead.Woken:
		if f.Reason != "" {
			return "⏰ Its date has come, so it is looked at again. It was put off: " + readable(f.Reason) + "."
		}
		return "⏰ Its date has come, so it is looked at again."
	case lead.NotAFit:
		return "↩️ " + p.actor(e) + " says it is not a fit" + because(f) + ". It is with marketing now." + said(e.Words.Note)
	case lead.HandedBack:
		to := " to its pool"
		if p.settled {
			to = ""
		}
		if e.Stage == lead.StageNurturing {
			to = " to marketing" + p.until(e)
		}
		return "↩️ " + p.actor(e) + " handed it back" + to + because(f) + "." + said(e.Words.Note)
	}
	if f.Kind == lead.Merged {
		return "↩️ " + p.actor(e) + " undid the merge with " + f.Other.String() + "."
	}
	return "↩️ " + p.actor(e) + " took “Not a fit” back: it is " + stageWord(e.Stage) + "."
}

// ownerLine tells of a lead that gets or loses an owner.
func (p pen) ownerLine(e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Claimed:
		return "👤 " + p.actor(e) + " claimed it, " + span(f.Waited) + " after it came in."
	case lead.Accepted:
		of := ""
		if f.Partner != "" {
			of = " of " + safe(f.Partner, 80)
		}
		if f.Before != lead.NoOne {
			return "👤 " + p.actor(e) + of + " accepted it from " + p.name(f.Before) + "."
		}
		return "👤 " + p.actor(e) + of + " accepted it."
	case lead.Passed:
		return "↪️ " + p.actor(e) + " passed" + because(f) + "." + p.stays(e)
	}
	switch {
	case f.Partner != "":
		return "⌛ " + safe(f.Partner, 80) + " did not answer the offer." + p.stays(e)
	case f.Before == lead.NoOne:
		return "⌛ " + p.name(f.To) + " did not answer the offer." + p.stays(e)
	}
	return "⌛ " + p.name(f.Before) + " logged no contact in time." + p.stays(e)
}

// stays says where a lead is after an offer or a claim ended, as a sentence to follow; nothing when the next line says it.
func (p pen) stays(e lead.Event) string {
	switch {
	case e.Owner != lead.NoOne:
		return " It stays with " + p.name(e.Owner) + "."
	case p.settled:
		return ""
	case e.Facts.Partner != "":
		return " It is back with us."
	}
	return " It is back in its pool."
}

// endLine tells of the last steps of a lead, and of those that undo them.
func (p pen) endLine(l *lead.Lead, e lead.Event) string {
	f := e.Facts
	switch e.Kind {
	case lead.Qualified:
		return "🎯 " + p.actor(e) + " qualified it" + p.worth(l, f) + "." + answered(f) + said(e.Words.Note)
	case lead.Won:
		return "✅ " + p.actor(e) + " won it" + p.worth(l, f) + ", " + span(f.Waited) + " after it came in." + said(e.Words.Note)
	case lead.Lost:
		return "❌ " + p.actor(e) + " lost it" + because(f) + "." + said(e.Words.Note)
	case lead.Disqualified:
		return "🚫 " + p.actor(e) + " disqualified it" + because(f) + "." + said(e.Words.Note)
	case lead.Reopened:
		if e.Owner != lead.NoOne {
			return "🔓 " + p.actor(e) + " opened it again. It is with " + p.name(e.Owner) + "."
		}
		return "🔓 " + p.actor(e) + " opened it again. It waits in its pool."
	case lead.Merged:
		return "🔗 " + p.actor(e) + " merged it into " + f.Other.String() + ": the same inquiry."
	case lead.Snoozed:
		if f.NextAt != nil {
			return "😴 " + p.actor(e) + " moved the next step to " + p.moment(*f.NextAt) + because(f) + "."
		}
	}
	return capital(readable(string(e.Kind))) + " by " + p.actor(e) + "."
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
