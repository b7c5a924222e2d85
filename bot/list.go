package bot

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Choose asks a person, by, which of several leads they meant; words are what they typed. What is hidden from a partner while it
// decides is hidden from everybody here.
func Choose(leads []*lead.Lead, words string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) Message {
	if len(leads) == 0 {
		text := "No lead matches “" + safe(words, 80) + "”. " + findHelp
		return Message{Text: text, Blocks: []slack.Block{section(text)}} // in a bare text Slack links web addresses
	}
	return Standing(fmt.Sprintf("%s for “%s”:", counted(len(leads), "lead"), safe(words, 80)), leads, by, crew, pb)
}

// Standing lists leads under a headline, each with where it stands and the button that by is likely to want. What is hidden
// from a partner while it decides is hidden from everybody here.
func Standing(headline string, leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) Message {
	w := listFor{pen{pb: pb, crew: crew, quiet: true}, by}
	leads = slices.Clone(leads)
	for i, l := range leads {
		leads[i], _ = w.veiled(l, nil)
	}
	return w.listed(headline, leads, w.standing)
}

// findHelp says what can be looked for, after nothing was found.
const findHelp = "`/lead find` looks for names, companies, e-mail addresses, phone numbers and lead numbers."

// Mine lists a person's open leads, with what they can do, the one that is due first on top as given.
func Mine(leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) Message {
	w := listFor{pen{pb: pb, crew: crew, quiet: true}, by}
	if len(leads) == 0 {
		if !by.Qualifies() && by.Role != lead.RoleRep && by.Role != lead.RolePartner {
			return Message{Text: "You have no open leads."} // nothing is ever theirs to take
		}
		return Message{Text: "You have no open leads. `/lead next` shows the one that needs somebody most."}
	}
	return w.listed("You have "+counted(len(leads), "open lead")+":", leads, w.due)
}

// NothingWaits answers who wants the next lead when there is none.
func NothingWaits() Message {
	return Message{Text: "Nothing waits in your pool right now. New leads appear in your channel."}
}

// mostListed keeps an answer readable on a phone.
const mostListed = 15

// listFor is a list of leads for somebody who asked for them.
type listFor struct {
	pen
	by lead.Actor
}

func (p listFor) listed(headline string, leads []*lead.Lead, about func(*lead.Lead) string) Message {
	blocks := []slack.Block{section(headline)}
	for n, l := range leads {
		if n == mostListed {
			blocks = append(blocks, smallPrint(fmt.Sprintf("… and %d more.", len(leads)-n)))
			break
		}
		b := section("*"+who(l)+"* "+l.ID.String(), about(l))
		b.BlockID = blockID(l, "listed")
		b.Accessory = slack.NewAccessory(button(p.action(l), l))
		blocks = append(blocks, b)
	}
	return Message{Text: headline, Blocks: blocks}
}

// action is what the asker can do with a lead.
func (p listFor) action(l *lead.Lead) string {
	switch {
	case l.Stage == lead.StageNew && l.Offer == nil && p.by.Sells(l.Pool):
		return ActionClaim
	case l.Stage.Owned() && (p.by.Leads() || p.by.Is(l.Owner)):
		return ActionLogContact
	}
	return ActionDetails
}

// standing is where a lead stands, in one line.
func (p pen) standing(l *lead.Lead) string {
	owner := ""
	if l.Owner != lead.NoOne {
		owner = p.name(l.Owner)
	}
	return dots(warmth(l.Score.Temperature), stageWord(l.Stage), owner)
}

// due is what the owner has to do next, and when.
func (p pen) due(l *lead.Lead) string {
	switch by := contactBy(l, p.pb); {
	case !by.IsZero():
		return dots(warmth(l.Score.Temperature), "first contact by "+p.moment(by))
	case l.Next != nil:
		return dots(warmth(l.Score.Temperature), stepWord(l.Next), p.moment(l.Next.At))
	}
	return p.standing(l)
}
