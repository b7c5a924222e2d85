package handlers

import (
	"context"

	"dibs/bot"
	"dibs/lead"
	"dibs/workflows/lookup"
)

// reader is somebody as a reader, who decides what they may see of leads.
func (s *Slack) reader(id lead.PersonID) lead.Reader { return s.dir.Crew().Reader(id) }

// look reads a lead for somebody. A lead that they may not know of is refused like one that does not exist, so that nobody
// learns which numbers are taken. One that they may not see by name is refused without a word of it.
func (s *Slack) look(ctx context.Context, by lead.PersonID, id lead.ID) (lookup.Found, error) {
	reader := s.reader(by)
	if !reader.SeesNames() {
		return lookup.Found{}, unnamed()
	}
	f, err := s.finder.Look(ctx, id)
	switch {
	case err != nil:
		return f, err
	case !reader.KnowsOf(f.Lead):
		return lookup.Found{}, unknown(id)
	case !reader.SeesName(f.Lead):
		return lookup.Found{}, unnamed()
	}
	return f, nil
}

// guard refuses what look refuses, before an act that reads the lead itself. The team may see every lead, so for them it
// reads nothing.
func (s *Slack) guard(ctx context.Context, by lead.PersonID, id lead.ID) error {
	if s.reader(by).OnTeam() {
		return nil
	}
	_, err := s.look(ctx, by, id)
	return err
}

// guardNumber refuses only a lead that somebody may not know of, for acts that a guest may do to what they referred.
func (s *Slack) guardNumber(ctx context.Context, by lead.PersonID, id lead.ID) error {
	reader := s.reader(by)
	if reader.OnTeam() {
		return nil
	}
	f, err := s.finder.Look(ctx, id)
	if err == nil && !reader.KnowsOf(f.Lead) {
		err = unknown(id)
	}
	return err
}

// seesAmounts reports whether the playbook shows amounts where somebody asks. For the team it looks nothing up: they see
// amounts anywhere.
func (s *Slack) seesAmounts(ctx context.Context, r *bot.Request, reader lead.Reader) bool {
	return reader.OnTeam() || s.amountsHere(ctx, r)
}

// unknown refuses a lead that does not exist.
func unknown(id lead.ID) error { return &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}} }

// unnamed refuses a lead that the person may not see by name.
func unnamed() error { return &lead.Refusal{Why: lead.WhyHidden} }
