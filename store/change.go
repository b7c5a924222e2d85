package store

import (
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
	Notifications []outbox.Notification
	Rotation      *lead.Rotation // which dealt the lead out; ErrStale when it was changed since
	Payload       *Payload       // what the source sent, kept with the lead
	Receipt       *Receipt       // that this was done; *Repeated when it was done before
	// Newcomer says that the new lead is of somebody who had no open lead when it was judged; ErrStale
	// when they have one now, by their e-mail address, whoever registered it.
	Newcomer bool
}
