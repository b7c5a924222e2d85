package playbook

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"time"

	"dibs/lead"
	"dibs/worktime"
)

// climber walks one ladder of one lead: it knows when each rung is due.
type climber struct {
	clock   lead.ClockName
	ladder  ladder
	repeat  worktime.Span
	hours   *worktime.Hours
	start   time.Time
	climbed time.Duration
	duty    *duty // whom it reaches while the team is closed; nil: nobody
	onDuty  bool  // they were told already
}

// climbers are those of a lead's running clocks, in their order.
func (p *Playbook) climbers(l *lead.Lead) iter.Seq[climber] {
	return func(yield func(climber) bool) {
		hours, duty := p.Hours(p.TeamOf(l)), p.dutyOf(l)
		for _, name := range allClocks {
			running, ok := l.Clocks[name]
			if !ok {
				continue
			}
			c := climber{
				clock: name, ladder: p.rungs(name, l.Score.Temperature), repeat: p.ladders.repeat,
				hours: hours, start: running.Start, climbed: running.Climbed, onDuty: running.OnDuty,
			}
			if name == lead.ClockAccept && l.Offer != nil && l.Offer.Partner != "" {
				c.ladder = p.partnerLadder(l.Offer.Partner)
			}
			if slices.Contains(onDutyClocks, name) {
				c.duty = duty
			}
			if !yield(c) {
				return
			}
		}
	}
}

// allClocks are the clocks in the order in which what is due at one instant is carried out.
var allClocks = append([]lead.ClockName{lead.ClockWake}, clocks...)

// dueAfter is when a rung is due, or what follows it, counted from start: never while the team is
// closed, also by the wall clock. Only the date of a nurtured lead, which tells nobody, is kept.
func (c *climber) dueAfter(start time.Time, after worktime.Span, g rung) time.Time {
	switch {
	case g.wake:
		return start.Add(after.Length())
	case g.wall:
		return c.hours.NextOpen(start.Add(after.Length()))
	case g.midway != worktime.Span{}:
		return c.hours.NextOpen(c.hours.Add(start, c.hours.Between(start, c.hours.DueAfter(start, g.midway))/2))
	}
	return c.hours.DueAfter(start, after)
}

// window is the time between a rung being due and the one below it, or the start: the rung is due
// when it ends. That is never before one below it, even where hours and days, or business time
// and the wall clock, are mixed so that they would cross. Rungs after the same time are due
// together, since they are climbed together.
func (c *climber) window(i int) (from, due time.Time) {
	from = c.start
	for j, g := range c.ladder {
		if g.after.Length() > c.ladder[i].after.Length() {
			break
		}
		at := c.dueAfter(c.start, g.after, g)
		if at.After(due) {
			due = at
		}
		if j < i && at.After(from) {
			from = at
		}
	}
	return from, due
}

// next is the first rung that is not climbed; one beyond the last when only repeats follow.
func (c *climber) next() int {
	for i, g := range c.ladder {
		if g.after.Length() > c.climbed {
			return i
		}
	}
	return len(c.ladder)
}

// repeatAt is the k-th repeat (from 1) after the last rung, on the clock of that rung.
func (c *climber) repeatAt(k int64) (after time.Duration, at time.Time) {
	last := len(c.ladder) - 1
	beat := worktime.Span{Days: c.repeat.Days * int(k), Rest: c.repeat.Rest * time.Duration(k)}
	_, at = c.window(last)
	return c.ladder[last].after.Length() + beat.Length(), c.dueAfter(at, beat, c.ladder[last])
}

// nextRepeat is the number of the first repeat that is not climbed.
func (c *climber) nextRepeat() int64 {
	beyond := c.climbed - c.ladder[len(c.ladder)-1].after.Length()
	return max(0, int64(beyond/c.repeat.Length())) + 1
}

// deadline is when the clock wants attention next.
func (c *climber) deadline() time.Time {
	next := c.next()
	if next == len(c.ladder) {
		_, at := c.repeatAt(c.nextRepeat())
		return at
	}
	from, due := c.window(next)
	if at, ok := c.whileClosed(from, due); ok {
		return at
	}
	return due
}

// Next is the earliest next rung of all clocks that run on the lead, or the instant at which the
// person on duty is to be told because its team is closed; the zero Deadline when no clock runs.
// It lies in the hours of the lead's team, but for that instant and the date of a nurtured lead. It
// depends on nothing but the lead and the playbook.
func (p *Playbook) Next(l *lead.Lead) lead.Deadline {
	var first lead.Deadline
	if !l.Open() {
		return first
	}
	for c := range p.climbers(l) {
		if at := c.deadline(); first.At.IsZero() || at.Before(first.At) {
			first = lead.Deadline{At: at, Clock: c.clock}
		}
	}
	first.At = first.At.UTC()
	return first
}

