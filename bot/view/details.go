package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// mostHistory is how much of the history Details tells, in bytes, the latest first: a modal takes 250 KB (docs.slack.dev,
// views.open). That is a thousand events, and few leads have a hundred.
const mostHistory = 120_000

// Details is a lead in full: data, score by axis with its reasons, why it hangs where it hangs, what comes next, and
// the history, as far as the reader may see them. amountsHere says whether the playbook shows amounts where they asked. What is
// too rare for the card is done here.
func Details(l *lead.Lead, events []lead.Event, reader lead.PersonID, amountsHere bool, crew lead.Crew, pb *playbook.Playbook) slack.ModalViewRequest {
	d := cardView{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}}
	l, events = d.readBy(crew.Reader(reader), l, events, amountsHere)
	d.l, d.events = l, events
	blocks := []slack.Block{Section(d.header(), d.companyLine(), wording.Safe(l.Company.Website, 200), reach(l.Contact), d.objections(), d.stands(), d.met())}
	if words := wording.Clean(l.Message); words != "" {
		blocks = append(blocks, quoted(words, 2500))
	}
	blocks = append(blocks, Section(d.scored()...), Section(d.routed(crew.Reader(reader))...))
	if next := d.comes(); next != "" {
		blocks = append(blocks, Section("*What comes next*", next))
	}
	if rare := d.rare(); len(rare) > 0 {
		blocks = append(blocks, slack.NewActionBlock(BlockID(l, "details"), rare...))
	}
	blocks = append(blocks, Section("*History*"))
	blocks = append(blocks, sections(d.history())...)
	return NewModal("details", "Lead "+l.ID.String(), "", l, blocks...)
}

// stands says how far the lead has come and whose it is.
func (d cardView) stands() string {
	switch {
	case d.l.Owner != lead.NoOne:
		return wording.Dots(wording.Capital(wording.Stage(d.l.Stage)), "👤 "+d.Name(d.l.Owner))
	case d.l.Offer != nil:
		return "✋ Offered to " + d.offeree(d.l) // its pool waits until that is answered
	}
	return wording.Capital(wording.Stage(d.l.Stage))
}

// scored explains the temperature, axis by axis.
func (d cardView) scored() []string {
	s := d.l.Score
	lines := []string{"*Why " + strings.ToLower(string(s.Temperature)) + "*"}
	for _, axis := range []struct {
		axis  lead.Axis
		total int
	}{{lead.AxisPotential, s.Potential}, {lead.AxisEngagement, s.Engagement}} {
		var parts []string
		for _, r := range s.Reasons {
			if r.Axis == axis.axis && len(parts) < 12 {
				parts = append(parts, fmt.Sprintf("%s %+d", wording.Safe(r.Because, 60), r.Points))
			}
		}
		lines = append(lines, fmt.Sprintf("%s %d: %s", wording.Capital(string(axis.axis)), axis.total, cmp.Or(wording.Dots(parts...), "nothing yet")))
	}
	if !s.At.IsZero() {
		lines = append(lines, "As of "+d.Moment(s.At)+", playbook "+shortVersion(d.l.PlaybookID))
	}
	return lines
}

// routed says why the lead hangs where it hangs, and what is known of it.
func (d cardView) routed(reader lead.Reader) []string {
	lines := d.decided()
	lines = append(lines, "From "+origin(lead.Facts{Source: d.l.Source, Campaign: d.l.Campaign}))
	if r := d.referrer(reader); r != "" {
		lines = append(lines, r)
	}
	if a := answered(lead.Facts{Answers: d.l.Checklist, GutRating: d.l.GutRating}); a != "" {
		lines = append(lines, "Checklist: "+strings.Trim(a, " ()"))
	}
	switch {
	case !d.l.Amount.IsZero():
		lines = append(lines, "Amount: "+wording.Amount(d.l.Amount))
	case !d.l.Value.IsZero():
		lines = append(lines, "May be worth "+wording.Amount(d.l.Value)+", says its source")
	}
	if d.l.Handoffs > 0 {
		lines = append(lines, "Handed on "+d.handedOn())
	}
	return lines
}

// handedOn is how often a claim or an offer ended without a result, of as often as the playbook allows: "1 of 3 times".
func (d cardView) handedOn() string {
	if most := d.Playbook.MaxHandoffs(); most > 0 {
		return fmt.Sprintf("%d of %s", d.l.Handoffs, wording.Count(most, "time"))
	}
	return wording.Count(d.l.Handoffs, "time")
}

// comes lists the next rungs of the ladders.
func (d cardView) comes() string {
	var lines []string
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, 10) {
		line := "• " + d.Moment(s.At) + ": " + d.step(s)
		// While a lead is offered two clocks may call the same person at the same time, which is one message.
		if !s.At.IsZero() && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return joined(lines[:min(len(lines), 5)])
}

func (d cardView) step(s lead.Step) string {
	switch {
	case s.Wake:
		return "looked at again"
	case s.Do == lead.DoWiden:
		return "widened to " + d.channel(s.To)
	case s.Do == lead.DoReassign && d.l.Offer != nil && d.l.Offer.Partner != "":
		return "back to us"
	case s.Do == lead.DoReassign:
		return "offered to the next rep"
	case s.Do == lead.DoRelease:
		return "back to the pool"
	}
	if s.Repeat {
		return d.listedFor(s)
	}
	if playbook.IsChannel(s.Tell) {
		return d.channel(s.Tell) + " is told"
	}
	if s.Tell == "pool" && d.ofPool(s) {
		return "the pool is called"
	}
	whom, are := d.called(s), wording.Plural(max(1, len(s.People)), "is", "are")
	if whom == "you" || s.Tell == "pool" && s.Clock == lead.ClockQualify { // the qualifiers, however many are there
		are = "are"
	}
	return whom + " " + are + " called"
}

// shortVersion is as much of a playbook's version as tells two apart.
func shortVersion(v string) string { return wording.Safe(v[:min(len(v), 8)], 20) }

// history tells the events, the latest first.
func (d cardView) history() []string {
	var lines []string
	told := d.threadLines(d.l, d.events)
	size := 0
	for i, t := range slices.Backward(told) {
		line := d.Moment(t.At) + ": " + t.line + d.judgedBy(t)
		if size += len(line); size > mostHistory {
			lines = append(lines, fmt.Sprintf("… and %s.", wording.Count(i+1, "earlier one")))
			break
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return []string{"Nothing yet."}
	}
	return lines
}

// judgedBy names the playbook that judged the lead at an event, or at once after it.
func (d cardView) judgedBy(t threadLine) string {
	for _, e := range d.events {
		with := e.N == t.N+1 && (t.Kind == lead.Engaged || t.Kind == lead.RepeatInquiry)
		if e.Kind == lead.Judged && (e.N == t.N || with) && e.Facts.Playbook != "" {
			return " Playbook " + shortVersion(e.Facts.Playbook) + "."
		}
	}
	return ""
}
