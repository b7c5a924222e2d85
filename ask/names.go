package ask

import (
	"strings"
	"unicode"
)

// field is what of a query a word sets.
type field int

const (
	nothing field = iota
	temperature
	stage
	source
	campaign
	team
	country
	owner
	span
)

// names reports whether what sets it is a name, and no word that describes leads.
func (f field) names() bool { return f >= source && f <= owner }

// named is a source, a campaign or a team as it is compared: its words in one, so that it does not matter whether somebody types
// spring-webinar, spring webinar or springwebinar.
type named struct {
	field  field
	value  string
	joined string
	starts []int // of each word, and the end
}

// known are all names, prepared when the first is looked up.
func (p *parser) known() []named {
	if p.names == nil {
		p.names = make([]named, 0, len(p.Names.Sources)+len(p.Names.Campaigns)+len(p.Names.Teams))
		for _, of := range []struct {
			field  field
			values []string
		}{{source, p.Names.Sources}, {campaign, p.Names.Campaigns}, {team, p.Names.Teams}} {
			for _, v := range of.values {
				p.names = append(p.names, newNamed(of.field, v))
			}
		}
	}
	return p.names
}

func newNamed(f field, value string) named {
	n := named{field: f, value: value}
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
	exactly      = iota
	partly       // a word of its name
	nearly       // with a mistake
	partlyNearly // a word of its name, with a mistake
)

// fits compares a name with what was typed, joined.
func (n named) fits(typed string) (how int, ok bool) {
	single := strings.TrimSuffix(typed, "s") // webinars
	if typed == n.joined || single == n.joined && len(single) > 2 {
		return exactly, n.joined != ""
	}
	if len(typed) > 2 {
		for i, from := range n.starts[:len(n.starts)-1] {
			for _, to := range n.starts[i+1:] {
				if part := n.joined[from:to]; part == typed || part == single {
					return partly, true
				}
			}
		}
	}
	if wrong, ok := slip(typed, n.joined); ok && wrong > 0 {
		return nearly, true
	}
	for i, from := range n.starts[:len(n.starts)-1] {
		if part := n.joined[from:n.starts[i+1]]; len(part) > 4 {
			if _, ok := slip(typed, part); ok {
				return partlyNearly, true
			}
		}
	}
	return 0, false
}
