package view

import (
	"cmp"
	"fmt"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Renderer words what all messages about leads need: names, mentions, channels and times. It knows the playbook and
// everyone's names.
type Renderer struct {
	Playbook   *playbook.Playbook
	Crew       lead.Crew
	Quiet      bool           // names people instead of mentioning them
	ReaderZone *time.Location // the reader's zone, if it is known; nil means the playbook's zone
}

// Name is a person's plain name, escaped. It is "Dibs" for NoOne.
func (r Renderer) Name(id lead.PersonID) string {
	if id == lead.NoOne {
		return "Dibs"
	}
	m := r.Crew.Member(id)
	return cmp.Or(wording.Safe(m.Name, 80), wording.Safe(m.Email, 80), "somebody")
}

// mention names a person so that Slack notifies them. A quiet renderer writes the plain name.
func (r Renderer) mention(id lead.PersonID) string {
	m := r.Crew.Member(id)
	if r.Quiet || !wording.IsSlackID(m.SlackID) || m.Deleted {
		return r.Name(id)
	}
	return "<@" + m.SlackID + ">"
}

// mentions mentions the first ten of several people, and counts the rest.
func (r Renderer) mentions(ids []lead.PersonID) string {
	const most = 10
	names := make([]string, 0, most+1)
	for i, id := range ids {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(ids)-most))
			break
		}
		names = append(names, r.mention(id))
	}
	return wording.And(names)
}

// channel links to a channel that is given by its id. Otherwise it is the channel's name.
func (r Renderer) channel(c string) string {
	if wording.IsSlackID(c) {
		return "<#" + c + ">"
	}
	return wording.Safe(c, 80)
}

// clock is the time of day in the reader's zone.
func (r Renderer) clock(t time.Time) string { return r.date(t, "{time}", "15:04") }

// Moment is the day and the time in the reader's zone. Slack replaces near days by today, tomorrow and yesterday.
func (r Renderer) Moment(t time.Time) string {
	return r.date(t, "{date_short_pretty} {time}", "Mon 2 Jan 15:04")
}

// day is the date in the reader's zone.
func (r Renderer) day(t time.Time) string { return r.date(t, "{date_short_pretty}", "Mon 2 Jan 2006") }

// after is the time t in a text that already shows the time before. It leaves out the day if it is the same, and
// shows the seconds if the two times would otherwise look alike.
func (r Renderer) after(before, t time.Time) string {
	if !r.sameDay(before, t) {
		return r.Moment(t)
	}
	if t.Sub(before) < 2*time.Minute {
		return r.date(t, "{time_secs}", "15:04:05")
	}
	return r.clock(t)
}

// at is after with its preposition: "at 09:10" on the same day, "tomorrow 09:10" on another.
func (r Renderer) at(before, t time.Time) string {
	if r.sameDay(before, t) {
		return "at " + r.after(before, t)
	}
	return r.Moment(t)
}

func (r Renderer) sameDay(a, b time.Time) bool {
	return !a.IsZero() && a.In(r.zone()).Format(time.DateOnly) == b.In(r.zone()).Format(time.DateOnly)
}

// within is after with the time there is to respond: "09:10 (10 min to respond)". A countdown is not possible: the
// text would have to change by itself, and Slack does not document what its {ago} token shows for times in the
// future.
func (r Renderer) within(from, t time.Time) string {
	long := t.Sub(from)
	if long >= 24*time.Hour {
		return r.after(from, t)
	}
	return r.after(from, t) + " (" + wording.Duration(long) + " to respond)"
}

// date is a token that Slack draws in the reader's zone. Where Slack cannot, the fallback shows the time in the
// renderer's zone, in 24 hours.
func (r Renderer) date(t time.Time, token, fallback string) string {
	return fmt.Sprintf("<!date^%d^%s|%s>", t.Unix(), token, t.In(r.zone()).Format(fallback))
}

func (r Renderer) zone() *time.Location {
	if r.ReaderZone != nil {
		return r.ReaderZone
	}
	if r.Playbook == nil || r.Playbook.Zone() == nil {
		return time.UTC
	}
	return r.Playbook.Zone()
}
