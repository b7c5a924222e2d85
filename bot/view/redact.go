package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// lead.Reader decides who may see what. What a reader may not see is taken out of a copy of the lead before anything is
// drawn, so that no drawing has to think of it: not the card, not its thread, not a label for screen readers, not a
// notification.

// nameHidden stands for a lead whose name and company are both hidden.
const nameHidden = "Name hidden"

// inChannel is a lead with its log as the channel of its card may see it, whoever reads there: until somebody of a partner
// accepts, without what the playbook hides. A lead that nothing is hidden of is returned as it is.
func (p Renderer) inChannel(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	seen, told := lead.Redact(l, events, p.Playbook.Hidden(l))
	return named(l, seen), told
}

// readBy is a lead with its log as one person may see it. amountsHere says whether the playbook shows amounts where they
// read it.
func (p Renderer) readBy(r lead.Reader, l *lead.Lead, events []lead.Event, amountsHere bool) (*lead.Lead, []lead.Event) {
	seen, told := r.Redacted(l, events, p.Playbook.Hidden(l), amountsHere)
	return named(l, seen), told
}

// namesOnly is readBy for what shows neither the log nor amounts.
func (p Renderer) namesOnly(reader lead.PersonID, l *lead.Lead) *lead.Lead {
	seen, _ := p.readBy(p.Crew.Reader(reader), l, nil, false)
	return seen
}

// ReadBy is a lead with its log as one person may see it in a dialog. It has amounts only for those who may see them
// anywhere.
func ReadBy(l *lead.Lead, events []lead.Event, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) (*lead.Lead, []lead.Event) {
	return Renderer{Playbook: pb, Crew: crew}.readBy(crew.Reader(reader), l, events, false)
}

// named makes sure that a redacted lead does not fall back to another name than the one that is hidden.
func named(l, seen *lead.Lead) *lead.Lead {
	if seen != l && seen.Contact.Name == "" && seen.Company.Name == "" {
		seen.Contact.Name = nameHidden
	}
	return seen
}

// knowsOf reports whether the reader may learn that a lead exists.
func (p Renderer) knowsOf(reader lead.PersonID, l *lead.Lead) bool {
	return p.Crew.Reader(reader).KnowsOf(l)
}

// seesName reports whether the reader may read about a lead by name, and press its buttons.
func (p Renderer) seesName(reader lead.PersonID, l *lead.Lead) bool {
	return p.Crew.Reader(reader).SeesName(l)
}

// shownOnceAccepted says what is shown after an acceptance: "🔒 E-mail, phone and message are shown once you accept."
func (p Renderer) shownOnceAccepted(l *lead.Lead) string {
	hidden := p.Playbook.Hidden(l)
	if len(hidden) == 0 {
		return ""
	}
	said := make([]string, len(hidden))
	for i, field := range hidden {
		said[i] = wording.Readable(strings.TrimPrefix(field, "attributes."))
		if field == "email" {
			said[i] = "e-mail"
		}
	}
	return "🔒 " + wording.Capital(wording.And(said)) + " " + wording.Plural(len(said), "is", "are") + " shown once you accept."
}
