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

// digests holds the schedule of the messages that are sent regularly.
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

// SendsBriefings reports whether people get a morning briefing. Without one, reminders of leads that nobody
// has taken are still sent, see NextDigest.
func (p *Playbook) SendsBriefings() bool { return p.digests.reps.Days != nil }

// DigestChannel returns the channel that gets the weekly digest; empty for none.
func (p *Playbook) DigestChannel() string { return p.digests.to }

// NextDigest returns the first time after the given one at which a digest is due: outbox.NotifyBriefing for
// anyone with a role, outbox.NotifyManagerWeek for a manager or admin, or outbox.NotifyChannelWeek, which
// goes to a channel and to no person. ok is false if none is due.
//
// Briefings are sent on working days only: days on which the person's own hours, or their team's, are open at
// all. A manager's week due on another day is sent on the next working day. Both are sent at the playbook's
// time of day in the person's own time zone (see ZoneOf). When the clocks change, an hour that occurs twice
// counts the first time, and an hour that is skipped counts at the time of the skip. In a playbook without
// briefings, people get the reminders of leads that nobody has taken at the day's first opening, or at 9:00
// in a team without hours. The channel's week is sent in the playbook's time zone.
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
