package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// What a reader may not see is removed from a copy of the lead before anything is drawn, see lead.Reader. So the
// drawing functions need no checks of their own: not the card, its thread, a label for screen readers or a
// notification.

// nameHidden stands for the name of a lead none of whose names may be shown.
const nameHidden = "Name hidden"

// inChannel returns a lead with its log as its channel may show it to any reader: without what the playbook hides
// until somebody at a partner accepts. A lead without hidden fields is returned as it is.
func (r Renderer) inChannel(l *lead.Lead, events []lead.Event) (*lead.Lead, []lead.Event) {
	seen, log := lead.Redact(l, events, r.Playbook.HiddenFields(l))
	return named(l, seen), log
}

// readBy returns a lead with its log as one person may see it. amountsHere says whether the playbook shows amounts
// where they read it.
func (r Renderer) readBy(reader lead.Reader, l *lead.Lead, events []lead.Event, amountsHere bool) (*lead.Lead, []lead.Event) {
	seen, log := reader.Redacted(l, events, r.Playbook.HiddenFields(l), amountsHere)
	return named(l, seen), log
}

// namesOnly is readBy for texts that show neither the log nor amounts.
func (r Renderer) namesOnly(reader lead.PersonID, l *lead.Lead) *lead.Lead {
	seen, _ := r.readBy(r.Crew.Reader(reader), l, nil, false)
	return seen
}

// ReadBy returns a lead with its log as one person may see it in a dialog. It has amounts only for readers who may
// see them everywhere.
func ReadBy(l *lead.Lead, events []lead.Event, reader lead.PersonID, crew lead.Crew, pb *playbook.Playbook) (*lead.Lead, []lead.Event) {
	return Renderer{Playbook: pb, Crew: crew}.readBy(crew.Reader(reader), l, events, false)
}

// named gives a redacted lead without any name a placeholder, so that no drawing shows another field as its name.
func named(l, seen *lead.Lead) *lead.Lead {
	if seen != l && seen.Contact.Name == "" && seen.Company.Name == "" {
		seen.Contact.Name = nameHidden
	}
	return seen
}

// knowsOf reports whether the reader may learn that a lead exists.
func (r Renderer) knowsOf(reader lead.PersonID, l *lead.Lead) bool {
	return r.Crew.Reader(reader).KnowsOf(l)
}

// seesName reports whether the reader may read about a lead by name, and press its buttons.
func (r Renderer) seesName(reader lead.PersonID, l *lead.Lead) bool {
	return r.Crew.Reader(reader).SeesName(l)
}

// shownOnceAccepted says what the partner sees after accepting: "🔒 You'll see e-mail, phone and message once you accept."
func (r Renderer) shownOnceAccepted(l *lead.Lead) string {
	hidden := r.Playbook.HiddenFields(l)
	if len(hidden) == 0 {
		return ""
	}
	names := make([]string, len(hidden))
	for i, field := range hidden {
		names[i] = wording.Readable(strings.TrimPrefix(field, "attributes."))
		if field == "email" {
			names[i] = "e-mail"
		}
	}
	return "🔒 You'll see " + wording.And(names) + " once you accept."
}
