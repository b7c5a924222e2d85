package ask

import (
	"slices"
	"strings"

	"dibs/lead"
)

// people lists the people that the words from i on could name, each with the words that the name takes up.
// "me" names the asker.
func (p *parser) people(i, end int) []reading {
	if i >= end {
		return nil
	}
	typed := p.words[i].text
	if me := p.Names.Me; contains(selfWords, typed) {
		if me == lead.NoOne {
			return nil
		}
		return []reading{{next: i + 1, field: fieldOwner, value: string(me)}}
	}
	var found []reading
	if token, ok := strings.CutPrefix(typed, "<@"); ok {
		id, _, _ := strings.Cut(strings.TrimSuffix(token, ">"), "|")
		for _, one := range p.Names.People {
			if one.SlackID != "" && strings.EqualFold(one.SlackID, id) {
				found = append(found, reading{next: i + 1, field: fieldOwner, value: string(one.ID)})
			}
		}
		return found
	}
	typed = bareName(typed)
	for _, one := range p.roster() {
		if taken, how := one.matches(p.words[i:end], typed); taken > 0 {
			found = append(found, reading{next: i + taken, field: fieldOwner, value: string(one.ID), how: how})
		}
	}
	return found
}

var selfWords = []string{"me", "my", "mine", "i", "myself"}

// personForms is a person with all forms of the name to compare.
type personForms struct {
	Person
	names                          []string
	email, mailbox, joined, dotted string
}

// roster lists all people. It prepares them on first use.
func (p *parser) roster() []personForms {
	if p.personForms == nil {
		p.personForms = make([]personForms, 0, len(p.Names.People))
		for _, one := range p.Names.People {
			names := strings.Fields(fold(one.Name))
			email := strings.ToLower(one.Email)
			box, _, _ := strings.Cut(email, "@")
			p.personForms = append(p.personForms, personForms{one, names, email, box, strings.Join(names, ""), strings.Join(names, ".")})
		}
	}
	return p.personForms
}

// bareName returns an address or a name without Slack's link and without an @ in front.
func bareName(typed string) string {
	if to, ok := strings.CutPrefix(typed, "<mailto:"); ok {
		to, _, _ = strings.Cut(strings.TrimSuffix(to, ">"), "|")
		return to
	}
	return strings.TrimPrefix(typed, "@")
}

// matches returns how many of the words name the person, and how well. typed is the first word as returned by
// bareName.
func (c personForms) matches(words []word, typed string) (taken, how int) {
	switch {
	case typed == "":
		return 0, 0
	case len(c.names) > 1 && typed == c.names[0] && beginsWith(words[1:], c.names[1:]):
		return len(c.names), exactMatch
	case typed == c.email, typed == c.mailbox, typed == c.joined, typed == c.dotted, len(c.names) > 0 && typed == c.names[0]:
		return 1, exactMatch
	case len(c.names) > 1 && len(typed) > 2 && typed == c.names[len(c.names)-1]:
		return 1, partMatch
	case len(c.names) > 0 && len(typed) > 3 && typed == c.names[0]+"s": // "bens leads"
		return 1, partMatch
	case len(c.names) > 0 && len(c.names[0]) > 4:
		if _, ok := typo(typed, c.names[0]); ok {
			return 1, typoMatch
		}
	}
	return 0, 0
}

// readPerson reads the person that an act is about. It does not accept a mistyped name.
func readPerson(p *parser, i int, then func(int) bool) bool {
	named := slices.DeleteFunc(p.people(i, p.end), func(r reading) bool { return r.how >= typoMatch })
	chosen, ok := choose(named, "")
	if !ok {
		return false
	}
	p.q.Person = lead.PersonID(chosen.value)
	if p.q.Verb == Away || p.q.Verb == Back {
		if p.q.Words = p.mention(p.q.Person); p.q.Person == p.Names.Me {
			p.q.Person, p.q.Words = lead.NoOne, ""
		}
	}
	return then(chosen.next)
}

// readColleague reads a person other than the asker by full or first name. It does not accept "me", or the
// name in "ben's offer".
func readColleague(p *parser, i int, then func(int) bool) bool {
	if i == p.end || contains(selfWords, p.words[i].text) {
		return false
	}
	return readPerson(p, i, func(next int) bool {
		last := p.words[next-1]
		typed := strings.TrimRight(fold(p.text[last.from:last.to]), closing)
		if p.possessive(p.q.Person, last.text) || typed != last.text && strings.HasSuffix(typed, "'s") {
			return false
		}
		if p.q.Person == p.Names.Me {
			p.q.Person = lead.NoOne
		}
		return then(next)
	})
}

// possessive reports whether a word is the person's first name with an s that is not part of it, as in
// "bens".
func (p *parser) possessive(id lead.PersonID, typed string) bool {
	return slices.ContainsFunc(p.roster(), func(c personForms) bool {
		return c.ID == id && len(c.names) > 0 && typed == c.names[0]+"s" && !contains(c.names, typed)
	})
}

// readUndatedColleague is readColleague where a date may follow: there, Jan is a month.
func readUndatedColleague(p *parser, i int, then func(int) bool) bool {
	return i < p.end && !beginsDate[p.words[i].text] && readColleague(p, i, then)
}

// mention returns a mention that names only this person.
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
