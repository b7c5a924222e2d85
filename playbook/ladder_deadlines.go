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

// climber computes when the rungs of one ladder of one lead are due.
type climber struct {
	clock   lead.ClockName
	ladder  ladder
	repeat  worktime.Span
	hours   *worktime.Hours
	start   time.Time
	climbed time.Duration
	duty    *duty // who is pinged while the team is closed; nil: nobody
	onDuty  bool  // that person has been pinged already
}

// climbers returns the climbers of a lead's running clocks, in the order of allClocks.
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

// allClocks lists all clocks in the order in which rungs due at the same time are carried out.
var allClocks = append([]lead.ClockName{lead.ClockWake}, clocks...)

// dueAfter returns when a rung, or a repeat of it, is due, counted from start. The result is never while the
// team is closed, not even on the wall clock. The only exception is the date of a nurtured lead, which
// notifies nobody.
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

// window returns when a rung is due, and from: when the rung below it is due, or the start of the clock. A
// rung is never due before the one below it, even if hours and days, or business time and the wall clock, are
// mixed in a way that would reverse them. Rungs with the same after are due together, since they are climbed
// together.
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

// next returns the index of the first rung that was not climbed yet, or the length of the ladder if only
// repeats are left.
func (c *climber) next() int {
	for i, g := range c.ladder {
		if g.after.Length() > c.climbed {
			return i
		}
	}
	return len(c.ladder)
}

// repeatAt returns the k-th repeat (from 1) after the last rung, counted on the clock of that rung.
func (c *climber) repeatAt(k int64) (after time.Duration, at time.Time) {
	last := len(c.ladder) - 1
	beat := worktime.Span{Days: c.repeat.Days * int(k), Rest: c.repeat.Rest * time.Duration(k)}
	_, at = c.window(last)
	return c.ladder[last].after.Length() + beat.Length(), c.dueAfter(at, beat, c.ladder[last])
}

// nextRepeat returns the number of the first repeat that was not climbed yet.
func (c *climber) nextRepeat() int64 {
	beyond := c.climbed - c.ladder[len(c.ladder)-1].after.Length()
	return max(0, int64(beyond/c.repeat.Length())) + 1
}

// deadline returns when the clock needs attention next.
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

// Next returns the earliest next rung of all clocks running on the lead, or the time at which the person on
// duty is pinged because the team is closed, if that is earlier. It returns the zero Deadline if no clock
// runs. The deadline is within the team's hours, except for that ping and for the date of a nurtured lead. It
// depends only on the lead and the playbook.
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

// Due lists the rungs that are due now, in the order in which they became due. Each names its people as of
// now; if it is carried out late and the team has closed since, as of the next opening. Nobody is named
// twice: a person named by an earlier step is left out of later ones. A step without people stays in the
// list, because it must be recorded as climbed. Of several missed repeats only the last is listed.
//
// A step that is Closed is for the person on duty, at once and regardless of their own hours. It names nobody
// if the time for such pings is over by now.
func (p *Playbook) Due(l *lead.Lead, crew lead.Crew, now time.Time) []lead.Step {
	steps := p.upcoming(l, func(c *climber) []lead.Step { return c.due(now) })
	notified := map[lead.PersonID]bool{}
	for i := range steps {
		asOf := now
		if !steps[i].Closed {
			asOf = p.Hours(p.TeamOf(l)).NextOpen(now)
		} else if !p.dutyOf(l).when.Covers(now) {
			continue
		}
		var people []lead.PersonID
		for _, who := range p.recipientsOf(l, crew, steps[i], asOf) {
			if !notified[who] {
				notified[who] = true
				people = append(people, who)
			}
		}
		steps[i].People = people
	}
	return steps
}

// Ahead lists the lead's next n rungs with the times they are due, including pings while the team is closed.
// Each names the people it would ping, as far as that is known now: it considers absences that start or end
// by the lead's deadline, but not later ones. If all rungs are climbed, it lists the next repeat.
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
		apart = time.Duration(c.repeat.Days) * 23 * time.Hour // the shortest possible day
	}
	passed := int64(now.Sub(c.start)/apart) + 2 // an upper bound
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

// repeatStep returns the k-th repeat: a reminder to the recipient of the last rung. If that rung does
// something else, the manager is reminded, since it evidently had no effect.
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