// Due lists the rungs that are due at the instant, in the order in which they became due, with
// the people they name as of now, or as of the next opening when it is carried out late and the
// team has closed meanwhile. Nobody appears twice: whoever a step before named already is left
// out of the later one, which stays, because it must be recorded as climbed. Of several missed
// repeats one is left.
//
// A step that is Closed is for who is on duty, at once and whatever their own hours are; it names
// nobody when the bounds of that are over by now.
func (p *Playbook) Due(l *lead.Lead, crew lead.Crew, now time.Time) []lead.Step {
	steps := p.upcoming(l, func(c *climber) []lead.Step { return c.due(now) })
	told := map[lead.PersonID]bool{}
	for i := range steps {
		asOf := now
		if !steps[i].Closed {
			asOf = p.Hours(p.TeamOf(l)).NextOpen(now)
		} else if !p.dutyOf(l).when.Covers(now) {
			continue
		}
		var people []lead.PersonID
		for _, who := range p.recipientsOf(l, crew, steps[i], asOf) {
			if !told[who] {
				told[who] = true
				people = append(people, who)
			}
		}
		steps[i].People = people
	}
	return steps
}

// Ahead lists the next n rungs of the lead with the instants they are due, and what comes while
// the team is closed, each with the people it would name then as far as that is known now:
// absences that end or begin by the lead's deadline are taken into account, later ones are not.
// When all rungs are climbed it is the next repeat.
func (p *Playbook) Ahead(l *lead.Lead, crew lead.Crew, n int) []lead.Step {
	steps := p.upcoming(l, (*climber).ahead)
	steps = steps[:min(max(n, 0), len(steps))]
	if len(steps) == 0 {
		return nil
	}
	asOf := l.Deadline.At
	if asOf.IsZero() {
		asOf = steps[0].At
	}
	for i := range steps {
		steps[i].People = p.recipientsOf(l, crew, steps[i], asOf)
	}
	return steps
}

func (p *Playbook) upcoming(l *lead.Lead, of func(*climber) []lead.Step) []lead.Step {
	if !l.Open() {
		return nil
	}
	var steps []lead.Step
	for c := range p.climbers(l) {
		steps = append(steps, of(&c)...)
	}
	for i := range steps {
		if steps[i].Do == lead.DoWiden {
			steps[i].Teams = p.teamsOf(steps[i].To, l.Route.Team)
		}
	}
	slices.SortStableFunc(steps, func(a, b lead.Step) int { return a.At.Compare(b.At) })
	return steps
}

func (c *climber) due(now time.Time) []lead.Step {
	var steps []lead.Step
	for i := c.next(); i < len(c.ladder); i++ {
		from, due := c.window(i)
		if due.After(now) {
			if at, ok := c.whileClosed(from, due); ok && !at.After(now) {
				steps = append(steps, c.onDutyStep(at))
			}
			return steps
		}
		steps = append(steps, c.step(c.ladder[i], c.ladder[i].after.Length(), due))
	}
	first := c.nextRepeat()
	apart := c.repeat.Rest
	if c.repeat.Days > 0 {
		apart = time.Duration(c.repeat.Days) * 23 * time.Hour // the shortest day there is
	}
	passed := int64(now.Sub(c.start)/apart) + 2 // or fewer
	missed := sort.Search(int(max(0, passed-first+1)), func(i int) bool {
		_, at := c.repeatAt(first + int64(i))
		return at.After(now)
	})
	if missed > 0 {
		steps = append(steps, c.repeatStep(first+int64(missed)-1))
	}
	return steps
}

func (c *climber) ahead() []lead.Step {
	var steps []lead.Step
	for i := c.next(); i < len(c.ladder); i++ {
		from, due := c.window(i)
		if at, ok := c.whileClosed(from, due); ok {
			steps = append(steps, c.onDutyStep(at))
			c.onDuty = true
		}
		steps = append(steps, c.step(c.ladder[i], c.ladder[i].after.Length(), due))
	}
	if len(steps) == 0 {
		steps = append(steps, c.repeatStep(c.nextRepeat()))
	}
	return steps
}

func (c *climber) step(g rung, after time.Duration, at time.Time) lead.Step {
	return lead.Step{Clock: c.clock, After: after, Do: g.do, Tell: g.tell, To: g.to, At: at.UTC(), Wake: g.wake}
}

// repeatStep is the k-th repeat: a reminder to whom the last rung told. Where that did something
// else the manager is told, since nothing else came of it.
func (c *climber) repeatStep(k int64) lead.Step {
	after, at := c.repeatAt(k)
	g := c.ladder[len(c.ladder)-1]
	if g.do != lead.DoRemind && !g.wake {
		g.do, g.to, g.tell = lead.DoRemind, "", cmp.Or(g.tell, "manager")
	}
	s := c.step(g, after, at)
	s.Repeat = true
	return s
}
