package ask

import (
	"strings"
	"unicode"
)

// field is the part of a query that a word sets.
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
	fieldSpan
)

// names reports whether the values of a field are names, and not words that describe leads.
func (f field) names() bool { return f >= fieldSource && f <= fieldOwner }

// knownName is a source, campaign or team in a form for comparing: without spaces and dashes, so that
// spring-webinar, spring webinar and springwebinar are the same.
type knownName struct {
	field  field
	value  string
	joined string
	starts []int // where each word begins, and the end
}

// knownNames lists all names. It prepares them on first use.
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

// letters returns only the letters and digits of a word.
func letters(s string) string {
	if strings.IndexFunc(s, separates) < 0 {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, separates), "")
}

func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// How well a name matches the typed word, best first.
const (
	exactMatch    = iota
	partMatch     // one word of the name
	typoMatch     // with a mistake
	partTypoMatch // one word of the name, with a mistake
)

// fits compares a name with typed words that were joined into one.
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
