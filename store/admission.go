package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"dibs/lead"
)

// admission decides which saves of a batch are stored. It holds what the batch depends on in the database, plus the
// changes of the saves admitted so far.
type admission struct {
	versions  map[lead.ID]int64
	cards     map[lead.ID][]string // the channels where a lead has a card
	externals map[externalKey]lead.ID
	receipts  map[string]Receipt
	rotations map[string]int64 // their versions
	open      map[string]bool  // whether a person, by e-mail address, has an open lead
	free      []lead.ID        // numbers for new leads
}

// lookSQL asks for everything in one query, because every further query would cost a round trip. It locks the leads
// of the batch in the order of $1 and then its rotations in the order of $5, so that two processes never deadlock. It
// looks for a person's open leads by the same condition as OpenByEmail.
func (d dialect) lookSQL() string {
	ids, keys := d.list("$1"), "("+d.rows("leads", columnsOf[externalKey](), "$2")+") AS k"
	return `
SELECT 'lead' AS what, t.id, t.version, '' AS source, '' AS key
	FROM ` + d.each(ids, "leads", "id, version", "id = CAST(e.value AS bigint)", d.forSave) + `
UNION ALL
SELECT 'card', t.lead, 0, '', t.channel
	FROM ` + d.each(ids, "cards", "lead, channel", "lead = CAST(e.value AS bigint)", "") + `
UNION ALL
SELECT 'external', t.id, 0, k.source, k.external_id
	FROM ` + d.each(keys, "leads", "id, source, external_id", "source = k.source AND external_id = k.external_id", "") + `
UNION ALL
SELECT 'receipt', 0, 0, '', t.key FROM ` + d.each(d.list("$3"), "receipts", "key", "key = e.value", "") + `
UNION ALL
SELECT 'free', ` + d.nextID + `, 0, '', '' FROM ` + d.list("$4") + `
UNION ALL
SELECT 'rotation', 0, t.version, '', t.name
	FROM ` + d.each(d.list("$5"), "rotations", "name, version", "name = e.value", d.forSave) + `
UNION ALL
SELECT 'open', t.id, 0, '', t.email
	FROM ` + d.each(d.list("$6"), "leads", "id, email, test", "email = e.value AND email <> '' AND deadline_at IS NOT NULL", "") + ` WHERE NOT t.test`
}

type lookRow struct {
	What    string  `json:"what"`
	ID      lead.ID `json:"id"`
	Version int64   `json:"version"`
	Source  string  `json:"source"`
	Key     string  `json:"key"`
}

// lookUpQuery holds the parameters of lookSQL for one batch.
type lookUpQuery struct {
	ids                            []lead.ID
	fresh                          []int // one entry for each lead to insert
	externals                      []externalKey
	receipts, rotations, newcomers []string
}

func lookUpQueryOf(saves [][]*changeRows) lookUpQuery {
	q := lookUpQuery{[]lead.ID{}, []int{}, []externalKey{}, []string{}, []string{}, []string{}} // nil would be null in JSON
	for _, changes := range saves {
		for _, e := range changes {
			switch {
			case e.insert:
				q.fresh = append(q.fresh, len(q.fresh)+1)
			case e.id != 0:
				q.ids = append(q.ids, e.id)
			}
			if e.external.ExternalID != "" {
				q.externals = append(q.externals, e.external)
			}
			if e.rotation != nil {
				q.rotations = append(q.rotations, e.rotation.Name)
			}
			if e.receipt != nil {
				q.receipts = append(q.receipts, e.receipt.Key)
			}
			if e.newcomer != "" {
				q.newcomers = append(q.newcomers, e.newcomer)
			}
		}
	}
	slices.Sort(q.ids)
	slices.Sort(q.rotations)
	q.rotations = slices.Compact(q.rotations)
	return q
}

