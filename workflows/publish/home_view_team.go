package publish

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
	"dibs/store"
)

// team adds what a manager sees of their teams.
func (s *homeBuilder) team(ctx context.Context) error {
	teams := s.managed()
	sum, err := s.figures.Summary(ctx, report.Query{Filter: report.Filter{Teams: teams}}, s.d.Now)
	if err != nil {
		return err
	}
	s.d.Team = &outbox.Team{Summary: sum}
	next, err := s.store.NextDeadlines(ctx, teams, maxSection)
	if err != nil {
		return err
	}
	for _, l := range next {
		if ofTeam(teams, s.pb.TeamOf(l)) {
			s.add(outbox.SectionDeadlines, l)
		}
	}
	if err := s.workloads(ctx, teams); err != nil {
		return err
	}
	return s.responseTargets(ctx, teams)
}

// managed returns the teams that the person manages according to the playbook. It returns none if there are none, if
// they manage all teams, or if they are an admin: then they see everybody.
func (s *homeBuilder) managed() []string {
	var theirs []string
	all := s.pb.Describe().Teams
	for _, t := range all {
		if s.d.Reader.Email != "" && strings.EqualFold(t.Manager, s.d.Reader.Email) {
			theirs = append(theirs, t.Name)
		}
	}
	if len(theirs) == len(all) || s.d.Reader.Role == lead.RoleAdmin {
		return nil
	}
	return theirs
}

func ofTeam(teams []string, team string) bool { return len(teams) == 0 || slices.Contains(teams, team) }

// workloads counts the open leads of each rep: by team, and within a team the highest count first.
func (s *homeBuilder) workloads(ctx context.Context, teams []string) error {
	hands, err := s.store.OpenLeadCounts(ctx)
	if err != nil {
		return err
	}
	for _, m := range s.d.Crew {
		if m.Role == lead.RoleRep && !m.Deleted && ofTeam(teams, m.Team) {
			s.d.Team.Workloads = append(s.d.Team.Workloads, outbox.Workload{Person: m.ID, Open: hands[m.ID]})
		}
	}
	slices.SortFunc(s.d.Team.Workloads, func(a, b outbox.Workload) int {
		x, y := s.d.Crew.Member(a.Person), s.d.Crew.Member(b.Person)
		return cmp.Or(strings.Compare(x.Team, y.Team), cmp.Compare(b.Open, a.Open), strings.Compare(x.Name, y.Name), strings.Compare(string(a.Person), string(b.Person)))
	})
	return nil
}

// responseTargets adds the response targets that were missed today, and the leads that need someone.
func (s *homeBuilder) responseTargets(ctx context.Context, teams []string) error {
	today := day(s.d.Now, s.pb.Zone(), 0)
	all, err := s.store.ResponseTargets(ctx, today, s.d.Now)
	if err != nil {
		return err
	}
	var missed []missing
	var needs []missing
	for _, p := range all {
		if !ofTeam(teams, p.Team) {
			continue
		}
		missed = append(missed, s.missed(p, today)...)
		if since, needed := s.needs(p); needed {
			needs = append(needs, missing{id: p.Lead, Breach: outbox.Breach{DueAt: since}})
		}
	}
	latest := func(a, b missing) int { return cmp.Or(b.DueAt.Compare(a.DueAt), cmp.Compare(a.id, b.id)) }
	slices.SortFunc(missed, latest)
	slices.SortFunc(needs, func(a, b missing) int { return latest(b, a) }) // the longest wait first
	t := s.d.Team
	t.Missed, t.NeedSomeone = len(missed), len(needs)
	missed, needs = missed[:min(len(missed), maxSection)], needs[:min(len(needs), maxSection)]
	return s.fetch(ctx, missed, needs)
}

// missing is a breach whose lead is not loaded yet.
type missing struct {
	id lead.ID
	outbox.Breach
}

// missed returns the response targets of a lead that were due today and were not met in time.
func (s *homeBuilder) missed(p store.ResponseTarget, today time.Time) []missing {
	var ms []missing
	look := func(c lead.ClockName, due, kept time.Time) {
		late := !due.IsZero() && !due.Before(today) && due.Before(s.d.Now) && (kept.IsZero() || kept.After(due))
		if late {
			ms = append(ms, missing{p.Lead, outbox.Breach{Clock: c, DueAt: due, Kept: kept}})
		}
	}
	if !p.ClaimedAt.IsZero() || p.Stage == lead.StageNew {
		look(lead.ClockClaim, s.pb.ClaimBy(p.Temperature, p.Team, p.SalesAt), p.ClaimedAt)
	}
	switch {
	case !p.AwaitedAt.IsZero():
		look(lead.ClockContact, s.pb.ContactBy(p.Temperature, p.Team, p.AwaitedAt), time.Time{})
	case !p.ContactedAt.IsZero() && p.Handoffs == 0: // when a later owner got the lead is not stored
		look(lead.ClockContact, s.pb.ContactBy(p.Temperature, p.Team, p.ClaimedAt), p.ContactedAt)
	}
	return ms
}

// needs reports whether a lead needs someone, and since when: it was not claimed within the response target and is
// offered to nobody, or its next step is overdue.
func (s *homeBuilder) needs(p store.ResponseTarget) (since time.Time, needed bool) {
	if p.Stage == lead.StageNew {
		by := s.pb.ClaimBy(p.Temperature, p.Team, p.SalesAt)
		return by, p.OfferedTo == lead.NoOne && !by.IsZero() && by.Before(s.d.Now)
	}
	return p.NextAt, p.Stage.Owned() && !p.NextAt.IsZero() && p.NextAt.Before(s.d.Now)
}

// fetch loads the leads of both lists at once.
func (s *homeBuilder) fetch(ctx context.Context, missed, needs []missing) error {
	ids := make([]lead.ID, 0, len(missed)+len(needs))
	for _, m := range slices.Concat(missed, needs) {
		ids = append(ids, m.id)
	}
	leads, err := leadsByID(ctx, s.store, ids)
	if err != nil {
		return err
	}
	for _, m := range missed {
		if m.Lead = leads[m.id]; m.Lead != nil {
			s.d.Team.Breaches = append(s.d.Team.Breaches, m.Breach)
		}
	}
	for _, n := range needs {
		if l := leads[n.id]; l != nil {
			s.add(outbox.SectionNeedsSomeone, l)
		}
	}
	return nil
}
