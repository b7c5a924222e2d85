package bot

import (
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Actions of the home tab.
const (
	ActionShowAll = "show_all" // Working: show all
	ActionNewLead = "new_lead" // Register a lead
)

// HomePage is what a person's home tab shows. The lists are in the order shown.
type HomePage struct {
	Of      lead.Member
	Now     time.Time
	Due     []*lead.Lead // theirs, due today or overdue
	Waiting []*lead.Lead // in their pool, or offered to them
	Working []*lead.Lead // theirs, all
	Team    *lead.Summary
}

// Home draws a person's home tab: what is due, what waits for them and what they have in hand. People of a partner see of
// a lead only what they may.
func Home(h HomePage, crew lead.Crew, pb *playbook.Playbook) slack.HomeTabViewRequest {
	d := homing{pen: pen{pb: pb, crew: crew, quiet: true}, h: h}
	d.h.Waiting = slices.Clone(h.Waiting)
	for i, l := range d.h.Waiting {
		d.h.Waiting[i], _ = d.shownTo(h.Of.ID, l, nil)
	}
	h.Waiting = d.h.Waiting
	register := slack.NewButtonBlockElement(ActionNewLead, "new", plainText("Register a lead"))
	blocks := []slack.Block{section(d.greeting()), slack.NewActionBlock("home:actions", register)}
	if h.Team != nil {
		blocks = append(blocks, section(summing{pen: d.pen, s: *h.Team}.headline()), smallPrint(summing{pen: d.pen, s: *h.Team}.needs()))
	}
	blocks = append(blocks, d.listing("Due now", h.Due, 10, d.due)...)
	blocks = append(blocks, d.listing("Waiting for you", h.Waiting, 10, d.waited)...)
	blocks = append(blocks, d.listing("Working", h.Working, 8, d.due)...)
	if len(h.Due)+len(h.Waiting)+len(h.Working) == 0 {
		blocks = append(blocks, section("All is done. New leads appear here and in your channel."))
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

type homing struct {
	pen
	h HomePage
}

func (d homing) greeting() string {
	zone, err := time.LoadLocation(d.h.Of.Zone)
	if err != nil || d.h.Of.Zone == "" {
		zone = d.zone()
	}
	hello := "Good evening"
	switch hour := d.h.Now.In(zone).Hour(); {
	case hour >= 4 && hour < 12:
		hello = "Good morning"
	case hour >= 12 && hour < 18:
		hello = "Good afternoon"
	}
	overdue, hot := 0, 0
	for _, l := range d.h.Due {
		if l.Next != nil && l.Next.At.Before(d.h.Now) {
			overdue++
		}
	}
	for _, l := range d.h.Waiting {
		if l.Score.Temperature == lead.Hot {
			hot++
		}
	}
	return "*" + hello + ", " + firstOf(safe(d.h.Of.Name, 80), "there") + ".* " +
		today(overdue, len(d.h.Due)-overdue, hot)
}

// today sums up the day; what is zero goes without saying.
func today(overdue, due, hot int) string {
	var parts []string
	if overdue > 0 {
		parts = append(parts, fmt.Sprintf("%d overdue", overdue))
	}
	if due > 0 {
		parts = append(parts, fmt.Sprintf("%d due today", due))
	}
	if hot > 0 {
		parts = append(parts, counted(hot, "hot lead")+" waiting in your pool")
	}
	if len(parts) == 0 {
		return "Nothing is due."
	}
	return list(parts) + "."
}

func (d homing) listing(title string, leads []*lead.Lead, most int, about func(*lead.Lead) string) []slack.Block {
	if len(leads) == 0 {
		return nil
	}
	blocks := []slack.Block{slack.NewDividerBlock(), section(fmt.Sprintf("*%s* (%d)", title, len(leads)))}
	for n, l := range leads {
		if n == most {
			b := slack.NewButtonBlockElement(ActionShowAll, title, plainText("Show all"))
			return append(blocks, slack.NewActionBlock("home:"+title, b))
		}
		row := section("*"+who(l)+"* "+l.ID.String(), about(l))
		row.BlockID = blockID(l, fmt.Sprintf("home:%s:%d", title[:3], n)) // a lead may be due and in hand
		row.Accessory = slack.NewAccessory(button(d.action(l), l))
		blocks = append(blocks, row)
	}
	return blocks
}

func (d homing) action(l *lead.Lead) string {
	if d.offered(l) {
		return ActionAccept
	}
	return listAction(l)
}

// offered reports whether a lead is held out to whose page this is.
func (d homing) offered(l *lead.Lead) bool { return l.Offer != nil && d.receives(d.h.Of.ID, l) }

// waited says how hot a waiting lead is and for how long it has waited.
func (d homing) waited(l *lead.Lead) string {
	line := dots(warmth(l.Score.Temperature), "waiting "+span(d.h.Now.Sub(l.WaitingAt)))
	if d.offered(l) {
		line = dots(line, "offered to you")
	}
	return line
}
