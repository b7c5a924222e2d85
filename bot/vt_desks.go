package bot

import (
	"fmt"
	"testing"

	"dibs/lead"
	"dibs/playbook"
)

// tuesday is when the people of these tests look at their home tab: Tuesday, 17 November, 10:00 in Berlin.
const tuesday = 24*60 + 60

// deskOf is an empty desk of somebody.
func deskOf(s *story, id lead.PersonID) lead.Desk {
	return lead.Desk{Of: s.crew.Member(id), Now: at(tuesday), Crew: s.crew, Leads: map[lead.Shelf][]*lead.Lead{}, From: map[lead.Shelf]int{}}
}

// named is the lead of a story under another number and name.
func (s *story) named(id lead.ID, name, company string) *lead.Lead {
	l := s.lead.Clone()
	l.ID, l.Contact.Name, l.Company.Name = id, name, company
	return l
}

// busyRep is a rep's desk with something on every shelf of theirs.
func busyRep(t testing.TB) (lead.Desk, *playbook.Playbook) {
	mine, fresh := contacted(t), claimed(t)
	d := deskOf(mine, "ana")
	overdue, today, later := mine.named(1042, "Nadia Rahman", "Brandt Logistik GmbH"), mine.named(1043, "Omar Haddad", "Haddad Trading"), mine.named(1044, "Lena Voss", "Voss AG")
	overdue.Next = &lead.NextStep{What: "send offer", At: at(tuesday - 90)}
	today.Next = &lead.NextStep{What: "call about the offer", At: at(tuesday + 240)}
	later.Next = &lead.NextStep{What: "visit", At: at(tuesday + 3*24*60)}
	offered := offeredToBen(t)
	d.Of.Backup = "ben"
	cover := mine.named(1047, "Kofi Mensah", "Mensah Ltd")
	cover.Owner, cover.Next = "ben", &lead.NextStep{What: "send the contract", At: at(tuesday + 30)}
	offer := offered.named(1045, "Ida Holm", "Holm AB")
	offer.Offer.To = "ana"
	d.Leads[lead.ShelfOverdue] = []*lead.Lead{overdue}
	d.Leads[lead.ShelfToday] = []*lead.Lead{today}
	d.Leads[lead.ShelfWaiting] = []*lead.Lead{offer, fresh.named(1046, "Ewa Nowak", "Nowak SA")}
	d.Leads[lead.ShelfCovering] = []*lead.Lead{cover}
	d.Leads[lead.ShelfPool] = []*lead.Lead{tell(t, hot, at(tuesday-12)).named(1048, "Noor Aziz", "Aziz BV")}
	d.Leads[lead.ShelfWorking] = []*lead.Lead{later}
	d.Homes = map[lead.ID]lead.Place{1042: {Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.example/"}}
	d.Open = 4
	mine.away("ben", at(0), at(3*24*60))
	return d, mine.pb
}

// manyLeads is the desk of a rep with 200 open leads, of which 57 are overdue.
func manyLeads(t testing.TB) (lead.Desk, *playbook.Playbook) {
	s := contacted(t)
	d := deskOf(s, "ana")
	for n := range 200 {
		l := s.named(lead.ID(2000+n), fmt.Sprintf("Person %d", n), fmt.Sprintf("Company %d", n))
		l.Next = &lead.NextStep{What: "call again", At: at(tuesday + (n-57)*30)}
		on := lead.ShelfWorking
		switch {
		case n < 57:
			on = lead.ShelfOverdue
		case n < 70:
			on = lead.ShelfToday
		}
		d.Leads[on] = append(d.Leads[on], l)
	}
	for n := range 40 {
		d.Leads[lead.ShelfPool] = append(d.Leads[lead.ShelfPool], tell(t, hot, at(tuesday-40+n)).named(lead.ID(3000+n), "Noor Aziz", "Aziz BV"))
	}
	d.Open = 200
	return d, s.pb
}

// manager is a desk with the whole team.
func manager(t testing.TB) (lead.Desk, *playbook.Playbook) {
	waiting, mine, fresh := tell(t, hot, at(tuesday-12)), contacted(t), claimed(t)
	d := deskOf(waiting, "mia")
	late := mine.named(1043, "Omar Haddad", "Haddad Trading")
	late.Next = &lead.NextStep{What: "send offer", At: at(tuesday - 90)}
	inquiry := tell(t, curious, at(tuesday-30))
	partner := tell(t, iberian, at(tuesday-20))
	sum := week()
	sum.Oldest = at(tuesday - 12)
	d.Team = &lead.Team{
		Summary: sum, Missed: 2, Needs: 2,
		Breaches: []lead.Breach{
			{Lead: waiting.lead, Clock: lead.ClockClaim, DueAt: at(tuesday - 7)},
			{Lead: fresh.lead, Clock: lead.ClockContact, DueAt: at(tuesday - 100), Kept: at(tuesday - 80)},
		},
		Loads: []lead.Load{{Who: "ana", Open: 25}, {Who: "ben", Open: 12}, {Who: "carla", Open: 0}},
	}
	d.Leads[lead.ShelfNeeds] = []*lead.Lead{waiting.lead, late}
	d.Leads[lead.ShelfClocks] = []*lead.Lead{waiting.lead, inquiry.named(1050, "Jonas Weber", ""), partner.named(1051, "Inés Prado", "Prado SA"), fresh.named(1052, "Ewa Nowak", "Nowak SA")}
	waiting.away("ben", at(0), at(3*24*60))
	return d, waiting.pb
}

func qualifier(t testing.TB) (lead.Desk, *playbook.Playbook) {
	s := tell(t, curious, at(tuesday-30))
	d := deskOf(s, "dan")
	own, others, over := s.named(1043, "Mara Lind", "Lind AG"), s.named(1044, "Tom Reed", "Reed Ltd"), s.named(1045, "Ana Gil", "Gil SA")
	own.Hold = &lead.Hold{By: "dan", Until: at(tuesday + 20)}
	others.Hold = &lead.Hold{By: "mia", Until: at(tuesday + 10)}
	over.Hold, over.Attempts = &lead.Hold{By: "mia", Until: at(tuesday - 1)}, 2
	d.Leads[lead.ShelfInquiries] = []*lead.Lead{s.lead, own, others, over}
	return d, s.pb
}

func marketing(t testing.TB) (lead.Desk, *playbook.Playbook) {
	s := handedBack(t)
	d := deskOf(s, "max")
	d.Leads[lead.ShelfReturned] = []*lead.Lead{s.lead}
	d.Leads[lead.ShelfWaking] = []*lead.Lead{s.named(1043, "Jonas Weber", "Keller AG")}
	return d, s.pb
}

// handedBack is a lead that its owner gave back to marketing.
func handedBack(t testing.TB) *story {
	s := contacted(t)
	return s.saved(s.lead.HandBackToMarketing(s.actor("ana", at(200)), lead.Nurture{Channel: "#marketing", WakeAt: at(5 * 24 * 60), Reason: "no budget before July"}, at(200)))
}

func partnerDesk(t testing.TB) (lead.Desk, *playbook.Playbook) {
	s := tell(t, iberian, at(tuesday-20)).dealt(lead.Choice{Mode: lead.ByPartner}, "iberia-tech", at(tuesday-20))
	d := deskOf(s, "pia")
	elsewhere := contacted(t).named(1099, "Nadia Rahman", "Brandt Logistik GmbH")
	d.Leads[lead.ShelfWaiting] = []*lead.Lead{s.lead}
	d.Leads[lead.ShelfWorking] = []*lead.Lead{elsewhere} // it went home
	return d, s.pb
}

// referrer is the desk of a colleague, or a guest, who referred two leads.
func referrer(t testing.TB, id lead.PersonID, guest bool) (lead.Desk, *playbook.Playbook) {
	s := contacted(t)
	m := s.crew.Member(id)
	m.Guest = guest
	s.crew[id] = m
	d := deskOf(s, id)
	won := qualified(t)
	won.saved(won.lead.Win(won.actor("ana", at(300)), lead.Money{}, "", at(300)))
	d.Leads[lead.ShelfReferred] = []*lead.Lead{s.lead, won.named(1043, "Lena Voss", "Voss AG")}
	return d, s.pb
}
