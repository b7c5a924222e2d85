package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// rung is one rung of a ladder.
type rung struct {
	after worktime.Span
	do    lead.RungAction
	tell  string
	to    string
	wall  bool // counted on the wall clock, not in business time
	wake  bool // the date of a nurtured lead has come

	// midway is the time that this rung is due halfway to; zero for other rungs. It is halved in business
	// time, since half a business day is not 12 hours.
	midway worktime.Span
}

// ladder is the rungs of one clock for leads of one temperature, ordered by after.
type ladder []rung

// ladders holds all ladders and their common settings.
type ladders struct {
	of          map[lead.ClockName]map[lead.Temperature]ladder
	repeat      worktime.Span // the interval of repeats after the last rung
	bundle      time.Duration
	maxHandoffs int // 0: no limit
}

// clocks lists the clocks that have ladders, in the order in which rungs due at the same time are carried
// out.
var clocks = []lead.ClockName{
	lead.ClockQualify, lead.ClockClaim, lead.ClockAccept, lead.ClockContact, lead.ClockNext, lead.ClockStale,
}

// fallback is the ladder of a clock that the playbook does not mention. It keeps leads from being forgotten.
var fallback = ladder{{after: worktime.Span{Days: 1}, do: lead.DoRemind, tell: "manager"}}

// wakeLadder is the ladder for the date of a nurtured lead. Its only rung is due at that date and notifies
// nobody. If nothing happens, the lead is judged again at every repeat.
var wakeLadder = ladder{{wall: true, wake: true}}

// acceptWithin is how soon a partner must accept if the playbook does not say.
var acceptWithin = worktime.Span{Days: 1}

// partnerLadder returns the ladder of an offer to a partner. Halfway through the time they have, their people
// are pinged; at the end the lead comes back to us.
func (p *Playbook) partnerLadder(name string) ladder {
	within := acceptWithin
	if t, ok := p.partners[name]; ok && t.acceptWithin.Length() > 0 {
		within = t.acceptWithin
	}
	return ladder{
		{after: worktime.Span{Rest: within.Length() / 2}, midway: within, do: lead.DoRemind, tell: "pool"},
		{after: within, do: lead.DoReassign},
	}
}

// teamsOf returns the teams that the routing sends to a channel. They work there, so their reps can claim
// leads that are widened to it. If there are none, it returns the lead's own team.
func (p *Playbook) teamsOf(channel, own string) []string {
	var teams []string
	for _, u := range p.rules {
		if sameChannel(u.to.channel, channel) && !slices.Contains(teams, u.to.team) {
			teams = append(teams, u.to.team)
		}
	}
	if len(teams) == 0 && own != "" {
		return []string{own}
	}
	return teams
}

// maxRungs limits the work needed to find a deadline.
const maxRungs = 30

func (r *reader) ladders(n ast.Node, ls *ladders) {
	fields := map[string]field{
		"repeat": func(n ast.Node) {
			if ls.repeat = r.businessSpan(n, "repeat"); ls.repeat.Length() < time.Second && !r.hasProblem(n) {
				r.problem(n, "repeat must be at least a second")
			}
		},
		"bundle": func(n ast.Node) {
			if ls.bundle = r.duration(n, "bundle"); ls.bundle > day {
				r.problem(n, "bundle is %s, but can be at most a day", worktime.FormatDuration(ls.bundle))
			}
		},
		"max_handoffs": func(n ast.Node) {
			if scalar(n) == "0" {
				r.problem(n, "max_handoffs is 0: leave it out for no limit, or set how often a lead can change hands before only its manager decides")
				return
			}
			ls.maxHandoffs = r.number(n, "max_handoffs", 1, 1000)
		},
	}
	for _, c := range clocks {
		fields[string(c)] = func(n ast.Node) { ls.of[c] = r.ladderOf(n, c) }
	}
	r.table(n, "ladders", fields)
}

// ladderOf reads the ladders of one clock by temperature. The key any is for temperatures without a ladder of
// their own.
func (r *reader) ladderOf(n ast.Node, c lead.ClockName) map[lead.Temperature]ladder {
	read := map[lead.Temperature]ladder{}
	fields := map[string]field{}
	for _, t := range append(lead.Temperatures(), "any") {
		fields[string(t)] = func(n ast.Node) { read[t] = r.ladder(n, c) }
	}
	r.table(n, string(c), fields)
	all, none := map[lead.Temperature]ladder{}, []string(nil)
	for _, t := range lead.Temperatures() {
		l, ok := read[t]
		if !ok {
			if l, ok = read["any"]; !ok {
				none = append(none, string(t))
			}
		}
		all[t] = l
	}
	if len(none) > 0 && isTable(n) {
		r.problem(n, "%s has no ladder for %s leads: add any for the rest", c, orList(none))
	}
	return all
}

// ladder reads a list of rungs, or {rungs: […], clock: wall}.
func (r *reader) ladder(n ast.Node, c lead.ClockName) ladder {
	var l ladder
	rungs := n
	wall := false
	if r.isRung(n) {
		r.problem(n, "a ladder is a list of rungs: put [ and ] around this one")
		return ladder{{}} // one empty rung, because an empty ladder would be a second problem
	}
	if isTable(n) {
		rungs = nil
		r.table(n, string(c), map[string]field{
			"rungs": func(n ast.Node) { rungs = n },
			"clock": func(n ast.Node) { wall = r.clock(n) },
		}, "rungs")
	}
	if rungs == nil {
		return nil
	}
	r.list(rungs, string(c), func(n ast.Node) {
		g, ok := r.rung(n, c, wall)
		if k := len(l); ok && k > 0 && g.after.Length() < l[k-1].after.Length() {
			r.problem(n, "the rung after %s is listed before the one after %s: put them in order", worktime.FormatDuration(l[k-1].after.Length()), worktime.FormatDuration(g.after.Length()))
		}
		l = append(l, g)
	})
	switch {
	case len(l) == 0:
		r.problem(n, "a ladder in %s has no rungs", c)
	case len(l) > maxRungs:
		r.problem(n, "a ladder can have at most %d rungs", maxRungs)
	}
	return l
}

