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

// maxHistory is how many bytes of the history Details shows, the latest events first. A modal takes 250 KB
// (docs.slack.dev, views.open). The limit is enough for a thousand events, and few leads have a hundred.
const maxHistory = 120_000

// Details shows a lead in full: its data, its score by axis with the reasons, the rule that routed it, what happens
// next, and the history, as far as the reader may see them. amountsHere says whether the playbook shows amounts in
// the channel where the reader asked. Details also has the actions that are too rare for the card.
func Details(l *lead.Lead, events []lead.Event, reader lead.PersonID, amountsHere bool, crew lead.Crew, pb *playbook.Playbook) slack.ModalViewRequest {
	d := detailsView{cardView{Renderer: Renderer{Playbook: pb, Crew: crew, Quiet: true}}}
	l, events = d.readBy(crew.Reader(reader), l, events, amountsHere)
	d.l, d.events = l, events
	blocks := []slack.Block{Section(d.header(), d.companyLine(), wording.Safe(l.Company.Website, 200), reach(l.Contact), d.objections(), d.position(), d.meeting())}
	if words := wording.Clean(l.Message); words != "" {
		blocks = append(blocks, quoted(words, 2500))
	}
	blocks = append(blocks, Section(d.scored()...), Section(d.routed(crew.Reader(reader))...))
	if steps := d.upcoming(); steps != "" {
		blocks = append(blocks, Section("*What happens next*", steps))
	}
	if rare := buttonsView(d).rareButtons(); len(rare) > 0 {
		blocks = append(blocks, slack.NewActionBlock(BlockID(l, "details"), rare...))
	}
	blocks = append(blocks, Section("*History*"))
	blocks = append(blocks, sections(d.history())...)
	return NewModal("details", "Lead "+l.ID.String(), "", l, blocks...)
}

// detailsView is the modal with everything about a lead.
type detailsView struct{ cardView }

// position is the lead's stage and its owner.
func (d detailsView) position() string {
	switch {
	case d.l.Owner != lead.NoOne:
		return wording.Dots(wording.Capital(wording.Stage(d.l.Stage)), "👤 "+d.Name(d.l.Owner))
	case d.l.Offer != nil:
		return "✋ Offered to " + d.offeree(d.l) // nobody else can claim it until the offer ends
	}
	return wording.Capital(wording.Stage(d.l.Stage))
}

// scored explains the temperature, axis by axis.
func (d detailsView) scored() []string {
	s := d.l.Score
	lines := []string{"*Why " + strings.ToLower(string(s.Temperature)) + "*"}
	for _, axis := range []struct {
		axis  lead.Axis
		total int
	}{{lead.AxisPotential, s.Potential}, {lead.AxisEngagement, s.Engagement}} {
		var parts []string
		for _, r := range s.Reasons {
			switch {
			case r.Axis != axis.axis || len(parts) == 12:
			case r.Failed != "":
				parts = append(parts, "can't check "+wording.Safe(r.Failed, 60))
			default:
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

// routed says why the lead is where it is, where it comes from, and what it may be worth.
func (d detailsView) routed(reader lead.Reader) []string {
	lines := d.routing()
	lines = append(lines, "From "+origin(lead.Facts{Source: d.l.Source, Campaign: d.l.Campaign}))
	if r := d.referrer(reader); r != "" {
		lines = append(lines, r)
	}
	if a := checklistWords(lead.Facts{Answers: d.l.Checklist, GutRating: d.l.GutRating}); a != "" {
		lines = append(lines, "Checklist: "+strings.Trim(a, " ()"))
	}
	switch {
	case !d.l.Amount.IsZero():
		lines = append(lines, "Amount: "+wording.Amount(d.l.Amount))
	case !d.l.Value.IsZero():
		lines = append(lines, "May be worth "+wording.Amount(d.l.Value)+" (according to its source)")
	}
	if d.l.Handoffs > 0 {
		lines = append(lines, "Changed hands "+d.handoffs())
	}
	return lines
}

// handoffs counts how often a claim or an offer ended without a result, and how often the playbook allows that: "1 of
// 3 times".
func (d detailsView) handoffs() string {
	if most := d.Playbook.MaxHandoffs(); most > 0 {
		return fmt.Sprintf("%d of %s", d.l.Handoffs, wording.Count(most, "time"))
	}
	return wording.Count(d.l.Handoffs, "time")
}

// upcoming lists the next five rungs of the ladders with their times.
func (d detailsView) upcoming() string {
	var lines []string
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, 10) {
		line := "• " + d.Moment(s.At) + ": " + stepsView(d).step(s)
		// While a lead is offered, two clocks may ping the same person at the same time. That is only one message.
		if !s.At.IsZero() && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return joined(lines[:min(len(lines), 5)])
}

// shortVersion is the beginning of a playbook's version, enough to tell two apart.
func shortVersion(v string) string { return wording.Safe(v[:min(len(v), 8)], 20) }

// history is a line for each event, the latest first.
func (d detailsView) history() []string {
	var lines []string
	size := 0
	for i, t := range slices.Backward(d.threadLines(d.l, d.events)) {
		line := d.Moment(t.At) + ": " + t.line + d.scoredBy(t)
		if size += len(line); size > maxHistory {
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

// scoredBy names the playbook that scored the lead at an event, or right after it.
func (d detailsView) scoredBy(t threadLine) string {
	for _, e := range d.events {
		with := e.N == t.N+1 && (t.Kind == lead.Engaged || t.Kind == lead.RepeatInquiry)
		if e.Kind == lead.Judged && (e.N == t.N || with) && e.Facts.Playbook != "" {
			return " Playbook " + shortVersion(e.Facts.Playbook) + "."
		}
	}
	return ""
}
