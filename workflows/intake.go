package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows/lookup"
)

// Payload is what a source sent, word for word.
type Payload = store.Payload

// Intake is an inquiry that is to be registered.
type Intake struct {
	Inquiry     lead.Inquiry
	By          lead.PersonID // who typed it in; NoOne when a source sent it
	Payload     *Payload      // what the source sent, stored with the lead
	Key         string        // idempotency key, which begins with the name of its sender
	Fingerprint string        // hash of the request that has the key
}

// Receipt is the answer to an intake. DuplicateOf is the lead that the inquiry repeats. Known means that nothing new
// was registered.
type Receipt struct {
	ID          lead.ID
	Stage       lead.Stage
	DuplicateOf lead.ID
	Known       bool
}

// Unavailable reports whether an error means that the database cannot be reached or cannot work right now, so a later
// try may succeed. See store.Unavailable.
func Unavailable(err error) bool { return store.Unavailable(err) }

// ErrKeyReused means that an idempotency key came again with a different request.
var ErrKeyReused = errors.New("the idempotency key was used before for a different request")

// Register takes in an inquiry. Everything is registered first and judged then. When Register returns, the lead is
// stored for good. An inquiry is not registered twice if its source and external id are known, or its key is. An
// inquiry from a person who has an open lead is registered as merged into that lead, which is judged again and may
// wake.
func (e *Engine) Register(ctx context.Context, in Intake, now time.Time) (Receipt, error) {
	in.Inquiry = lookup.Prepare(e.dir.Playbook(), in.Inquiry)
	in.Inquiry.SourceMessage = e.find.Linked(in.Inquiry.SourceMessage)
	// Inquiries of one person are registered one after the other, so that the second finds the first. Otherwise a form
	// that is sent twice at once would become two leads, and two people would call. Between processes the store
	// decides; see store.Change.Newcomer.
	unlock, err := e.arrivals.lock(ctx, in.Inquiry.Contact.Email)
	if err != nil {
		return Receipt{}, err
	}
	defer unlock()
	var r Receipt
	err = retryStale(ctx, func() error {
		r, err = e.register(ctx, in, now)
		return err
	})
	return r, err
}

func (e *Engine) register(ctx context.Context, in Intake, now time.Time) (Receipt, error) {
	if r, ok, err := answeredBefore(ctx, e.store, in); ok || err != nil {
		return r, err
	}
	known, err := e.find.SamePerson(ctx, in.Inquiry)
	if err != nil {
		return Receipt{}, err
	}
	registrar := lead.Dibs()
	if in.By != lead.NoOne {
		registrar = e.dir.Crew().Actor(in.By, now)
	}
	pb := e.dir.Playbook()
	l := lead.Register(in.Inquiry, registrar, pb.Judge(lead.Interested(in.Inquiry, now), now), now)
	looking := l
	if known != nil {
		if err := l.MergeInto(lead.Dibs(), known, now); err != nil {
			return Receipt{}, err
		}
		l.Channel = "" // the thread of the lead that it repeats shows it
		looking = known.Clone()
		looking.AddRepeatInquiry(l, pb.Judge, now)
	}
	a := newAssignment(e, now, true)
	defer a.end()
	rotation, err := a.assign(ctx, looking)
	if err != nil {
		return Receipt{}, err
	}
	changes := []store.Change{complete(l, pb, e.dir.Crew(), now)}
	changes[0].Payload, changes[0].Rotation = in.Payload, rotation
	changes[0].Newcomer = known == nil && !in.Inquiry.Test
	if looking != l {
		changes = append(changes, complete(looking, pb, e.dir.Crew(), now))
	}
	if in.Key != "" {
		changes[0].Receipt = &store.Receipt{Key: in.Key, Fingerprint: in.Fingerprint, DuplicateOf: l.MergedInto, At: now}
	}
	err = e.store.Save(ctx, changes...)
	var exists *store.Exists
	switch {
	case errors.As(err, &exists):
		return receiptOfKnown(e.find.Lead(ctx, exists.ID))
	case isRepeated(err):
		r, _, err := answeredBefore(ctx, e.store, in)
		return r, err
	case errors.Is(err, store.ErrStale):
		return Receipt{}, err
	case err != nil:
		return Receipt{}, fmt.Errorf("register an inquiry from %q: %w", in.Inquiry.Source, err)
	}
	for _, c := range changes {
		e.unarmed.add(c.Lead)
	}
	e.afterSave()
	return Receipt{ID: l.ID, Stage: l.Stage, DuplicateOf: l.MergedInto}, nil
}

// receiptOfKnown answers a delivery that is registered as a lead already; err is the error of reading that lead.
func receiptOfKnown(l *lead.Lead, err error) (Receipt, error) {
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: l.ID, Stage: l.Stage, DuplicateOf: l.ID, Known: true}, nil
}

func isRepeated(err error) bool {
	var r *store.Repeated
	return errors.As(err, &r)
}

// answeredBefore returns the receipt that an idempotency key got before. ok is false for a new key.
func answeredBefore(ctx context.Context, s *store.Store, in Intake) (receipt Receipt, ok bool, err error) {
	if in.Key == "" {
		return Receipt{}, false, nil
	}
	r, err := s.Receipt(ctx, in.Key)
	if errors.Is(err, store.ErrNotFound) {
		return Receipt{}, false, nil
	}
	if err != nil {
		return Receipt{}, false, err
	}
	if r.Fingerprint != in.Fingerprint {
		return Receipt{}, true, ErrKeyReused
	}
	return Receipt{ID: r.Lead, Stage: r.Stage, DuplicateOf: r.DuplicateOf}, true, nil
}
