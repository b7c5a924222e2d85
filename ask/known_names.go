package ask

import (
	"strings"
	"unicode"
)

// field is what of a query a word sets.
type field int

const (
	fieldNone field = iota
	fieldTemperature
	fieldStage
	fieldSource
	fieldCampaign
	fieldTeam
	fieldCountry
	fieldOwner
	span
)

// names reports whether what sets it is a name, and no word that describes leads.
func (f field) names() bool { return f >= fieldSource && f <= fieldOwner }

// knownName is a source, a campaign or a team as it is compared: its words in one, so that it does not matter whether somebody types
// spring-webinar, spring webinar or springwebinar.
type knownName struct {
	field  field
	value  string
	joined string
	starts []int // of each word, and the end
}

// knownNames are all names, prepared when the first is looked up.
func (p *parser) knownNames() []knownName {
	if p.names == nil {
		p.names = make([]knownName, 0, len(p.Names.Sources)+len(p.Names.Campaigns)+len(p.Names.Teams))
		for _, of := range []struct {
			field  field
			values []string
		}{{fieldSource, p.Names.Sources}, {fieldCampaign, p.Names.Campaigns}, {fieldTeam, p.Names.Teams}} {
			for _, v := range of.values {
				p.names = append(p.names, newKnownName(of.field, v))
			}
		}
	}
	return p.names
}

func newKnownName(f field, value string) knownName {
	n := knownName{field: f, value: value}
	var b strings.Builder
	for _, w := range strings.FieldsFunc(fold(value), separates) {
		n.starts = append(n.starts, b.Len())
		b.WriteString(w)
	}
	n.joined = b.String()
	n.starts = append(n.starts, len(n.joined))
	return n
}

// letters are the letters and digits of a word.
func letters(s string) string {
	if strings.IndexFunc(s, separates) < 0 {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, separates), "")
}

func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// How well something fits what was typed.
const (
	exactMatch    = iota
	partMatch     // a word of its name
	typoMatch     // with a mistake
	partTypoMatch // a word of its name, with a mistake
)

// fits compares a name with what was typed, joined.
func (n knownName) fits(typed string) (how int, ok bool) {
	single := strings.TrimSuffix(typed, "s") // webinars
	if typed == n.joined || single == n.joined && len(single) > 2 {
		return exactMatch, n.joined != ""
	}
	if len(typed) > 2 {
		for i, from := range n.starts[:len(n.starts)-1] {
			for _, to := range n.starts[i+1:] {
				if part := n.joined[from:to]; part == typed || part == single {
					return partMatch, true
				}
			}
		}
	}
	if wrong, ok := typo(typed, n.joined); ok && wrong > 0 {
		return typoMatch, true
	}
	for i, from := range n.starts[:len(n.starts)-1] {
		if part := n.joined[from:n.starts[i+1]]; len(part) > 4 {
			if _, ok := typo(typed, part); ok {
				return partTypoMatch, true
			}
		}
	}
	return 0, false
}
