package store

import (
	"dibs/lead"
	"dibs/lead/outbox"
)

// Change is one lead as it should be stored, with everything that belongs to the same change. A lead with Version 0
// is inserted. Without a lead, the notifications, the payload and the receipt are stored on their own.
//
// To make sure that another lead has not changed, save it too: Save(ctx, a, b) fails with ErrStale if either was
// changed since it was loaded, and then stores neither.
type Change struct {
	Lead   *lead.Lead
	Events []lead.Event // from Lead.TakeEvents
	// Notifications whose key is already stored are left out. A notification with an event but no lead is about this
	// lead, which had no number yet.
	Notifications []outbox.Notification
	Rotation      *lead.Rotation // the rotation that assigned the lead; ErrStale if it was changed since
	Payload       *Payload       // what the source sent, kept with the lead
	Receipt       *Receipt       // records that this was done; *Repeated if it was done before
	// Newcomer says that the person of this new lead had no open lead when it was judged. Save fails with ErrStale if
	// they have one now, by their e-mail address, even if another process registered it.
	Newcomer bool
}
