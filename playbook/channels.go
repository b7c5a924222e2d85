package playbook

import (
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

var (
	channelName = regexp.MustCompile(`^#[^\s#,@:.A-Z]{1,80}$`) // Slack's own rule for names
	channelID   = regexp.MustCompile(`^[CG][A-Z0-9]{5,20}$`)
)

// leadChannel reads a channel that leads are posted in.
func (r *reader) leadChannel(n ast.Node) string {
	c := r.channel(n, "channel")
	if !r.hasProblem(n) {
		r.channels = append(r.channels, c)
	}
	return c
}

// otherChannel reads a channel that is only notified. Any channel is allowed, except one that looks like a
// typo of a channel that leads are posted in.
func (r *reader) otherChannel(n ast.Node, where string) string {
	c := r.channel(n, where)
	r.deferred = append(r.deferred, func() {
		if c == "" || channelID.MatchString(c) {
			return
		}
		if home := typoOf(c, r.channels); home != "" {
			r.problem(n, "unknown channel %q: did you mean %q?", short(c), home)
		}
	})
	return c
}

// channel reads a Slack channel: "#leads" or an id.
func (r *reader) channel(n ast.Node, where string) string {
	c := r.text(n, where)
	if c != "" && !channelName.MatchString(c) && !channelID.MatchString(c) {
		r.problem(n, "%s %q is not a channel: use \"#name\" in lower case or the id, such as C024BE91L", where, short(c))
	}
	return c
}

// IsChannel reports whether a recipient in a ladder is a channel, by name or id, and not people.
func IsChannel(tell string) bool { return strings.HasPrefix(tell, "#") || channelID.MatchString(tell) }

// sameChannel compares two channels, ignoring the # before names.
func sameChannel(a, b string) bool {
	return b != "" && strings.TrimPrefix(a, "#") == strings.TrimPrefix(b, "#")
}

// QualifyChannel returns the channel that inquiries are posted in.
func (p *Playbook) QualifyChannel() string { return p.qualifiers.channel }

// MarketingChannel returns the channel that nurtured leads are posted in.
func (p *Playbook) MarketingChannel() string { return p.marketing }

func (r *reader) summary(n ast.Node, p *Playbook) {
	r.table(n, "summary", map[string]field{
		"amounts_in": func(n ast.Node) {
			r.list(n, "amounts_in", func(n ast.Node) { p.amountsIn = append(p.amountsIn, r.otherChannel(n, "channel")) })
		},
	})
}

// AmountsIn reports whether amounts and names may be shown in the channel, which is given as in the playbook:
// "#leads" or an id. Other channels see only counts.
func (p *Playbook) AmountsIn(channel string) bool {
	return slices.ContainsFunc(p.amountsIn, func(c string) bool { return sameChannel(c, channel) })
}

// Channels lists all channels in the playbook in alphabetical order, without duplicates.
func (p *Playbook) Channels() []string {
	cs := p.ourChannels()
	for _, t := range p.partners {
		cs = append(cs, t.channel)
	}
	slices.Sort(cs)
	return slices.DeleteFunc(slices.Compact(cs), func(c string) bool { return c == "" })
}

// ourChannels lists all channels except those of partners. It may contain duplicates and empty strings.
func (p *Playbook) ourChannels() []string {
	cs := append([]string{p.qualifiers.channel, p.marketing, p.digests.to}, p.amountsIn...)
	for _, u := range p.rules {
		cs = append(cs, u.to.channel)
	}
	for _, byTemperature := range p.ladders.of {
		for _, l := range byTemperature {
			for _, g := range l {
				cs = append(cs, g.to)
				if !slices.Contains(roles, g.tell) {
					cs = append(cs, g.tell)
				}
			}
		}
	}
	return cs
}
