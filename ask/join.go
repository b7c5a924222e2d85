package ask

// join is what connects two items of a query.
type join int

// The joins. If there are several between two items, the last one in this list counts.
const (
	joinNone  join = iota
	joinComma      // a comma
	joinAnd        // and
	joinOr         // or
)

// joins maps words to what they join with.
var joins = map[string]join{"and": joinAnd, "&": joinAnd, "+": joinAnd, "or": joinOr}

// joined records an item of a field. beside reports whether it belongs to the item before: both have the same
// field, and a word or a comma joins them. sense is false if one query cannot express both. Items of
// different fields narrow each other down, but "hot or from the webinar", "of ben and of emea" and "hot leads
// and leads of emea" ask for two kinds of leads.
func (p *parser) joined(f field) (beside, sense bool) {
	j, last := p.join, p.last
	p.join, p.last = joinNone, f
	switch {
	case j == joinNone || last == fieldNone:
		return false, true
	case last == f:
		return true, true
	}
	p.mixedFields = p.mixedFields || j >= joinAnd
	return false, j != joinOr && !(j == joinAnd && f.names() && last.names()) && !(p.mixedFields && p.saysLeadsTwice)
}