// rung reads one rung. ok is false if its after is missing or invalid.
func (r *reader) rung(n ast.Node, c lead.ClockName, wall bool) (g rung, ok bool) {
	g.wall = wall
	var tell, to ast.Node
	r.table(n, "a rung", map[string]field{
		"after": func(n ast.Node) { g.after = r.span(n, "after"); ok = !r.hasProblem(n) },
		"do":    func(n ast.Node) { g.do = lead.RungAction(r.word(n, "do", "remind", "widen", "reassign", "release")) },
		"tell":  func(n ast.Node) { tell = n },
		"to":    func(n ast.Node) { to = n },
		"clock": func(n ast.Node) { g.wall = r.clock(n) },
	}, "after", "do")
	switch {
	case g.do == lead.DoRemind:
		g.tell = r.reminderRecipient(n, tell, c)
	case g.do == lead.DoWiden && to == nil:
		r.problem(n, "widen needs to, the channel")
	case g.do == lead.DoWiden:
		g.to = r.otherChannel(to, "to")
	}
	r.onlyWhere(g.do, tell, to)
	if w := wrongLadder(g.do, c); w != "" {
		r.problem(n, "%s", w)
	}
	ends := g.do == lead.DoRelease && c != lead.ClockNext || g.do == lead.DoReassign && c == lead.ClockAccept
	if ok && ends && g.after.Length() == 0 {
		r.problem(n, "%s after 0 would take the lead back from everybody as soon as they get it", g.do)
	}
	// A business day has fewer than 24 hours, so 24 hours or more would not mean what they say.
	if !g.wall && g.after.Rest >= day {
		r.problem(n, "after %s: use days instead, since a business day has fewer than 24 hours", worktime.FormatDuration(g.after.Length()))
	}
	return g, ok
}

// isRung reports whether a node is a single rung instead of a list of rungs.
func (r *reader) isRung(n ast.Node) bool {
	if !isTable(n) {
		return false
	}
	return slices.ContainsFunc(r.entries(n, ""), func(e *ast.MappingValueNode) bool { return keyOf(e) == "do" || keyOf(e) == "after" })
}

// wrongLadder says why a rung has no effect in the ladder of a clock. It is empty if the rung has one.
func wrongLadder(do lead.RungAction, c lead.ClockName) string {
	owned := c == lead.ClockContact || c == lead.ClockNext || c == lead.ClockStale
	waits := c == lead.ClockClaim || c == lead.ClockAccept
	switch {
	case do == lead.DoRelease && !owned:
		return "release only works for leads with an owner, and in the ladder " + string(c) + " they have none"
	case (do == lead.DoReassign || do == lead.DoWiden) && !waits:
		return string(do) + " only works in the ladders claim and accept, while a lead is waiting"
	}
	return ""
}

// reminderRecipient reads who is pinged by a reminder.
func (r *reader) reminderRecipient(rung, tell ast.Node, c lead.ClockName) string {
	if tell == nil {
		r.problem(rung, "remind needs tell: pool, owner, backup, manager, on_duty, marketing or a channel")
		return ""
	}
	who := r.recipient(tell)
	if who == "owner" && (c == lead.ClockQualify || c == lead.ClockClaim) {
		r.problem(tell, "a lead in the ladder %s has no owner: use pool", c)
	}
	return who
}

// onlyWhere rejects keys that have no effect: to is only for widen, and tell only for remind.
func (r *reader) onlyWhere(do lead.RungAction, tell, to ast.Node) {
	switch {
	case do == "":
	case do != lead.DoWiden && to != nil:
		r.problem(to, "only widen takes to, a channel")
	case do != lead.DoRemind && tell != nil:
		r.problem(tell, "only remind takes tell: add a rung with the same after that reminds them")
	}
}

// roles lists the recipients that a rung can name, besides channels.
var roles = []string{"pool", "owner", "backup", "manager", "on_duty", "marketing"}

func (r *reader) recipient(n ast.Node) string {
	if IsChannel(scalar(n)) {
		return r.otherChannel(n, "tell")
	}
	if who := scalar(n); isText(n) && isEmail(who) {
		r.problem(n, "tell must be %s or a channel, not a person: %q", strings.Join(roles, ", "), short(who))
		return ""
	}
	return r.word(n, "tell", roles...)
}

func (r *reader) clock(n ast.Node) (wall bool) {
	return r.word(n, "clock", "business", "wall") == "wall"
}

// rungs returns the ladder of a clock. A lead that was never scored counts as cold.
func (p *Playbook) rungs(c lead.ClockName, t lead.Temperature) ladder {
	if c == lead.ClockWake {
		return wakeLadder
	}
	of := p.ladders.of[c]
	if l, ok := of[t]; ok {
		return l
	}
	if l, ok := of[lead.Cold]; ok {
		return l
	}
	return fallback
}

// MaxHandoffs returns how often a lead can change hands before only its manager decides; 0 means no limit.
func (p *Playbook) MaxHandoffs() int { return p.ladders.maxHandoffs }

// Bundle returns the time within which notifications for one person or channel become one message.
func (p *Playbook) Bundle() time.Duration { return p.ladders.bundle }
