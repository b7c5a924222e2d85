package lookup

import (
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Preview is the lead that an inquiry would become at an instant, normalised as Register does it
// and not judged yet. Nothing is stored.
func Preview(pb *playbook.Playbook, in lead.Inquiry, now time.Time) *lead.Lead {
	return lead.Interested(Prepare(pb, in), now)
}

// Prepare normalises an inquiry and says what it stands for, if it does not say so itself.
func Prepare(pb *playbook.Playbook, in lead.Inquiry) lead.Inquiry {
	in = normalise(in)
	if src, ok := pb.Source(in.Source); ok && in.Engagement == "" {
		in.Engagement = src.Engagement
	}
	return in
}
