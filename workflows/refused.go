package workflows

import (
	"errors"

	"dibs/lead"
)

// refused is the refusal in an error, or nil.
func refused(err error) *lead.Refusal {
	var r *lead.Refusal
	errors.As(err, &r)
	return r
}
