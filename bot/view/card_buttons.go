package view

import (
	"slices"

	"github.com/slack-go/slack"

	"dibs/lead"
)

// Actions that only appear in menus.
const (
	ActionCopyLink        = "copy_link"
	ActionBackToMarketing = "hand_back_to_marketing" // Hand back, with marketing chosen
)

// cardActions are the possible actions on a lead in its stage. A card shows the most likely ones as buttons, at most
// six elements with the menu, because more would wrap on a phone. The menu takes five choices (docs.slack.dev,
// overflow element). Details has room for every action that is not a button.
type cardActions struct {
	primary string   // the highlighted button
	buttons []string // with primary, in the order shown
	menu    []string
	rest    []string // only in Details
}

// buttonsView decides which actions a lead offers.
type buttonsView struct{ cardView }

// available are the actions of this lead. They are the same for every reader: a person who may not do something gets
// an answer that says who can.
func (d buttonsView) available() cardActions {
	switch d.l.Stage {
	case lead.StageInquiry:
		return cardActions{
			ActionCalling,
			[]string{ActionCalling, ActionNoAnswer, ActionCertify, ActionToMarketing},
			[]string{ActionLogContact, ActionDetails, ActionDisqualify, ActionMerge, ActionCopyLink},
			nil,
		}
	case lead.StageNurturing:
		menu := []string{ActionLogContact, ActionDisqualify, ActionMerge, ActionCopyLink}
		if d.undoable() {
			return cardActions{"", []string{ActionUndo, ActionPushOn, ActionDetails}, menu, nil}
		}
		return cardActions{"", []string{ActionPushOn, ActionDetails}, menu, nil}
	case lead.StageNew:
		rare := []string{ActionAssign, ActionMerge, ActionDisqualify, ActionCopyLink}
		if d.l.Offer != nil {
			return d.partnerLimits(cardActions{ActionAccept, []string{ActionAccept, ActionPass, ActionDetails}, rare, nil})
		}
		return d.partnerLimits(cardActions{ActionClaim, []string{ActionClaim, ActionNotAFit, ActionDetails}, rare, nil})
	case lead.StageWorking, lead.StageQualified:
		return d.partnerLimits(d.ownedActions())
	case lead.StageMerged:
		return cardActions{"", []string{ActionUndo, ActionDetails}, []string{ActionCopyLink}, nil}
	default:
		return cardActions{"", []string{ActionDetails}, []string{ActionReopen, ActionCopyLink}, nil}
	}
}

// ownedActions are the actions on a lead with an owner. Which one is most likely depends on how far the owner has come.
func (d buttonsView) ownedActions() cardActions {
	switch {
	case d.l.Offer != nil:
		return cardActions{
			"",
			[]string{ActionAccept, ActionPass, ActionLogContact, ActionDetails},
			[]string{ActionWon, ActionLost, ActionHandBack, ActionAssign, ActionCopyLink},
			d.withSnooze(ActionDisqualify, ActionMerge),
		}
	case d.l.Stage == lead.StageQualified:
		return cardActions{
			ActionWon,
			[]string{ActionLogContact, ActionWon, ActionLost, ActionHandBack, ActionDetails},
			d.withSnooze(ActionNoAnswer, ActionAssign, ActionBackToMarketing, ActionCopyLink),
			[]string{ActionQualify, ActionDisqualify, ActionMerge},
		}
	case d.l.ContactedAt.IsZero() && d.l.Next != nil: // a meeting was agreed on before the first contact
		return cardActions{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			d.withSnooze(ActionAssign, ActionWon, ActionLost, ActionCopyLink),
			[]string{ActionBackToMarketing, ActionDisqualify, ActionMerge},
		}
	case d.l.ContactedAt.IsZero():
		return cardActions{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			[]string{ActionAssign, ActionWon, ActionLost, ActionDisqualify, ActionCopyLink},
			[]string{ActionBackToMarketing, ActionMerge},
		}
	case d.l.Attempts > 0: // no answer last time; no button changes its place, because somebody may be about to tap it
		return cardActions{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			d.withSnooze(ActionBackToMarketing, ActionWon, ActionLost, ActionCopyLink),
			[]string{ActionAssign, ActionDisqualify, ActionMerge},
		}
	}
	return cardActions{
		ActionQualify,
		[]string{ActionLogContact, ActionQualify, ActionWon, ActionLost, ActionHandBack},
		d.withSnooze(ActionNoAnswer, ActionAssign, ActionDetails, ActionCopyLink),
		[]string{ActionBackToMarketing, ActionDisqualify, ActionMerge},
	}
}

// withSnooze puts Snooze before the others when there is a next step to move.
func (d buttonsView) withSnooze(others ...string) []string {
	if d.l.Next == nil {
		return others
	}
	return append([]string{ActionSnooze}, others...)
}

// partnerLimits removes the actions that a partner may not use from the card in its channel.
func (d buttonsView) partnerLimits(a cardActions) cardActions {
	if d.l.Route.Partner == "" {
		return a
	}
	ours := []string{ActionAssign, ActionMerge}
	if d.l.Stage == lead.StageNew {
		ours = append(ours, ActionDisqualify)
	}
	allowed := func(all []string) []string {
		return slices.DeleteFunc(all, func(action string) bool { return slices.Contains(ours, action) })
	}
	a.menu, a.rest = allowed(a.menu), allowed(a.rest)
	return a
}

// actions are the buttons and the menu of a card.
func (d cardView) actions() slack.Block {
	a := buttonsView{d}.available()
	elements := make([]slack.BlockElement, 0, len(a.buttons)+1)
	for _, action := range a.buttons {
		b := d.button(action)
		if action == a.primary {
			b = Primary(b)
		}
		elements = append(elements, b)
	}
	return slack.NewActionBlock(BlockID(d.l, "actions"), append(elements, more(d.l, a.menu...))...)
}

// rareButtons are the actions that are not buttons on the card, as Details shows them.
func (d buttonsView) rareButtons() []slack.BlockElement {
	a := d.available()
	var buttons []slack.BlockElement
	for _, action := range slices.Concat(a.buttons, a.menu, a.rest) {
		if action != ActionDetails && (action == ActionUndo || !slices.Contains(a.buttons, action)) {
			buttons = append(buttons, d.button(action))
		}
	}
	return buttons
}

func (d cardView) button(action string) *slack.ButtonBlockElement {
	b := Button(action, d.l)
	if action == ActionUndo && d.l.Stage == lead.StageMerged {
		b.Text = PlainText("Undo merge")
	}
	return b
}
