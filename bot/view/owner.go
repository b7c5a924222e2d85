package view

import (
	"slices"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Owner answers whose a lead is: who has it since when and what is next, or for whom it waits; with what the reader can do.
func Owner(l *lead.Lead, events []lead.Event, home lead.Place, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	p := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	l, events = p.readBy(crew.Reader(reader), l, events, false)
	d := cardView{Renderer: p, l: l, events: events}
	text := sentences(d.whose(reader), d.whatsNext())
	blocks := []slack.Block{Section(text)}
	if link := openCard(home); link != "" && p.seesName(reader, l) {
		blocks = append(blocks, SmallPrint(wording.Dots(l.ID.String(), link)))
	}
	if p.seesName(reader, l) {
		blocks = append(blocks, slack.NewActionBlock(BlockID(l, "owner"), Button(d.firstFor(reader), l)))
	}
	return bot.Message{Text: text, Blocks: blocks}
}

// firstFor is what the reader is likely to do with the lead.
func (d cardView) firstFor(reader lead.PersonID) string {
	switch l := d.l; {
	case l.Stage.Owned() && l.Owner == reader:
		return ActionLogContact
	case l.Offer != nil && d.receives(reader, l):
		return ActionAccept
	case l.Stage == lead.StageNew && l.Offer == nil:
		return ActionClaim
	}
	return ActionDetails
}

// whose is the answer in one sentence.
func (d cardView) whose(reader lead.PersonID) string {
	l, name := d.l, wording.LeadName(d.l)
	switch {
	case l.Stage.Owned() && l.Owner == reader:
		return "You have " + name + d.since() + "."
	case l.Stage.Owned():
		return wording.Dots(d.Name(l.Owner)+" has "+name+d.since(), d.absent("🌴 ", l.Owner)) + "."
	case l.Offer != nil && d.receives(reader, l):
		return "Nobody yet: " + name + " is offered to you" + d.sinceAt(l.Offer.At) + "."
	case l.Offer != nil:
		return "Nobody yet: " + name + " is offered to " + d.offeree(l) + d.sinceAt(l.Offer.At) + "."
	case l.Stage == lead.StageNew:
		return "Nobody yet: " + name + " has been waiting for " + d.pool() + " in " + d.channel(l.Channel) + " since " + d.Moment(l.WaitingAt) + "."
	case l.Stage == lead.StageInquiry && l.Hold != nil:
		return "Nobody yet: " + name + " is with the qualifiers, and " + d.Name(l.Hold.By) + " is calling until " + d.clock(l.Hold.Until) + "."
	case l.Stage == lead.StageInquiry:
		return "Nobody yet: " + name + " is with the qualifiers in " + d.channel(l.Channel) + " since " + d.Moment(l.EnteredAt) + "."
	case l.Stage == lead.StageNurturing:
		return "Marketing looks after " + name + " since " + d.Moment(l.EnteredAt) + "."
	}
	line := name + " is " + wording.Stage(l.Stage) + " since " + d.Moment(l.EnteredAt)
	if l.LastOwner != lead.NoOne {
		line += ", by " + d.Name(l.LastOwner)
	}
	return line + "."
}

// pool is who may claim the lead.
func (d cardView) pool() string {
	if len(d.l.Pool) == 0 {
		return "its pool"
	}
	return wording.Or(teamNames(d.l.Pool))
}

func (d cardView) since() string {
	if i := d.taken(); i >= 0 {
		return d.sinceAt(d.events[i].At)
	}
	return ""
}

func (d cardView) sinceAt(at time.Time) string {
	return " since " + d.Moment(at)
}

// whatsNext is what is awaited, or nothing where nobody knows.
func (d cardView) whatsNext() string {
	l := d.l
	switch by := contactBy(l, d.Playbook); {
	case !l.Stage.Owned():
		return ""
	case !by.IsZero():
		return "Next: the first contact, by " + d.Moment(by) + "."
	case l.Next != nil:
		what := wording.Safe(l.Next.What, 120)
		if what == "" {
			what = "a contact"
		}
		return "Next: " + what + ", " + d.Moment(l.Next.At) + "."
	case slices.ContainsFunc(d.events, func(e lead.Event) bool { return e.Kind == lead.Contacted }):
		return "No next step is set."
	}
	return "No contact is logged yet."
}
