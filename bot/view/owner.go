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

// Owner answers who owns a lead: the owner and what is next, or what the lead is waiting for, with the button that
// the reader is most likely to want.
func Owner(l *lead.Lead, events []lead.Event, home lead.Place, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	r := Renderer{Playbook: pb, Crew: crew, Quiet: true}
	l, events = r.readBy(crew.Reader(reader), l, events, false)
	d := ownerView{cardView{Renderer: r, l: l, events: events}}
	text := sentences(d.ownerAnswer(reader), d.nextAnswer())
	blocks := []slack.Block{Section(text)}
	if link := openCard(home); link != "" && r.seesName(reader, l) {
		blocks = append(blocks, SmallPrint(wording.Dots(l.ID.String(), link)))
	}
	if r.seesName(reader, l) {
		blocks = append(blocks, slack.NewActionBlock(BlockID(l, "owner"), Button(d.likelyAction(reader), l)))
	}
	return bot.Message{Text: text, Blocks: blocks}
}

// ownerView answers who owns a lead.
type ownerView struct{ cardView }

// likelyAction is what the reader is most likely to do with the lead.
func (d ownerView) likelyAction(reader lead.PersonID) string {
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

// ownerAnswer names the owner in one sentence, or says where the lead is.
func (d ownerView) ownerAnswer(reader lead.PersonID) string {
	l, name := d.l, wording.LeadName(d.l)
	switch {
	case l.Stage.Owned() && l.Owner == reader:
		return "You're on " + name + d.ownedSince() + "."
	case l.Stage.Owned():
		return sentences(d.Name(l.Owner)+" is on "+name+d.ownedSince()+".", d.absent(l.Owner))
	case l.Offer != nil && d.receives(reader, l):
		return "No one yet: " + name + " is offered to you" + d.since(l.Offer.At) + "."
	case l.Offer != nil:
		return "No one yet: " + name + " is offered to " + d.offeree(l) + d.since(l.Offer.At) + "."
	case l.Stage == lead.StageNew:
		return "No one yet: " + name + " is up for grabs in " + d.channel(l.Channel) + " for " + d.poolNames(wording.Or) + d.since(l.WaitingAt) + "."
	case l.Stage == lead.StageInquiry && l.Hold != nil:
		return "No one yet: " + name + " is with the qualifiers, and " + d.Name(l.Hold.By) + " is calling until " + d.clock(l.Hold.Until) + "."
	case l.Stage == lead.StageInquiry:
		return "No one yet: " + name + " is with the qualifiers in " + d.channel(l.Channel) + d.since(l.EnteredAt) + "."
	case l.Stage == lead.StageNurturing:
		return name + " is with marketing" + d.since(l.EnteredAt) + "."
	}
	owner := ""
	if l.LastOwner != lead.NoOne {
		owner = "The owner was " + d.Name(l.LastOwner) + "."
	}
	return sentences(name+" was "+wording.Stage(l.Stage)+" "+d.Moment(l.EnteredAt)+".", owner)
}

func (d ownerView) ownedSince() string {
	if i := d.taken(); i >= 0 {
		return d.since(d.events[i].At)
	}
	return ""
}

func (d ownerView) since(at time.Time) string { return " (since " + d.Moment(at) + ")" }

// nextAnswer says what the owner does next. It is empty if the lead has no owner.
func (d ownerView) nextAnswer() string {
	l := d.l
	switch by := contactBy(l, d.Playbook); {
	case !l.Stage.Owned():
		return ""
	case !by.IsZero():
		return "Next: first contact by " + d.Moment(by) + "."
	case l.Next != nil:
		what := wording.Safe(l.Next.What, 120)
		if what == "" {
			what = "follow up"
		}
		return "Next: " + what + ", " + d.Moment(l.Next.At) + "."
	case slices.ContainsFunc(d.events, func(e lead.Event) bool { return e.Kind == lead.Contacted }):
		return "No next step is set."
	}
	return "No contact is logged yet."
}
