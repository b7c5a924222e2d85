package playbook

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Problem is one problem found in a playbook, with its place in the file.
type Problem struct {
	File string
	Line int // from 1
	Col  int // from 1, in characters
	What string
}

// Error formats the problem as "playbook.yaml:12:5: unknown key …", which editors can jump to.
func (p *Problem) Error() string { return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.What) }

// maxProblems is how many problems are reported at once. A file with more has one cause for many of them.
const maxProblems = 100

// joinProblems joins the problems in the order of the file, without duplicates.
func joinProblems(ps []*Problem) error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	ps = slices.CompactFunc(ps, func(a, b *Problem) bool { return *a == *b })
	var errs []error
	for i, p := range ps {
		if i == maxProblems {
			errs = append(errs, fmt.Errorf("%s: and %d more problems", p.File, len(ps)-i))
			break
		}
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}
