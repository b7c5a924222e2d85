package ask

import (
	"slices"
	"strings"
	"unicode"

	"dibs/lead"
)

// field is what of a query a word sets.
type field int

const (
	temperature field = iota
	stage
	source
	campaign
	team
	country
	owner
	span
)

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

func separates(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// How well something fits what was typed.
const (
	exactly = iota
	partly  // a word of its name
	nearly  // with a mistake
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
	if wrong, ok := near(typed, n.joined); ok && wrong > 0 {
		return nearly, true
	}
	for i, from := range n.starts[:len(n.starts)-1] {
		if part := n.joined[from:n.starts[i+1]]; len(part) > 4 {
			if _, ok := near(typed, part); ok {
				return nearly, true
			}
		}
	}
	return 0, false
}

// people are those whom the words from i on could name, each with the words it takes. Me is whoever asks.
func (p *parser) people(i, end int) []reading {
	if i >= end {
		return nil
	}
	typed := p.words[i].text
	if me := p.Names.Me; slices.Contains([]string{"me", "my", "mine", "i", "myself"}, typed) {
		if me == lead.NoOne {
			return nil
		}
		return []reading{{next: i + 1, field: owner, value: string(me)}}
	}
	var found []reading
	if token, ok := strings.CutPrefix(typed, "<@"); ok {
		id, _, _ := strings.Cut(strings.TrimSuffix(token, ">"), "|")
		for _, one := range p.Names.People {
			if one.SlackID != "" && strings.EqualFold(one.SlackID, id) {
				found = append(found, reading{next: i + 1, field: owner, value: string(one.ID)})
			}
		}
		return found
	}
	typed = addressed(typed)
	for _, one := range p.Names.People {
		if taken, how := one.called(p.words[i:end], typed); taken > 0 {
			found = append(found, reading{next: i + taken, field: owner, value: string(one.ID), how: how})
		}
	}
	return found
}

// addressed is an address or a name without what Slack or people put around it.
func addressed(typed string) string {
	if to, ok := strings.CutPrefix(typed, "<mailto:"); ok {
		to, _, _ = strings.Cut(strings.TrimSuffix(to, ">"), "|")
		return to
	}
	return strings.TrimPrefix(typed, "@")
}

// called is how many of the words name the person, and how well. typed is the first of them.
func (n Person) called(words []word, typed string) (taken, how int) {
	names := strings.FieldsFunc(fold(n.Name), unicode.IsSpace)
	email := strings.ToLower(n.Email)
	box, _, _ := strings.Cut(email, "@")
	if len(names) > 1 && len(words) >= len(names) && typed == names[0] && stands(words[1:], names[1:]) {
		return len(names), exactly
	}
	switch {
	case typed == "":
	case typed == email, typed == box, typed == strings.Join(names, ""), typed == strings.Join(names, "."):
		return 1, exactly
	case len(names) > 0 && typed == names[0]:
		return 1, exactly
	case len(names) > 1 && len(typed) > 2 && typed == names[len(names)-1]:
		return 1, partly
	case len(names) > 0 && len(names[0]) > 4:
		if _, ok := near(typed, names[0]); ok {
			return 1, nearly
		}
	}
	return 0, 0
}

// person is the slot of somebody who is named.
func person(p *parser, i int, goOn func(int) bool) bool {
	chosen, ok := choose(p.people(i, p.end), "")
	if !ok {
		return false
	}
	p.q.Person = lead.PersonID(chosen.value)
	if p.q.Verb == Away || p.q.Verb == Back {
		if p.q.Words = p.mention(p.q.Person); p.q.Person == p.Names.Me {
			p.q.Person, p.q.Words = lead.NoOne, ""
		}
	}
	return goOn(chosen.next)
}

// mention is a person as a mention that names nobody else.
func (p *parser) mention(id lead.PersonID) string {
	for _, one := range p.Names.People {
		if one.ID == id && one.SlackID != "" {
			return "<@" + one.SlackID + ">"
		}
		if box, _, _ := strings.Cut(one.Email, "@"); one.ID == id {
			return "@" + box
		}
	}
	return ""
}
