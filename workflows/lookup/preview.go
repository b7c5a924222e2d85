package lookup

import (
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Preview returns the lead that an inquiry would become at a time, normalised as in Register and not judged yet.
// Nothing is stored.
func Preview(pb *playbook.Playbook, in lead.Inquiry, now time.Time) *lead.Lead {
	return lead.Interested(Prepare(pb, in), now)
}

// Prepare normalises an inquiry. If it names no engagement, it gets that of its source.
func Prepare(pb *playbook.Playbook, in lead.Inquiry) lead.Inquiry {
	in = normalise(in)
	if src, ok := pb.Source(in.Source); ok && in.Engagement == "" {
		in.Engagement = src.Engagement
	}
	return in
}
