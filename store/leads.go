package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dibs/lead"
)

var leadNames = names(columnsOf[leadRow]())

// Lead loads a lead. It fails with ErrNotFound if there is none.
func (s *Store) Lead(ctx context.Context, id lead.ID) (*lead.Lead, error) {
	return s.loadLead(ctx, "WHERE id = $1", id)
}

// Leads loads several leads, in the order of ids. Ids without a lead are left out.
func (s *Store) Leads(ctx context.Context, ids ...lead.ID) ([]*lead.Lead, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	ls, err := s.loadLeads(ctx, "WHERE id IN ("+s.numbers("$1")+")", jsonOf(ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[lead.ID]*lead.Lead, len(ls))
	for _, l := range ls {
		byID[l.ID] = l
	}
	ordered := make([]*lead.Lead, 0, len(ls))
	for _, id := range ids {
		if l := byID[id]; l != nil {
			ordered = append(ordered, l)
			delete(byID, id)
		}
	}
	return ordered, nil
}

// RegisteredSince lists leads, open and closed, that were registered at a given time or later, in the order of their
// ids: at most limit of them, with ids above after. Pass the last id of a page to get the next one.
func (s *Store) RegisteredSince(ctx context.Context, from time.Time, after lead.ID, limit int) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, "WHERE registered_at >= $1 AND id > $2 ORDER BY id LIMIT $3", timestamp{from}, after, limit)
}

// LeadByExternal loads the lead that has the source's own key. It fails with ErrNotFound if there is none.
func (s *Store) LeadByExternal(ctx context.Context, source, externalID string) (*lead.Lead, error) {
	if externalID == "" {
		return nil, ErrNotFound
	}
	return s.loadLead(ctx, "WHERE source = $1 AND external_id = $2", boundedKey(source), boundedKey(externalID))
}

// OpenByEmail lists the open leads of a person by e-mail address, newest first. Test leads are left out. An empty
// address finds nothing.
func (s *Store) OpenByEmail(ctx context.Context, email string) ([]*lead.Lead, error) {
	email, _ = storable(strings.ToLower(email))
	if email == "" {
		return nil, nil
	}
	return s.loadLeads(ctx, "WHERE email = $1 AND email <> '' AND deadline_at IS NOT NULL AND NOT test ORDER BY id DESC", email)
}

// OwnedBy lists the open leads of an owner, the next deadline first.
func (s *Store) OwnedBy(ctx context.Context, p lead.PersonID) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, "WHERE owner = $1 AND deadline_at IS NOT NULL ORDER BY deadline_at, id", string(p))
}

// OfferedTo lists the leads that are offered to a person, the next deadline first.
func (s *Store) OfferedTo(ctx context.Context, p lead.PersonID) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, "WHERE offered_to = $1 ORDER BY deadline_at, id", string(p))
}

// WaitingIn lists at most limit unclaimed leads in the pools of the teams, hot ones first and then the oldest. Those
// offered to one person are included, with their Offer.
func (s *Store) WaitingIn(ctx context.Context, teams []string, limit int) ([]*lead.Lead, error) {
	if len(teams) == 0 {
		return nil, nil
	}
	return s.loadLeads(ctx, `WHERE stage = 'new' AND deadline_at IS NOT NULL AND EXISTS (
			SELECT 1 FROM `+s.dialect.list("pool")+` WHERE e.value IN (SELECT e.value FROM `+s.dialect.list("$1")+`))
		ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, waiting_at, id LIMIT $2`,
		jsonOf(teams), limit)
}

// Due is a lead and its deadline.
type Due struct {
	ID lead.ID
	At time.Time
}

// Due lists at most limit leads whose deadline is at or before until, the earliest first.
func (s *Store) Due(ctx context.Context, until time.Time, limit int) ([]Due, error) {
	var rows []struct {
		ID lead.ID   `json:"id"`
		At timestamp `json:"at"`
	}
	err := s.reader.all(ctx, &rows, `SELECT id, deadline_at AS at FROM leads
		WHERE deadline_at IS NOT NULL AND deadline_at <= $1 ORDER BY deadline_at, id LIMIT $2`, timestamp{until}, limit)
	if err != nil {
		return nil, fmt.Errorf("list the leads that are due: %w", err)
	}
	ds := make([]Due, len(rows))
	for i, r := range rows {
		ds[i] = Due{r.ID, r.At.Time}
	}
	return ds, nil
}

