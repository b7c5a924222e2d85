package view

import (
	"cmp"
	"fmt"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// Renderer writes about leads for people: it knows everybody's names, the playbook, and whether mentions are wanted.
type Renderer struct {
	Playbook     *playbook.Playbook
	Crew         lead.Crew
	Quiet        bool           // names instead of mentions
	offerFollows bool           // the next line says who is offered the lead now
	ReaderZone   *time.Location // where the reader is, when that is known; the playbook's zone otherwise
}

// name is a person's plain name, escaped; Dibs where nobody acted.
func (p Renderer) Name(id lead.PersonID) string {
	if id == lead.NoOne {
		return "Dibs"
	}
	m := p.Crew.Member(id)
	return cmp.Or(wording.Safe(m.Name, 80), wording.Safe(m.Email, 80), "somebody")
}

// mention names a person so that Slack tells them.
func (p Renderer) mention(id lead.PersonID) string {
	m := p.Crew.Member(id)
	if p.Quiet || !wording.IsSlackID(m.SlackID) || m.Deleted {
		return p.Name(id)
	}
	return "<@" + m.SlackID + ">"
}

// mentions names people, the first ten of them.
func (p Renderer) mentions(ids []lead.PersonID) string {
	const most = 10
	names := make([]string, 0, most+1)
	for i, id := range ids {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(ids)-most))
			break
		}
		names = append(names, p.mention(id))
	}
	return wording.And(names)
}

// channel shows a channel as a link when it is an id, and as it is named otherwise.
func (p Renderer) channel(c string) string {
	if wording.IsSlackID(c) {
		return "<#" + c + ">"
	}
	return wording.Safe(c, 80)
}

// clock is the time of day at the reader's place.
func (p Renderer) clock(t time.Time) string { return p.date(t, "{time}", "15:04") }

// moment is day and time at the reader's place; Slack says today, tomorrow and yesterday by itself.
func (p Renderer) Moment(t time.Time) string {
	return p.date(t, "{date_short_pretty} {time}", "Mon 2 Jan 15:04")
}

// day is the date at the reader's place.
func (p Renderer) day(t time.Time) string { return p.date(t, "{date_short_pretty}", "Mon 2 Jan 2006") }

// after is t as seen from a moment said before: without the day when it is the same one, and to the second when it comes
// so soon that both would read alike.
func (p Renderer) after(before, t time.Time) string {
	if before.IsZero() || before.In(p.zone()).Format(time.DateOnly) != t.In(p.zone()).Format(time.DateOnly) {
		return p.Moment(t)
	}
	if t.Sub(before) < 2*time.Minute {
		return p.date(t, "{time_secs}", "15:04:05")
	}
	return p.clock(t)
}

// within is after, with how long that is: "09:10 (10 min to answer)". How long it is from when it is read only Slack
// could say, and nobody has written down what its {ago} says of what lies ahead.
func (p Renderer) within(from, t time.Time) string {
	long := t.Sub(from)
	if long >= 24*time.Hour {
		return p.after(from, t)
	}
	return p.after(from, t) + " (" + wording.Duration(long) + " to answer)"
}

// date is a token that Slack draws in the reader's zone; who reads it elsewhere sees the playbook's zone, in 24 hours.
func (p Renderer) date(t time.Time, token, fallback string) string {
	return fmt.Sprintf("<!date^%d^%s|%s>", t.Unix(), token, t.In(p.zone()).Format(fallback))
}

func (p Renderer) zone() *time.Location {
	if p.ReaderZone != nil {
		return p.ReaderZone
	}
	if p.Playbook == nil || p.Playbook.Zone() == nil {
		return time.UTC
	}
	return p.Playbook.Zone()
}
