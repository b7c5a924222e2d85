package store

import (
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Change is one lead as it shall be stored, with everything that belongs to the same fact. A
// lead with Version 0 is inserted. Without a lead, the notes and the payload stand for
// themselves.
type Change struct {
	Lead   *lead.Lead
	Events []lead.Event // what Lead.TakeEvents gave
	// Notes with a known key are left out. One that tells of an event, but of no lead, is about
	// this lead, which had no number yet.
	Notes    []outbox.Notification
	Rotation *lead.Rotation // which dealt the lead out; ErrStale when it was changed since
	Payload  *Payload       // what the source sent, kept with the lead
	Receipt  *Receipt       // that this was done; *Repeated when it was done before
	// Newcomer says that the new lead is of somebody who had no open lead when it was judged; ErrStale
	// when they have one now, by their e-mail address, whoever registered it.
	Newcomer bool
}

// Payload is what a source sent, byte by byte. One that could not be registered is a dead
// letter: it has no lead, and Error says why.
type Payload struct {
	Source      string
	ContentType string
	Body        []byte
	At          time.Time
	Error       string
}

// Receipt records that something asked for from outside was done, in the transaction that did it: an inquiry under an
// idempotency key, a click or an event that Slack may deliver again, to any process. A second save with the same Key
// fails with *Repeated.
type Receipt struct {
	// Key names the request for ever. It begins with the name space of the sender, so that two senders never share a
	// key, and Slack's events share none with them.
	Key         string
	Fingerprint string     // of what was asked, to tell a key that was used for something else; may be empty
	Lead        lead.ID    // filled by Save: the lead of the Change, 0 without one
	Stage       lead.Stage // filled by Save
	DuplicateOf lead.ID
	At          time.Time
	// ExpiresAt is when the request cannot come again any more: the receipt may be removed then, and until it is, it
	// holds. A zero time means never.
	ExpiresAt time.Time
}

// tidy makes everything in the change storable (see tidy), and keeps keys from outside short
// enough for an index.
func (c *Change) tidy() error {
	if c.Lead != nil {
		c.Lead.Source, c.Lead.ExternalID = boundedKey(c.Lead.Source), boundedKey(c.Lead.ExternalID)
		c.Lead.Campaign, c.Lead.Company.Country = boundedKey(c.Lead.Campaign), boundedKey(c.Lead.Company.Country)
	}
	if c.Receipt != nil {
		c.Receipt.Key = boundedKey(c.Receipt.Key)
	}
	return tidy(c)
}