// lookUp reads what the admission of a batch depends on, and locks it.
func (s *Store) lookUp(ctx context.Context, t tx, saves [][]*changeRows) (*admission, error) {
	q := lookUpQueryOf(saves)
	if len(q.newcomers) > 0 && s.dialect.lockNewcomers != "" { // first, so that the query sees what others saved
		if _, err := t.exec(ctx, s.dialect.lockNewcomers, jsonOf(q.newcomers)); err != nil {
			return nil, fmt.Errorf("wait for another process that registers the same person: %w", err)
		}
	}
	var rows []lookRow
	err := t.all(ctx, &rows, s.lookSQL,
		jsonOf(q.ids), jsonOf(q.externals), jsonOf(q.receipts), jsonOf(q.fresh), jsonOf(q.rotations), jsonOf(q.newcomers))
	if err != nil {
		return nil, fmt.Errorf("look up the leads: %w", err)
	}
	k := &admission{versions: map[lead.ID]int64{}, cards: map[lead.ID][]string{}, externals: map[externalKey]lead.ID{}, receipts: map[string]Receipt{}, rotations: map[string]int64{}, open: map[string]bool{}}
	for _, r := range rows {
		switch r.What {
		case "lead":
			k.versions[r.ID] = r.Version
		case "rotation":
			k.rotations[r.Key] = r.Version
		case "card":
			k.cards[r.ID] = append(k.cards[r.ID], r.Key)
		case "external":
			k.externals[externalKey{r.Source, r.Key}] = r.ID
		case "receipt":
			if k.receipts[r.Key], err = s.loadReceipt(ctx, t, r.Key); err != nil {
				return nil, err
			}
		case "open":
			k.open[r.Key] = true
		case "free":
			k.free = append(k.free, r.ID)
		}
	}
	slices.Sort(k.free)
	return k, nil
}

// admit decides about one save: it stores all of its changes or none. If two saves of one batch conflict, the first
// wins.
func (k *admission) admit(changes []*changeRows) error {
	for _, e := range changes {
		if err := k.refusal(e); err != nil {
			return err
		}
	}
	for _, e := range changes {
		if e.insert {
			if err := e.number(k.free[0]); err != nil {
				return err
			}
			k.free = k.free[1:]
		}
		if err := e.encodeCards(k.cards[e.id]); err != nil {
			return err
		}
		if e.id != 0 {
			k.versions[e.id] = e.version + 1
		}
		if e.external.ExternalID != "" {
			k.externals[e.external] = e.id
		}
		if e.receipt != nil {
			k.receipts[e.receipt.Key] = e.receiptOf()
		}
		if e.rotation != nil {
			k.rotations[e.rotation.Name]++
		}
		if e.newcomer != "" {
			k.open[e.newcomer] = true
		}
	}
	return nil
}

// refusal says why a change cannot be stored, or nil.
func (k *admission) refusal(e *changeRows) error {
	if e.receipt != nil {
		if r, ok := k.receipts[e.receipt.Key]; ok {
			return &Repeated{Receipt: r}
		}
	}
	if r := e.rotation; r != nil {
		if err := unchanged(k.rotations, r.Name, r.Version); err != nil {
			return fmt.Errorf("rotation %s: %w", r.Name, err)
		}
	}
	if id, ok := k.externals[e.external]; ok && (e.insert || id != e.id) {
		return &Exists{ID: id}
	}
	if k.open[e.newcomer] {
		return fmt.Errorf("a new lead for a person who already has an open one: %w", ErrStale)
	}
	if e.insert || e.id == 0 {
		return nil
	}
	if err := unchanged(k.versions, e.id, e.version); err != nil {
		return fmt.Errorf("lead %s: %w", e.id, err)
	}
	return nil
}

// unchanged fails with ErrNotFound if a row is not stored, and with ErrStale if it has another version.
func unchanged[K comparable](versions map[K]int64, key K, version int64) error {
	stored, ok := versions[key]
	switch {
	case !ok:
		return ErrNotFound
	case stored != version:
		return ErrStale
	}
	return nil
}

// jsonOf encodes a list of numbers, texts or keys as JSON. That cannot fail.
func jsonOf(list any) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	return string(b)
}
