package bot

import (
	"slices"
	"time"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Owner answers whose a lead is: who has it since when and what is next, or for whom it waits; with what the reader can do.
// What is hidden from a partner while it decides is hidden here too.
func Owner(l *lead.Lead, events []lead.Event, home lead.Place, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) Message {
	p := pen{pb: pb, crew: crew, quiet: true}
	l, events = p.shownTo(reader, l, events)
	l, events = p.veiled(l, events)
	d := drawing{pen: p, l: l, events: events}
	text := sentences(d.whose(reader), d.whatsNext())
	blocks := []slack.Block{section(text)}
	if link := openCard(home); link != "" && !p.gone(reader, l) {
		blocks = append(blocks, smallPrint(dots(l.ID.String(), link)))
	}
	if !p.gone(reader, l) {
		blocks = append(blocks, slack.NewActionBlock(blockID(l, "owner"), button(d.firstFor(reader), l)))
	}
	return Message{Text: text, Blocks: blocks}
}

// firstFor is what the reader is likely to do with the lead.
func (d drawing) firstFor(reader lead.PersonID) string {
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
func (d drawing) whose(reader lead.PersonID) string {
	l, name := d.l, who(d.l)
	switch {
	case l.Stage.Owned() && l.Owner == reader:
		return "You have " + name + d.since() + "."
	case l.Stage.Owned():
		return dots(d.name(l.Owner)+" has "+name+d.since(), d.absent("🌴 ", l.Owner)) + "."
	case l.Offer != nil && d.receives(reader, l):
		return "Nobody yet: " + name + " is offered to you" + d.sinceAt(l.Offer.At) + "."
	case l.Offer != nil:
		return "Nobody yet: " + name + " is offered to " + d.offeree(l) + d.sinceAt(l.Offer.At) + "."
	case l.Stage == lead.StageNew:
		return "Nobody yet: " + name + " has been waiting for " + d.pool() + " in " + d.channel(l.Channel) + " since " + d.moment(l.WaitingAt) + "."
	case l.Stage == lead.StageInquiry && l.Hold != nil:
		return "Nobody yet: " + name + " is with the qualifiers, and " + d.name(l.Hold.By) + " is calling until " + d.clock(l.Hold.Until) + "."
	case l.Stage == lead.StageInquiry:
		return "Nobody yet: " + name + " is with the qualifiers in " + d.channel(l.Channel) + " since " + d.moment(l.EnteredAt) + "."
	case l.Stage == lead.StageNurturing:
		return "Marketing looks after " + name + " since " + d.moment(l.EnteredAt) + "."
	}
	line := name + " is " + stageWord(l.Stage) + " since " + d.moment(l.EnteredAt)
	if l.LastOwner != lead.NoOne {
		line += ", by " + d.name(l.LastOwner)
	}
	return line + "."
}

// pool is who may claim the lead.
func (d drawing) pool() string {
	if len(d.l.Pool) == 0 {
		return "its pool"
	}
	return oneOf(teamNames(d.l.Pool))
}

func (d drawing) since() string {
	if i := d.taken(); i >= 0 {
		return d.sinceAt(d.events[i].At)
	}
	return ""
}

func (d drawing) sinceAt(at time.Time) string {
	return " since " + d.moment(at)
}

// whatsNext is what is awaited, or nothing where nobody knows.
func (d drawing) whatsNext() string {
	l := d.l
	switch by := contactBy(l, d.pb); {
	case !l.Stage.Owned():
		return ""
	case !by.IsZero():
		return "Next: the first contact, by " + d.moment(by) + "."
	case l.Next != nil:
		what := safe(l.Next.What, 120)
		if what == "" {
			what = "a contact"
		}
		return "Next: " + what + ", " + d.moment(l.Next.At) + "."
	case slices.ContainsFunc(d.events, func(e lead.Event) bool { return e.Kind == lead.Contacted }):
		return "No next step is set."
	}
	return "No contact is logged yet."
}
