package workflows

import (
	"context"
	"slices"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

const (
	deskMost  = 100                // leads on a shelf that is not the person's own: nobody reads further
	deskAhead = 7 * 24 * time.Hour // how far marketing looks ahead, and back
)

// Desk reads what is on somebody's home tab. It changes nothing, and asks the store a fixed number
// of times, however many leads there are.
func (e *Engine) Desk(ctx context.Context, by lead.PersonID, now time.Time) (outbox.HomeView, error) {
	crew := e.Crew()
	s := setting{Engine: e, pb: e.Playbook(), d: outbox.HomeView{
		Reader: crew.Member(by), Now: now, Crew: crew, Leads: map[outbox.Section][]*lead.Lead{},
	}}
	for _, lay := range []func(context.Context) error{s.kept, s.own, s.covered, s.pool, s.role, s.referred, s.placed} {
		if err := lay(ctx); err != nil {
			return outbox.HomeView{}, err
		}
	}
	return s.d, nil
}

// setting is a desk that is being laid.
type setting struct {
	*Engine
	pb *playbook.Playbook
	d  outbox.HomeView
}

// put lays a lead on a shelf.
func (s *setting) put(on outbox.Section, leads ...*lead.Lead) {
	if len(leads) > 0 {
		s.d.Leads[on] = append(s.d.Leads[on], leads...)
	}
}

// kept is where the person left off: which part of long lists they look at, and what they did last.
func (s *setting) kept(ctx context.Context) error {
	h, err := s.store.Home(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	s.d.FirstRow = h.FirstRow
	if h.LastLead == 0 || s.d.Now.Sub(h.LastAt) >= toldFor {
		return nil
	}
	f, err := s.Look(ctx, h.LastLead)
	if err != nil || h.LastEvent < 1 || h.LastEvent > len(f.Events) {
		return err
	}
	s.d.LastAction = &outbox.LastAction{Lead: f.Lead, Event: f.Events[h.LastEvent-1]}
	return nil
}

// own lays out the person's own leads, and what is offered to them.
func (s *setting) own(ctx context.Context) error {
	mine, err := s.Mine(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	tomorrow := s.tomorrow()
	for _, l := range mine {
		if l.Owner == s.d.Reader.ID {
			s.d.Open++
		}
		s.put(s.shelf(l, tomorrow), l)
	}
	s.sorted(outbox.SectionOverdue, outbox.SectionToday, outbox.SectionWorking)
	return nil
}

// shelf is where a lead of the person's own belongs.
func (s *setting) shelf(l *lead.Lead, tomorrow time.Time) outbox.Section {
	due, first := s.due(l)
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

// due is when the owner has to act: the first contact that is promised, or else the next step. It is
// zero when nothing is awaited.
func (s *setting) due(l *lead.Lead) (at time.Time, first bool) {
	if by := s.pb.ContactBy(l.Score.Temperature, l.Route.Team, l.Clocks[lead.ClockContact].Start); !by.IsZero() {
		return by, true
	}
	if l.Next != nil {
		return l.Next.At, false
	}
	return time.Time{}, false
}

// sorted puts first what is due first; what awaits nothing comes last, as it is.
func (s *setting) sorted(shelves ...outbox.Section) {
	for _, on := range shelves {
		slices.SortStableFunc(s.d.Leads[on], func(a, b *lead.Lead) int {
			x, _ := s.due(a)
			y, _ := s.due(b)
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

// tomorrow is when the person's day ends, where they are.
func (s *setting) tomorrow() time.Time {
	return day(s.d.Now, s.pb.ZoneOf(s.d.Reader), 1)
}

// day is midnight of the day of an instant in a zone, or of a day after it.
func day(t time.Time, zone *time.Location, after int) time.Time {
	local := t.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day()+after, 0, 0, 0, 0, zone)
}

// covered lays out what is due of absent people whose backup this is.
func (s *setting) covered(ctx context.Context) error {
	leads, err := s.store.OwnedByAny(ctx, s.actor().Covers...)
	if err != nil {
		return err
	}
	tomorrow := s.tomorrow()
	for _, l := range leads {
		if due, _ := s.due(l); !due.IsZero() && due.Before(tomorrow) {
			s.put(outbox.SectionCovering, l)
		}
	}
	s.sorted(outbox.SectionCovering)
	return nil
}

func (s *setting) actor() lead.Actor { return s.d.Crew.Actor(s.d.Reader.ID, s.d.Now) }

// pool lays out what the person could claim, or accept for their partner.
func (s *setting) pool(ctx context.Context) error {
	waiting, err := s.Pool(ctx, s.d.Reader.ID)
	if err != nil {
		return err
	}
	a := s.actor()
	for _, l := range waiting {
		switch {
		case l.Offer != nil && l.Offer.To == s.d.Reader.ID: // it lies with what is offered to them
		case take(l.Clone(), a, s.d.Now) != nil:
		case l.Offer != nil:
			s.put(outbox.SectionWaiting, l)
		default:
			s.put(outbox.SectionPool, l)
		}
	}
	return nil
}

// role lays out what belongs to what the person is in the team.
func (s *setting) role(ctx context.Context) error {
	switch s.d.Reader.Role {
	case lead.RoleQualifier:
		leads, err := s.store.Inquiries(ctx, deskMost)
		s.put(outbox.SectionInquiries, leads...)
		return err
	case lead.RoleMarketing:
		returned, err := s.store.ReturnedSince(ctx, s.d.Now.Add(-deskAhead), deskMost)
		if err != nil {
			return err
		}
		waking, err := s.store.WakingBefore(ctx, s.d.Now.Add(deskAhead), deskMost)
		s.put(outbox.SectionReturned, returned...)
		s.put(outbox.SectionWaking, waking...)
		return err
	case lead.RoleManager, lead.RoleAdmin:
		return s.team(ctx)
	}
	return nil
}

// referred lays out what the person referred, whatever they are. A partner's people and guests see
// no lead but what is theirs.
func (s *setting) referred(ctx context.Context) error {
	if s.d.Reader.Role == lead.RolePartner {
		return nil
	}
	leads, err := s.store.ReferredBy(ctx, s.d.Reader.ID, deskMost)
	s.put(outbox.SectionReferred, leads...)
	return err
}

// placed finds the cards of all leads, for links.
func (s *setting) placed(ctx context.Context) (err error) {
	var ids []lead.ID
	for _, leads := range s.d.Leads {
		for _, l := range leads {
			ids = append(ids, l.ID)
		}
	}
	if s.d.Team != nil {
		for _, b := range s.d.Team.Breaches {
			ids = append(ids, b.Lead.ID) // the lead may be closed by now, and on no shelf
		}
	}
	slices.Sort(ids)
	if s.d.Homes, err = s.store.Places(ctx, slices.Compact(ids)...); err != nil {
		return err
	}
	for id, p := range s.d.Homes {
		p.Site = s.site()
		s.d.Homes[id] = p
	}
	return nil
}
