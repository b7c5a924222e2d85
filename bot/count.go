package bot

import (
	"dibs/lead"
	"dibs/playbook"
)

// ActionShowLeads is Show, under a number: it opens the leads behind it. Its value is what was asked.
const ActionShowLeads = "show_leads"

// Counted answers how many leads there are. Amounts and people's names are in it only when amounts says so. ask is what
// the buttons bring back, such as the words of the question: with it a button opens the leads behind the number, and,
// where amounts are not shown, another one offers them; without it there are no buttons.
func Counted(c lead.Count, amounts bool, ask string, pb *playbook.Playbook) Message {
	return answer(counted(c.N, "lead") + ".")
}

// ListOf lists the leads behind a number, under a title; more says how many there are beside them.
func ListOf(leads []*lead.Lead, more int, title string, crew lead.Crew, pb *playbook.Playbook) Message {
	w := pen{pb: pb, crew: crew, quiet: true}
	return w.listed(safe(title, 200), leads, w.standing)
}
