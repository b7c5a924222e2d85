package viewtest

import (
	"fmt"
	"testing"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Tuesday is the minute at which the people of these tests look at their home tab: Tuesday, 17 November, 10:00 in
// Berlin.
const Tuesday = 24*60 + 60

// DeskOf is a person's home view with nothing in it.
func DeskOf(s *Story, id lead.PersonID) outbox.HomeView {
	return outbox.HomeView{Reader: s.Crew.Member(id), Now: At(Tuesday), Crew: s.Crew, Leads: map[outbox.Section][]*lead.Lead{}, FirstRow: map[outbox.Section]int{}}
}

// Named is the story's lead with another number and other names.
func (s *Story) Named(id lead.ID, name, company string) *lead.Lead {
	l := s.Lead.Clone()
	l.ID, l.Contact.Name, l.Company.Name = id, name, company
	return l
}

// BusyRep is the home view of a rep, with something in each section that reps have.
func BusyRep(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	mine, fresh := Contacted(t), Claimed(t)
	d := DeskOf(mine, "ana")
	overdue, today, later := mine.Named(1042, "Nadia Rahman", "Brandt Logistik GmbH"), mine.Named(1043, "Omar Haddad", "Haddad Trading"), mine.Named(1044, "Lena Voss", "Voss AG")
	overdue.Next = &lead.NextStep{What: "send offer", At: At(Tuesday - 90)}
	today.Next = &lead.NextStep{What: "call about the offer", At: At(Tuesday + 240)}
	later.Next = &lead.NextStep{What: "visit", At: At(Tuesday + 3*24*60)}
	offered := OfferedToBen(t)
	d.Reader.Backup = "ben"
	cover := mine.Named(1047, "Kofi Mensah", "Mensah Ltd")
	cover.Owner, cover.Next = "ben", &lead.NextStep{What: "send the contract", At: At(Tuesday + 30)}
	offer := offered.Named(1045, "Ida Holm", "Holm AB")
	offer.Offer.To = "ana"
	d.Leads[outbox.SectionOverdue] = []*lead.Lead{overdue}
	d.Leads[outbox.SectionToday] = []*lead.Lead{today}
	d.Leads[outbox.SectionWaiting] = []*lead.Lead{offer, fresh.Named(1046, "Ewa Nowak", "Nowak SA")}
	d.Leads[outbox.SectionCovering] = []*lead.Lead{cover}
	d.Leads[outbox.SectionPool] = []*lead.Lead{Tell(t, Hot, At(Tuesday-12)).Named(1048, "Noor Aziz", "Aziz BV")}
	d.Leads[outbox.SectionWorking] = []*lead.Lead{later}
	d.Homes = map[lead.ID]lead.Place{1042: {Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.example/"}}
	d.Open = 4
	mine.Away("ben", At(0), At(3*24*60))
	return d, mine.Pb
}

// ManyLeads is the home view of a rep with 200 open leads, 57 of them overdue.
func ManyLeads(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	s := Contacted(t)
	d := DeskOf(s, "ana")
	for n := range 200 {
		l := s.Named(lead.ID(2000+n), fmt.Sprintf("Person %d", n), fmt.Sprintf("Company %d", n))
		l.Next = &lead.NextStep{What: "call again", At: At(Tuesday + (n-57)*30)}
		on := outbox.SectionWorking
		switch {
		case n < 57:
			on = outbox.SectionOverdue
		case n < 70:
			on = outbox.SectionToday
		}
		d.Leads[on] = append(d.Leads[on], l)
	}
	for n := range 40 {
		d.Leads[outbox.SectionPool] = append(d.Leads[outbox.SectionPool], Tell(t, Hot, At(Tuesday-40+n)).Named(lead.ID(3000+n), "Noor Aziz", "Aziz BV"))
	}
	d.Open = 200
	return d, s.Pb
}

// Manager is the home view of a manager, with the whole team.
func Manager(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	waiting, mine, fresh := Tell(t, Hot, At(Tuesday-12)), Contacted(t), Claimed(t)
	d := DeskOf(waiting, "mia")
	late := mine.Named(1043, "Omar Haddad", "Haddad Trading")
	late.Next = &lead.NextStep{What: "send offer", At: At(Tuesday - 90)}
	inquiry := Tell(t, Curious, At(Tuesday-30))
	partner := Tell(t, Iberian, At(Tuesday-20))
	sum := Week()
	sum.Oldest = At(Tuesday - 12)
	d.Team = &outbox.Team{
		Summary: sum, Missed: 2, NeedSomeone: 2,
		Breaches: []outbox.Breach{
			{Lead: waiting.Lead, Clock: lead.ClockClaim, DueAt: At(Tuesday - 7)},
			{Lead: fresh.Lead, Clock: lead.ClockContact, DueAt: At(Tuesday - 100), Kept: At(Tuesday - 80)},
		},
		Workloads: []outbox.Workload{{Person: "ana", Open: 25}, {Person: "ben", Open: 12}, {Person: "carla", Open: 0}},
	}
	d.Leads[outbox.SectionNeedsSomeone] = []*lead.Lead{waiting.Lead, late}
	d.Leads[outbox.SectionDeadlines] = []*lead.Lead{waiting.Lead, inquiry.Named(1050, "Jonas Weber", ""), partner.Named(1051, "Inés Prado", "Prado SA"), fresh.Named(1052, "Ewa Nowak", "Nowak SA")}
	waiting.Away("ben", At(0), At(3*24*60))
	return d, waiting.Pb
}

// Qualifier is the home view of a qualifier with inquiries.
func Qualifier(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	s := Tell(t, Curious, At(Tuesday-30))
	d := DeskOf(s, "dan")
	own, others, over := s.Named(1043, "Mara Lind", "Lind AG"), s.Named(1044, "Tom Reed", "Reed Ltd"), s.Named(1045, "Ana Gil", "Gil SA")
	own.Hold = &lead.Hold{By: "dan", Until: At(Tuesday + 20)}
	others.Hold = &lead.Hold{By: "mia", Until: At(Tuesday + 10)}
	over.Hold, over.Attempts = &lead.Hold{By: "mia", Until: At(Tuesday - 1)}, 2
	d.Leads[outbox.SectionInquiries] = []*lead.Lead{s.Lead, own, others, over}
	return d, s.Pb
}

// Marketing is the home view of marketing.
func Marketing(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	s := handedBack(t)
	d := DeskOf(s, "max")
	d.Leads[outbox.SectionReturned] = []*lead.Lead{s.Lead}
	d.Leads[outbox.SectionWaking] = []*lead.Lead{s.Named(1043, "Jonas Weber", "Keller AG")}
	return d, s.Pb
}

// handedBack is a lead that its owner gave back to marketing.
func handedBack(t testing.TB) *Story {
	s := Contacted(t)
	return s.Saved(s.Lead.HandBackToMarketing(s.Actor("ana", At(200)), lead.Nurture{Channel: "#marketing", WakeAt: At(5 * 24 * 60), Reason: "no budget before July"}, At(200)))
}

// PartnerDesk is the home view of a partner's person.
func PartnerDesk(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
	s := Tell(t, Iberian, At(Tuesday-20)).Dealt(lead.Choice{Method: lead.ByPartner}, "iberia-tech", At(Tuesday-20))
	d := DeskOf(s, "pia")
	elsewhere := Contacted(t).Named(1099, "Nadia Rahman", "Brandt Logistik GmbH")
	d.Leads[outbox.SectionWaiting] = []*lead.Lead{s.Lead}
	d.Leads[outbox.SectionWorking] = []*lead.Lead{elsewhere} // it left the partner
	return d, s.Pb
}

// Referrer is the home view of a colleague, or a guest, who referred two leads.
func Referrer(t testing.TB, id lead.PersonID, guest bool) (outbox.HomeView, *playbook.Playbook) {
	s := Contacted(t)
	m := s.Crew.Member(id)
	m.Guest = guest
	s.Crew[id] = m
	d := DeskOf(s, id)
	won := Qualified(t)
	won.Saved(won.Lead.Win(won.Actor("ana", At(300)), lead.Money{}, "", At(300)))
	d.Leads[outbox.SectionReferred] = []*lead.Lead{s.Lead, won.Named(1043, "Lena Voss", "Voss AG")}
	return d, s.Pb
}
