package lookup

import (
	"context"

	"dibs/lead"
)

// findAmong is how many matches are searched for leads that a colleague without a role may see by name.
const findAmong = 1000

// FindFor searches leads like Find, for one reader. It returns only leads that they may see by name. The people of a
// partner find a lead only by the fields that are shown to them.
func (f *Finder) FindFor(ctx context.Context, reader lead.Reader, words string, most int) ([]*lead.Lead, error) {
	switch {
	case reader.OnTeam():
		return f.Find(ctx, words, most)
	case reader.Role == lead.RolePartner:
		return f.store.FindShown(ctx, words, most, func(l *lead.Lead) *lead.Lead {
			return reader.Searchable(l, f.dir.Playbook().HiddenFields(l))
		})
	}
	leads, err := f.Find(ctx, words, findAmong)
	leads = reader.Visible(leads)
	return leads[:min(len(leads), most)], err
}
