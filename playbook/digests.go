package playbook

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/worktime"
)

// beat reads "08:30" (every day), "mon 09:00" or "mon-fri 16:00".
func (r *reader) beat(n ast.Node, where string) worktime.WeeklyTime {
	b, ok := worktime.ParseWeeklyTime(scalar(n))
	if !ok {
		r.problem(n, "%s must look like \"08:30\" or \"mon 09:00\", not %s", where, kindOf(n))
	}
	return b
}

// digests are what is sent by itself.
type digests struct {
	reps, managers, channel worktime.WeeklyTime
	to                      string
}

func (r *reader) digests(n ast.Node, d *digests) {
	r.table(n, "digests", map[string]field{
		"reps":     func(n ast.Node) { d.reps = r.beat(n, "reps") },
		"managers": func(n ast.Node) { d.managers = r.beat(n, "managers") },
		"channel": func(n ast.Node) {
			r.table(n, "channel", map[string]field{
				"to": func(n ast.Node) { d.to = r.otherChannel(n, "to") },
				"at": func(n ast.Node) { d.channel = r.beat(n, "at") },
			}, "to", "at")
		},
	})
}

// SendsBriefings reports whether the playbook has people told of their day. Without, what is repeated until
// somebody takes a lead still comes, see NextDigest.
func (p *Playbook) SendsBriefings() bool { return p.digests.reps.Days != nil }

// DigestChannel is the channel that is told of the week, empty for none.
func (p *Playbook) DigestChannel() string { return p.digests.to }

// NextDigest is the first instant after another at which a digest is due: lead.NoteDiary of anybody in a
// role, lead.NoteWeek of a manager or an admin, or lead.NoteFriday, which is a channel's and nobody's.
// ok is false when none is.
//
// A diary comes on working days only: those on which the person's own hours or their team's are open
// at all. A week that falls on another day comes on the next working day. Both come at the time of day
// that the playbook says, in the person's own zone (see ZoneOf), on the days on which clocks change
// too: of an hour that comes twice it is the first, and one that is skipped is the instant of the skip.
// A playbook without diaries has the day's first opening instead, and nine for a team without hours:
// that is when people get what is repeated. A channel's week comes in the playbook's zone.
func (p *Playbook) NextDigest(k outbox.NotificationKind, m lead.Member, after time.Time) (at time.Time, ok bool) {
	switch {
	case k == outbox.NotifyChannelWeek && p.digests.to != "":
		return p.digests.channel.Next(p.zone, after)
	case k == outbox.NotifyManagerWeek && p.digests.managers.Days != nil && (m.Role == lead.RoleManager || m.Role == lead.RoleAdmin):
		return p.digests.managers.NextPostponed(p.ZoneOf(m), after, p.workHours(m))
	case k != outbox.NotifyBriefing || m.Role == lead.RoleAnyone || m.Deleted:
		return time.Time{}, false
	case p.SendsBriefings():
		return p.digests.reps.NextWorking(p.ZoneOf(m), after, p.workHours(m))
	}
	if h := p.workHours(m); !h.Always() {
		return h.NextMorning(after)
	}
	return worktime.WeeklyTime{Days: everyDay, At: worktime.Morning}.Next(p.ZoneOf(m), after)
}
