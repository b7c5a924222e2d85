package playbook

import (
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// partner is a company that sells for us, in a channel of its own.
type partner struct {
	channel      string
	people       []string // emails
	countries    []string // empty: everywhere
	acceptWithin worktime.Span
	hide         []string
}

// Partner is a company that sells for us, as the playbook describes it. Its people see only the leads in its
// channel.
type Partner struct {
	Name         string
	Channel      string
	People       []string      // emails in lower case; if empty, nobody can accept, and its leads come back at once
	Countries    []string      // where it sells, ISO 3166-1 alpha-2; empty: everywhere
	AcceptWithin time.Duration // business time, days as business days (see worktime.Hours.Due); a day if not given
	Hide         []string      // fields of a lead that its people see only after accepting
}

func (r *reader) partners(n ast.Node, p *Playbook) {
	r.dict(n, "partners", func(name string, at, value ast.Node) {
		r.checkName(at, "partner", name)
		t := &partner{acceptWithin: worktime.Span{Days: 1}}
		r.table(value, "partner "+name, map[string]field{
			"channel": func(n ast.Node) {
				t.channel = r.leadChannel(n)
				r.deferred = append(r.deferred, func() { r.requireOwnChannel(n, name, p) })
			},
			"people": func(n ast.Node) {
				r.list(n, "people", func(n ast.Node) { t.people = append(t.people, r.email(n)) })
				r.deferred = append(r.deferred, func() { r.requireOwnPeople(n, name, p) })
			},
			"countries": func(n ast.Node) {
				r.list(n, "countries", func(n ast.Node) { t.countries = append(t.countries, r.word(n, "country", countries...)) })
			},
			"accept_within": func(n ast.Node) {
				if t.acceptWithin = r.businessSpan(n, "accept_within"); t.acceptWithin.Length() < time.Second && !r.hasProblem(n) {
					r.problem(n, "accept_within must be at least a second")
				}
			},
			"hide": func(n ast.Node) {
				r.list(n, "hide", func(n ast.Node) { t.hide = append(t.hide, r.word(n, "field", leadFields()...)) })
			},
		}, "channel")
		p.partners[name] = t
	})
}

// requireOwnChannel rejects a channel that is also used for something else, because people in it would see
// leads that are not the partner's.
func (r *reader) requireOwnChannel(n ast.Node, name string, p *Playbook) {
	channel := p.partners[name].channel
	if channel == "" {
		return
	}
	if slices.ContainsFunc(p.ourChannels(), func(c string) bool { return sameChannel(c, channel) }) {
		r.problem(n, "%s is already used for something else: partner %s needs a channel of its own", channel, name)
	}
	if other := p.partnerBefore(name, func(o *partner) bool { return sameChannel(o.channel, channel) }); other != "" {
		r.problem(n, "%s is also the channel of partner %s: partner %s needs a channel of its own", channel, other, name)
	}
}

// requireOwnPeople rejects people who are also on our team or with another partner, because nobody may see
// the leads of both.
func (r *reader) requireOwnPeople(n ast.Node, name string, p *Playbook) {
	at := func(i int) ast.Node { return n.(*ast.SequenceNode).Values[i] }
	for i, email := range p.partners[name].people {
		if _, ours := p.people[email]; ours {
			r.problem(at(i), "%s is on your own team, so they can't also be with a partner", email)
		}
		if email != "" && slices.Contains(p.partners[name].people[:i], email) {
			r.problem(at(i), "%s appears twice", email)
		}
		other := p.partnerBefore(name, func(o *partner) bool { return email != "" && slices.Contains(o.people, email) })
		if other != "" {
			r.problem(at(i), "%s is also with partner %s", email, other)
		}
	}
}

// partnerBefore returns the first partner, by name, that comes before the named one and meets the condition;
// empty if there is none.
func (p *Playbook) partnerBefore(name string, is func(*partner) bool) (first string) {
	for other, t := range p.partners {
		if other < name && (first == "" || other < first) && is(t) {
			first = other
		}
	}
	return first
}

// outsideCountries returns the note for a rule whose partner does not sell in the lead's country. It returns
// nil if the rule names no partner, or its partner sells there. An unknown country is outside every list of
// countries.
func (p *Playbook) outsideCountries(u *rule, country string) *lead.RouteNote {
	if u.to.partner == "" {
		return nil
	}
	sellsIn := p.partners[u.to.partner].countries
	if len(sellsIn) == 0 || slices.Contains(sellsIn, country) {
		return nil
	}
	note := lead.NewRouteNote(lead.NoteOutsideCountries, append([]string{u.name, u.to.partner, short(country)}, sellsIn...)...)
	return &note
}

// Partner returns the partner with exactly this name.
func (p *Playbook) Partner(name string) (Partner, bool) {
	t, ok := p.partners[name]
	if !ok {
		return Partner{}, false
	}
	return Partner{
		Name: name, Channel: t.channel, People: slices.Clone(t.people), Countries: slices.Clone(t.countries),
		AcceptWithin: t.acceptWithin.Length(), Hide: slices.Clone(t.hide),
	}, true
}

// HiddenFields lists the fields of a lead, as conditions name them, that must not be shown in the channel
// where the lead is now. A partner's fields are hidden until one of its people has accepted. In our own
// channels nothing is hidden. If the partner is no longer in the playbook, all fields are hidden.
func (p *Playbook) HiddenFields(l *lead.Lead) []string {
	if l.Partner() == "" || l.Owner != lead.NoOne {
		return nil
	}
	if t, ok := p.partners[l.Partner()]; ok {
		return slices.Clone(t.hide)
	}
	return leadFields()
}
