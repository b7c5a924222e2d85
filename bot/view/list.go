package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Choose asks a person, by, which of several leads they meant; words are what they typed.
func Choose(leads []*lead.Lead, words string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	if len(leads) == 0 {
		text := "No lead matches “" + wording.Safe(words, 80) + "”. " + findHelp
		return bot.Message{Text: text, Blocks: []slack.Block{Section(text)}} // in a bare text Slack links web addresses
	}
	return Standing(fmt.Sprintf("%s for “%s”:", wording.Count(len(leads), "lead"), wording.Safe(words, 80)), leads, by, crew, pb)
}

// Standing lists leads under a headline, each with where it stands and the button that by is likely to want.
func Standing(headline string, leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	return w.listed(headline, leads, w.standing)
}

// findHelp says what can be looked for, after nothing was found.
const findHelp = "`/lead find` looks for names, companies, e-mail addresses, phone numbers and lead numbers."

// Mine lists a person's open leads, with what they can do, the one that is due first on top as given.
func Mine(leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	if len(leads) == 0 {
		if !by.Qualifies() && by.Role != lead.RoleRep && by.Role != lead.RolePartner {
			return bot.Message{Text: "You have no open leads."} // nothing is ever theirs to take
		}
		return bot.Message{Text: "You have no open leads. `/lead next` shows the one that needs somebody most."}
	}
	return w.listed("You have "+wording.Count(len(leads), "open lead")+":", leads, w.due)
}

// NothingWaits answers who wants the next lead when there is none.
func NothingWaits() bot.Message {
	return bot.Message{Text: "Nothing waits in your pool right now. New leads appear in your channel."}
}

// MaxListed keeps an answer readable on a phone.
const MaxListed = 15

// listFor is a list of leads for somebody who asked for them.
type listFor struct {
	Renderer
	by lead.Actor
}

// listed lists leads as the person who asked for them may see them; about says what there is to say of each.
func (p listFor) listed(headline string, leads []*lead.Lead, about func(*lead.Lead) string) bot.Message {
	blocks := []slack.Block{Section(headline)}
	for n, l := range leads {
		if n == MaxListed {
			blocks = append(blocks, SmallPrint(fmt.Sprintf("… and %d more.", len(leads)-n)))
			break
		}
		l = p.namesOnly(p.by.ID, l)
		b := Section("*"+wording.LeadName(l)+"* "+l.ID.String(), about(l))
		b.BlockID = BlockID(l, "listed")
		b.Accessory = slack.NewAccessory(Button(p.action(l), l))
		blocks = append(blocks, b)
	}
	return bot.Message{Text: headline, Blocks: blocks}
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
func (p Renderer) standing(l *lead.Lead) string {
	owner := ""
	if l.Owner != lead.NoOne {
		owner = p.Name(l.Owner)
	}
	return wording.Dots(wording.Temperature(l.Score.Temperature), wording.Stage(l.Stage), owner)
}

// due is what the owner has to do next, and when.
func (p Renderer) due(l *lead.Lead) string {
	switch by := contactBy(l, p.Playbook); {
	case !by.IsZero():
		return wording.Dots(wording.Temperature(l.Score.Temperature), "first contact by "+p.Moment(by))
	case l.Next != nil:
		return wording.Dots(wording.Temperature(l.Score.Temperature), wording.NextStep(l.Next), p.Moment(l.Next.At))
	}
	return p.standing(l)
}