// ReferredBy lists at most limit leads that a colleague referred, open and closed, newest first.
func (s *Store) ReferredBy(ctx context.Context, p lead.PersonID, limit int) ([]*lead.Lead, error) {
	if p == lead.NoOne {
		return nil, nil
	}
	return s.loadLeads(ctx, "WHERE referrer = $1 AND referrer IS NOT NULL ORDER BY id DESC LIMIT $2", string(p), limit)
}

// OpenByPhone lists at most limit open leads by phone number, in E.164, newest first. Test leads are left out.
func (s *Store) OpenByPhone(ctx context.Context, phone string, limit int) ([]*lead.Lead, error) {
	if phone == "" {
		return nil, nil
	}
	phone, _ = storable(phone)
	return s.loadLeads(ctx, "WHERE deadline_at IS NOT NULL AND NOT test AND phone = $1 ORDER BY id DESC LIMIT $2", phone, limit)
}

// OwnedByAny lists the open leads of several owners, the next deadline first.
func (s *Store) OwnedByAny(ctx context.Context, owners ...lead.PersonID) ([]*lead.Lead, error) {
	if len(owners) == 0 {
		return nil, nil
	}
	return s.loadLeads(ctx, "WHERE deadline_at IS NOT NULL AND owner IN (SELECT e.value FROM "+s.dialect.list("$1")+") ORDER BY deadline_at, id",
		jsonOf(owners))
}

// Inquiries lists at most limit inquiries that wait to be qualified, hot ones first and then the oldest.
func (s *Store) Inquiries(ctx context.Context, limit int) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, `WHERE stage = 'inquiry' AND deadline_at IS NOT NULL
		ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, waiting_at, id LIMIT $1`, limit)
}

// ReturnedSince lists at most limit leads in nurturing that were handed to marketing with a reason, at since or
// later. The latest come first.
func (s *Store) ReturnedSince(ctx context.Context, since time.Time, limit int) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, `WHERE stage = 'nurturing' AND reason <> '' AND entered_at >= $1
		ORDER BY entered_at DESC, id DESC LIMIT $2`, timestamp{since}, limit)
}

// WakingBefore lists at most limit leads in nurturing that wake before until, the next first.
func (s *Store) WakingBefore(ctx context.Context, until time.Time, limit int) ([]*lead.Lead, error) {
	// The || keeps the database from using the index of stages, which would read all leads in nurturing, although few
	// of them wake soon.
	return s.loadLeads(ctx, `WHERE stage || '' = 'nurturing' AND deadline_at IS NOT NULL AND deadline_at < $1
		ORDER BY deadline_at, id LIMIT $2`, timestamp{until}, limit)
}

// NextDeadlines lists at most limit leads with the next deadlines, of the given teams or, if there are none, of all.
// Leads in nurturing and test leads are left out. Inquiries belong to every team.
func (s *Store) NextDeadlines(ctx context.Context, teams []string, limit int) ([]*lead.Lead, error) {
	theirs := jsonOf(append([]string{}, teams...))
	return s.loadLeads(ctx, `WHERE deadline_at IS NOT NULL AND stage <> 'nurturing' AND NOT test
		AND ($1 = '[]' OR stage = 'inquiry' OR team IN (SELECT e.value FROM `+s.dialect.list("$2")+`))
		ORDER BY deadline_at, id LIMIT $3`, theirs, theirs, limit)
}

func (s *Store) loadLead(ctx context.Context, where string, args ...any) (*lead.Lead, error) {
	var r leadRow
	if err := s.reader.one(ctx, &r, "SELECT "+leadNames+" FROM leads "+where, args...); err != nil {
		return nil, found(err, "load a lead")
	}
	return r.lead()
}

func (s *Store) loadLeads(ctx context.Context, where string, args ...any) ([]*lead.Lead, error) {
	var rows []leadRow
	if err := s.reader.all(ctx, &rows, "SELECT "+leadNames+" FROM leads "+where, args...); err != nil {
		return nil, fmt.Errorf("load leads: %w", err)
	}
	ls := make([]*lead.Lead, len(rows))
	for i, r := range rows {
		l, err := r.lead()
		if err != nil {
			return nil, err
		}
		ls[i] = l
	}
	return ls, nil
}
