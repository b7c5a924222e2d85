package playbook

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// Description is the content of a playbook as data, for printing and for views. Conditions are in plain
// words, see PlainWords. It shares no memory with the playbook.
type Description struct {
	People   []NamedPerson // by role, then team, then email
	Teams    []NamedTeam
	Partners []Partner

	Requires   []string // fields
	SalesReady string   // a condition; empty: every lead with the required fields
	Potential  []PointsRule
	Engagement []PointsRule
	Hot, Warm  string // conditions; empty without scoring
	Routing    []RoutingRule
	Qualify    string // the condition for the qualifiers; empty: every lead that is not sales-ready
	Qualifiers string // their team

	Repeat        time.Duration // days are business days
	WakeAfter     time.Duration // when nurtured leads without a date come back
	WakeWhen      string        // the condition that wakes them earlier; empty: none
	Touches       int           // limit of contact pressure: at most this many touches, 0 for no limit,
	TouchesPer    time.Duration // in this period
	KnownCompany  string        // offer_owner or route; empty: route
	GiveUp        map[lead.Temperature]GiveUpAction
	GiveUpReason  map[lead.Temperature]string          // the reason given with GiveUp
	AttemptWaits  map[lead.Temperature][]time.Duration // the wait before each attempt; days are business days
	HeldCampaigns []Campaign                           // by name
}

// NamedPerson is a person or Slack user group in the playbook.
type NamedPerson struct {
	Who      string // email, or "@handle"
	Role     lead.Role
	Team     string
	Backup   string          // email
	Hours    *worktime.Hours // their own; nil: the team's
	Capacity int             // 0: no limit
	Weight   int
}

// NamedTeam is a team. Open is the name of its hours; empty if it is always open.
type NamedTeam struct {
	Name, Manager, OnDuty, Open string
	Hours                       *worktime.Hours
}

// PointsRule gives points for what a lead is or did.
type PointsRule struct {
	When     string // a condition, or an engagement
	Points   int
	Because  string
	HalfLife time.Duration // of an engagement; 0: the points never fade
}

// RoutingRule sends leads somewhere. An empty When matches every lead.
type RoutingRule struct {
	Name, When, Channel, Team, Partner, Assign string
	SalesChannel                               lead.SalesChannel
}

// Rung is one rung of a ladder.
type Rung struct {
	After time.Duration // days are business days, unless Wall
	Do    lead.RungAction
	Tell  string // pool, owner, backup, manager, on_duty, marketing or a channel
	To    string // the channel of a widen
	Wall  bool   // counted on the wall clock, not in business time
}

// Clocks lists the clocks that have ladders, in the order in which a lead meets them.
func Clocks() []lead.ClockName { return slices.Clone(clocks) }

// LadderFor returns the ladder of a clock for leads of a temperature.
func (p *Playbook) LadderFor(c lead.ClockName, t lead.Temperature) []Rung {
	var rs []Rung
	for _, g := range p.rungs(c, t) {
		rs = append(rs, Rung{After: g.after.Length(), Do: g.do, Tell: g.tell, To: g.to, Wall: g.wall})
	}
	return rs
}

// Describe returns the content of the playbook.
func (p *Playbook) Describe() Description {
	o := Description{
		People: p.namedPeople(), Teams: p.namedTeams(),
		Requires: slices.Clone(p.definition.requires), SalesReady: p.definition.salesReady.plainWords(),
		Hot: p.scoring.hot.plainWords(), Warm: p.scoring.warm.plainWords(),
		Qualify: p.qualifiers.when.plainWords(), Qualifiers: p.qualifiers.team,
		Repeat: p.ladders.repeat.Length(), WakeAfter: p.nurture.wakeAfter, WakeWhen: p.nurture.wakeWhen.plainWords(),
		Touches: p.nurture.touches, TouchesPer: p.nurture.per, KnownCompany: p.known,
		GiveUp: map[lead.Temperature]GiveUpAction{}, GiveUpReason: map[lead.Temperature]string{}, AttemptWaits: map[lead.Temperature][]time.Duration{},
	}
	for _, t := range p.scoring.potential {
		o.Potential = append(o.Potential, PointsRule{When: t.when.plainWords(), Points: t.points, Because: t.because})
	}
	for _, e := range p.scoring.engagement {
		o.Engagement = append(o.Engagement, PointsRule{When: e.event, Points: e.points, Because: e.because, HalfLife: e.halfLife})
	}
	for _, u := range p.rules {
		o.Routing = append(o.Routing, RoutingRule{
			Name: u.name, When: u.when.plainWords(), Channel: u.to.channel, Team: u.to.team, Partner: u.to.partner,
			Assign: u.to.assign, SalesChannel: u.to.salesChannel,
		})
	}
	for _, t := range lead.Temperatures() {
		c := p.cadence(t)
		o.GiveUp[t], o.GiveUpReason[t] = c.then, c.reason
		for _, w := range c.waits {
			o.AttemptWaits[t] = append(o.AttemptWaits[t], w.Length())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.partners)) {
		partner, _ := p.Partner(name)
		o.Partners = append(o.Partners, partner)
	}
	for _, name := range p.Campaigns() {
		if c, _ := p.Campaign(name); !c.HoldUntil.IsZero() {
			o.HeldCampaigns = append(o.HeldCampaigns, c)
		}
	}
	return o
}

// byRole is the order in which people are listed.
var byRole = []lead.Role{lead.RoleRep, lead.RoleQualifier, lead.RoleManager, lead.RoleMarketing, lead.RoleAdmin}

func (p *Playbook) namedPeople() []NamedPerson {
	var ps []NamedPerson
	for who, m := range p.people {
		ps = append(ps, NamedPerson{
			Who: who, Role: m.role, Team: m.team, Backup: m.backup, Hours: m.hours, Capacity: m.capacity, Weight: m.weight,
		})
	}
	slices.SortFunc(ps, func(a, b NamedPerson) int {
		return cmp.Or(slices.Index(byRole, a.Role)-slices.Index(byRole, b.Role), strings.Compare(a.Team, b.Team), strings.Compare(a.Who, b.Who))
	})
	return ps
}

func (p *Playbook) namedTeams() []NamedTeam {
	var ts []NamedTeam
	for _, name := range slices.Sorted(maps.Keys(p.teams)) {
		t := NamedTeam{Name: name, Manager: p.Manager(name), OnDuty: p.OnDuty(name), Hours: p.Hours(name)}
		for open, h := range p.hours {
			if h == t.Hours {
				t.Open = open
			}
		}
		ts = append(ts, t)
	}
	return ts
}
