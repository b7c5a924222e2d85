package ask

// join is what stands between two items of a question about leads.
type join int

// The joins; of several between two items the last one of these counts.
const (
	joinNone  join = iota
	joinComma      // a comma
	joinAnd        // and
	joinOr         // or
)

// joins are the words that join.
var joins = map[string]join{"and": joinAnd, "&": joinAnd, "+": joinAnd, "or": joinOr}

// joined takes note of an item of a field, and tells whether it stands beside the last one: both are of the field and a word or a comma
// joins them. It makes no sense where one question cannot mean both: items of different fields narrow each other down, but who says
// "hot or from the webinar", "of ben and of emea" or "hot leads and leads of emea" wants two kinds of leads.
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
