package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Choose asks the person by, who typed words, which of several leads they meant.
func Choose(leads []*lead.Lead, words string, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	if len(leads) == 0 {
		return TextMessage("No lead found for “" + wording.Safe(words, 80) + "”. " + findHelp)
	}
	return Standing(fmt.Sprintf("%s found for “%s”:", wording.Count(len(leads), "lead"), wording.Safe(words, 80)), leads, by, crew, pb)
}

// Standing lists leads under a headline, each with its stage, its owner and the button that the person by is likely
// to want.
func Standing(headline string, leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	return w.listed(headline, leads, w.standing)
}

// findHelp follows an answer that found nothing, and says what can be searched for.
const findHelp = "`/lead find` searches names, companies, e-mail addresses, phone numbers and lead numbers."

// Mine lists a person's open leads in the order given, each with what is due and a button for it.
func Mine(leads []*lead.Lead, by lead.Actor, crew lead.Crew, pb *playbook.Playbook) bot.Message {
	w := listFor{Renderer{Playbook: pb, Crew: crew, Quiet: true}, by}
	if len(leads) == 0 {
		if !by.Qualifies() && by.Role != lead.RoleRep && by.Role != lead.RolePartner {
			return TextMessage("You have no open leads.") // they can never take one
		}
		return TextMessage("You have no open leads. `/lead next` shows the most urgent one you can take.")
	}
	return w.listed("You have "+wording.Count(len(leads), "open lead")+":", leads, w.due)
}

// NothingWaits answers a person who asks for the next lead if there is none.
func NothingWaits() bot.Message {
	return TextMessage("🎉 No leads waiting for you right now. New ones appear in your channel.")
}

// MaxListed keeps an answer readable on a phone.
const MaxListed = 15

// listFor draws a list of leads for the person who asked for it.
type listFor struct {
	Renderer
	by lead.Actor
}

// listed lists leads as the person who asked for them may see them. line is the text about each.
func (p listFor) listed(headline string, leads []*lead.Lead, line func(*lead.Lead) string) bot.Message {
	blocks := []slack.Block{Section(headline)}
	for n, l := range leads {
		if n == MaxListed {
			blocks = append(blocks, SmallPrint(fmt.Sprintf("…and %d more.", len(leads)-n)))
			break
		}
		l = p.namesOnly(p.by.ID, l)
		b := Section("*"+wording.LeadName(l)+"* "+l.ID.String(), line(l))
		b.BlockID = BlockID(l, "listed")
		b.Accessory = slack.NewAccessory(Button(p.action(l), l))
		blocks = append(blocks, b)
	}
	return bot.Message{Text: headline, Blocks: blocks}
}

// action is the button of a lead: the most likely thing that the person who asked can do with it.
func (p listFor) action(l *lead.Lead) string {
	switch {
	case l.Stage == lead.StageNew && l.Offer == nil && p.by.Sells(l.Pool):
		return ActionClaim
	case l.Stage.Owned() && (p.by.Leads() || p.by.Is(l.Owner)):
		return ActionLogContact
	}
	return ActionDetails
}

// standing is a lead's temperature, stage and owner in one line.
func (p Renderer) standing(l *lead.Lead) string {
	stage := wording.Stage(l.Stage)
	if l.Owner != lead.NoOne {
		stage += " (" + p.Name(l.Owner) + ")"
	}
	return wording.Dots(wording.Temperature(l.Score.Temperature), stage)
}

// due is what the owner has to do next, and by when.
func (p Renderer) due(l *lead.Lead) string {
	switch by := contactBy(l, p.Playbook); {
	case !by.IsZero():
		return wording.Dots(wording.Temperature(l.Score.Temperature), firstContact(l)+" by "+p.Moment(by))
	case l.Next != nil:
		return wording.Dots(wording.Temperature(l.Score.Temperature), wording.Capital(wording.NextStep(l.Next))+", "+p.Moment(l.Next.At))
	}
	return p.standing(l)
}
