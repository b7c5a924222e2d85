package view

import (
	"slices"

	"github.com/slack-go/slack"

	"dibs/lead"
)

// Actions that only menus have.
const (
	ActionCopyLink        = "copy_link"
	ActionBackToMarketing = "hand_back_to_marketing" // Hand back, with marketing chosen
)

// acts are what can be done with a lead where it stands. A card shows the most likely next ones as buttons, at most six
// elements with the menu, because more wrap on a phone; the menu takes five choices (docs.slack.dev, overflow element).
// Details has room for all that is no button.
type acts struct {
	first   string   // the button that stands out
	buttons []string // with first, in the order shown
	menu    []string
	rest    []string // in Details alone
}

// acts are the same for everybody who reads the card: who may not do it is told who can.
func (d cardView) acts() acts {
	switch d.l.Stage {
	case lead.StageInquiry:
		return acts{
			ActionCalling,
			[]string{ActionCalling, ActionNoAnswer, ActionCertify, ActionToMarketing},
			[]string{ActionLogContact, ActionDetails, ActionDisqualify, ActionMerge, ActionCopyLink},
			nil,
		}
	case lead.StageNurturing:
		menu := []string{ActionLogContact, ActionDisqualify, ActionMerge, ActionCopyLink}
		if d.undoable() {
			return acts{"", []string{ActionUndo, ActionPushOn, ActionDetails}, menu, nil}
		}
		return acts{"", []string{ActionPushOn, ActionDetails}, menu, nil}
	case lead.StageNew:
		rare := []string{ActionAssign, ActionMerge, ActionDisqualify, ActionCopyLink}
		if d.l.Offer != nil {
			return d.ours(acts{ActionAccept, []string{ActionAccept, ActionPass, ActionDetails}, rare, nil})
		}
		return d.ours(acts{ActionClaim, []string{ActionClaim, ActionNotAFit, ActionDetails}, rare, nil})
	case lead.StageWorking, lead.StageQualified:
		return d.ours(d.owned())
	case lead.StageMerged:
		return acts{"", []string{ActionUndo, ActionDetails}, []string{ActionCopyLink}, nil}
	default:
		return acts{"", []string{ActionDetails}, []string{ActionReopen, ActionCopyLink}, nil}
	}
}

// owned are the acts on a lead that somebody has: what the next one most likely is depends on how far they came.
func (d cardView) owned() acts {
	switch {
	case d.l.Offer != nil:
		return acts{
			"",
			[]string{ActionAccept, ActionPass, ActionLogContact, ActionDetails},
			[]string{ActionWon, ActionLost, ActionHandBack, ActionAssign, ActionCopyLink},
			d.put(ActionDisqualify, ActionMerge),
		}
	case d.l.Stage == lead.StageQualified:
		return acts{
			ActionWon,
			[]string{ActionLogContact, ActionWon, ActionLost, ActionHandBack, ActionDetails},
			d.put(ActionNoAnswer, ActionAssign, ActionBackToMarketing, ActionCopyLink),
			[]string{ActionQualify, ActionDisqualify, ActionMerge},
		}
	case d.l.ContactedAt.IsZero() && d.l.Next != nil: // a meeting was agreed before
		return acts{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			d.put(ActionAssign, ActionWon, ActionLost, ActionCopyLink),
			[]string{ActionBackToMarketing, ActionDisqualify, ActionMerge},
		}
	case d.l.ContactedAt.IsZero():
		return acts{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			[]string{ActionAssign, ActionWon, ActionLost, ActionDisqualify, ActionCopyLink},
			[]string{ActionBackToMarketing, ActionMerge},
		}
	case d.l.Attempts > 0: // nobody answered the last time; no button changes its place, for the thumb may be on its way
		return acts{
			ActionLogContact,
			[]string{ActionLogContact, ActionNoAnswer, ActionQualify, ActionHandBack, ActionDetails},
			d.put(ActionBackToMarketing, ActionWon, ActionLost, ActionCopyLink),
			[]string{ActionAssign, ActionDisqualify, ActionMerge},
		}
	}
	return acts{
		ActionQualify,
		[]string{ActionLogContact, ActionQualify, ActionWon, ActionLost, ActionHandBack},
		d.put(ActionNoAnswer, ActionAssign, ActionDetails, ActionCopyLink),
		[]string{ActionBackToMarketing, ActionDisqualify, ActionMerge},
	}
}

// put has Snooze stand before others where there is a next step to move.
func (d cardView) put(others ...string) []string {
	if d.l.Next == nil {
		return others
	}
	return append([]string{ActionSnooze}, others...)
}

// ours leaves out of a partner's card whom else the lead could go to, which is our own matter.
func (d cardView) ours(a acts) acts {
	if d.l.Route.Partner == "" {
		return a
	}
	matters := []string{ActionAssign, ActionMerge}
	if d.l.Stage == lead.StageNew {
		matters = append(matters, ActionDisqualify)
	}
	only := func(all []string) []string {
		return slices.DeleteFunc(all, func(act string) bool { return slices.Contains(matters, act) })
	}
	a.menu, a.rest = only(a.menu), only(a.rest)
	return a
}

// actions are the buttons and the menu of a card.
func (d cardView) actions() slack.Block {
	a := d.acts()
	elements := make([]slack.BlockElement, 0, len(a.buttons)+1)
	for _, act := range a.buttons {
		b := d.button(act)
		if act == a.first {
			b = Primary(b)
		}
		elements = append(elements, b)
	}
	return slack.NewActionBlock(BlockID(d.l, "actions"), append(elements, more(d.l, a.menu...))...)
}

// rare are the acts that are no button of the card, as Details shows them.
func (d cardView) rare() []slack.BlockElement {
	a := d.acts()
	var buttons []slack.BlockElement
	for _, act := range slices.Concat(a.buttons, a.menu, a.rest) {
		if act != ActionDetails && (act == ActionUndo || !slices.Contains(a.buttons, act)) {
			buttons = append(buttons, d.button(act))
		}
	}
	return buttons
}

func (d cardView) button(act string) *slack.ButtonBlockElement {
	b := Button(act, d.l)
	if act == ActionUndo && d.l.Stage == lead.StageMerged {
		b.Text = PlainText("Undo merge")
	}
	return b
}
