package publish

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/figures"
	"dibs/workflows/lookup"
)

const (
	maxSection    = 100                // leads in a section that is not the person's own; nobody reads further
	marketingSpan = 7 * 24 * time.Hour // how far the sections of marketing look ahead and back
)

// HomeView reads what a person's home tab shows. It changes nothing, and makes a fixed number of queries, however many
// leads there are.
func (pu *Publisher) HomeView(ctx context.Context, by lead.PersonID, now time.Time) (outbox.HomeView, error) {
	crew := pu.dir.Crew()
	s := homeBuilder{store: pu.store, find: pu.find, figures: pu.figures, pb: pu.dir.Playbook(), d: outbox.HomeView{
		Reader: crew.Member(by), Now: now, Crew: crew, Leads: map[outbox.Section][]*lead.Lead{},
	}}
	for _, lay := range []func(context.Context) error{s.position, s.own, s.covering, s.pool, s.role, s.referred, s.homeCards} {
		if err := lay(ctx); err != nil {
			return outbox.HomeView{}, err
		}
	}
	return s.d, nil
}

// homeBuilder builds a home view, one group of sections after the other.
type homeBuilder struct {
	store   *store.Store
	find    *lookup.Finder
	figures *figures.Reporter
	pb      *playbook.Playbook
	d       outbox.HomeView
}

// add adds leads to a section.
func (s *homeBuilder) add(on outbox.Section, leads ...*lead.Lead) {
	if len(leads) > 0 {
		s.d.Leads[on] = append(s.d.Leads[on], leads...)
	}
}

// position adds where the person left off: which part of long lists they see, and what they did last.
func (s *homeBuilder) position(ctx context.Context) error {
	h, err := s.store.Home(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	s.d.FirstRow = h.FirstRow
	if h.LastLead == 0 || s.d.Now.Sub(h.LastAt) >= lastActionFor {
		return nil
	}
	f, err := s.find.Look(ctx, h.LastLead)
	if err != nil || h.LastEvent < 1 || h.LastEvent > len(f.Events) {
		return err
	}
	s.d.LastAction = &outbox.LastAction{Lead: f.Lead, Event: f.Events[h.LastEvent-1]}
	return nil
}

// own adds the leads that the person owns, and those that are offered to them.
func (s *homeBuilder) own(ctx context.Context) error {
	mine, err := s.find.Mine(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	tomorrow := s.tomorrow()
	for _, l := range mine {
		if l.Owner == s.d.Reader.ID {
			s.d.Open++
		}
		s.add(s.sectionOf(l, tomorrow), l)
	}
	s.sorted(outbox.SectionOverdue, outbox.SectionToday, outbox.SectionWorking)
	return nil
}

// sectionOf returns the section for a lead that the person owns or is offered.
func (s *homeBuilder) sectionOf(l *lead.Lead, tomorrow time.Time) outbox.Section {
	due, first := s.pb.OwnerDue(l)
	switch {
	case l.Offer != nil && l.Offer.To == s.d.Reader.ID:
		return outbox.SectionWaiting
	case due.IsZero():
		return outbox.SectionWorking
	case due.Before(s.d.Now):
		return outbox.SectionOverdue
	case first:
		return outbox.SectionWaiting
	case due.Before(tomorrow):
		return outbox.SectionToday
	}
	return outbox.SectionWorking
}

// sorted sorts sections by when their leads are due. Leads that are not due come last, in the order they have.
func (s *homeBuilder) sorted(sections ...outbox.Section) {
	for _, on := range sections {
		slices.SortStableFunc(s.d.Leads[on], func(a, b *lead.Lead) int {
			x, _ := s.pb.OwnerDue(a)
			y, _ := s.pb.OwnerDue(b)
			switch {
			case x.IsZero() || y.IsZero():
				return later(x) - later(y)
			default:
				return x.Compare(y)
			}
		})
	}
}

func later(t time.Time) int {
	if t.IsZero() {
		return 1
	}
	return 0
}

// tomorrow returns when the person's day ends, in their zone.
func (s *homeBuilder) tomorrow() time.Time {
	return day(s.d.Now, s.pb.ZoneOf(s.d.Reader), 1)
}

// day returns the midnight at which the day of a time begins in a zone, or that many days after it.
func day(t time.Time, zone *time.Location, after int) time.Time {
	local := t.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day()+after, 0, 0, 0, 0, zone)
}

// covering adds the leads that are due and whose owners are absent, if this person is their backup.
func (s *homeBuilder) covering(ctx context.Context) error {
	leads, err := s.store.OwnedByAny(ctx, s.actor().Covers...)
	if err != nil {
		return err
	}
	tomorrow := s.tomorrow()
	for _, l := range leads {
		if due, _ := s.pb.OwnerDue(l); !due.IsZero() && due.Before(tomorrow) {
			s.add(outbox.SectionCovering, l)
		}
	}
	s.sorted(outbox.SectionCovering)
	return nil
}

func (s *homeBuilder) actor() lead.Actor { return s.d.Crew.Actor(s.d.Reader.ID, s.d.Now) }

// pool adds the leads that the person could claim, or accept for their partner.
func (s *homeBuilder) pool(ctx context.Context) error {
	waiting, err := s.find.Pool(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	a := s.actor()
	for _, l := range waiting {
		switch {
		case l.Offer != nil && l.Offer.To == s.d.Reader.ID: // own has added it
		case l.Clone().ClaimOrAccept(a, s.d.Now) != nil:
		case l.Offer != nil:
			s.add(outbox.SectionWaiting, l)
		default:
			s.add(outbox.SectionPool, l)
		}
	}
	return nil
}

// role adds the sections of the person's role.
func (s *homeBuilder) role(ctx context.Context) error {
	switch s.d.Reader.Role {
	case lead.RoleQualifier:
		leads, err := s.store.Inquiries(ctx, maxSection)
		s.add(outbox.SectionInquiries, leads...)
		return err
	case lead.RoleMarketing:
		returned, err := s.store.ReturnedSince(ctx, s.d.Now.Add(-marketingSpan), maxSection)
		if err != nil {
			return err
		}
		waking, err := s.store.WakingBefore(ctx, s.d.Now.Add(marketingSpan), maxSection)
		s.add(outbox.SectionReturned, returned...)
		s.add(outbox.SectionWaking, waking...)
		return err
	case lead.RoleManager, lead.RoleAdmin:
		return s.team(ctx)
	}
	return nil
}

// referred adds the leads that the person referred, whatever their role. The people of a partner, and guests, see only
// their own leads.
func (s *homeBuilder) referred(ctx context.Context) error {
	if s.d.Reader.Role == lead.RolePartner {
		return nil
	}
	leads, err := s.store.ReferredBy(ctx, s.d.Reader.ID, maxSection)
	s.add(outbox.SectionReferred, leads...)
	return err
}

// homeCards finds the cards of all leads, for links.
func (s *homeBuilder) homeCards(ctx context.Context) (err error) {
	var ids []lead.ID
	for _, leads := range s.d.Leads {
		for _, l := range leads {
			ids = append(ids, l.ID)
		}
	}
	if s.d.Team != nil {
		for _, b := range s.d.Team.Breaches {
			ids = append(ids, b.Lead.ID) // the lead may be closed by now, and in no section
		}
	}
	slices.Sort(ids)
	if s.d.Homes, err = s.store.Places(ctx, slices.Compact(ids)...); err != nil {
		return err
	}
	for id, p := range s.d.Homes {
		p.Site = s.find.Site()
		s.d.Homes[id] = p
	}
	return nil
}
