package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// pen writes about leads for people: it knows everybody's names, the playbook, and whether mentions are wanted.
type pen struct {
	pb      *playbook.Playbook
	crew    lead.Crew
	quiet   bool           // names instead of mentions
	settled bool           // the next line says who is offered the lead now
	at      *time.Location // where the reader is, when that is known; the playbook's zone otherwise
}

// name is a person's plain name, escaped; Dibs where nobody acted.
func (p pen) name(id lead.PersonID) string {
	if id == lead.NoOne {
		return "Dibs"
	}
	m := p.crew.Member(id)
	return firstOf(safe(m.Name, 80), safe(m.Email, 80), "somebody")
}

// mention names a person so that Slack tells them.
func (p pen) mention(id lead.PersonID) string {
	m := p.crew.Member(id)
	if p.quiet || !slackID(m.SlackID) || m.Deleted {
		return p.name(id)
	}
	return "<@" + m.SlackID + ">"
}

// slackID guards what is put between < and >.
func slackID(id string) bool {
	return id != "" && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// mentions names people, the first ten of them.
func (p pen) mentions(ids []lead.PersonID) string {
	const most = 10
	names := make([]string, 0, most+1)
	for i, id := range ids {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(ids)-most))
			break
		}
		names = append(names, p.mention(id))
	}
	return list(names)
}

// channel shows a channel as a link when it is an id, and as it is named otherwise.
func (p pen) channel(c string) string {
	if slackID(c) {
		return "<#" + c + ">"
	}
	return safe(c, 80)
}

// clock is the time of day at the reader's place.
func (p pen) clock(t time.Time) string { return p.date(t, "{time}", "15:04") }

// moment is day and time at the reader's place; Slack says today, tomorrow and yesterday by itself.
func (p pen) moment(t time.Time) string {
	return p.date(t, "{date_short_pretty} {time}", "Mon 2 Jan 15:04")
}

// day is the date at the reader's place.
func (p pen) day(t time.Time) string { return p.date(t, "{date_short_pretty}", "Mon 2 Jan 2006") }

// after is t as seen from a moment said before: without the day when it is the same one, and to the second when it comes
// so soon that both would read alike.
func (p pen) after(before, t time.Time) string {
	if before.IsZero() || before.In(p.zone()).Format(time.DateOnly) != t.In(p.zone()).Format(time.DateOnly) {
		return p.moment(t)
	}
	if t.Sub(before) < 2*time.Minute {
		return p.date(t, "{time_secs}", "15:04:05")
	}
	return p.clock(t)
}

// within is after, with how long that is: "09:10 (10 min to answer)". How long it is from when it is read only Slack
// could say, and nobody has written down what its {ago} says of what lies ahead.
func (p pen) within(from, t time.Time) string {
	long := t.Sub(from)
	if long >= 24*time.Hour {
		return p.after(from, t)
	}
	return p.after(from, t) + " (" + span(long) + " to answer)"
}

// date is a token that Slack draws in the reader's zone; who reads it elsewhere sees the playbook's zone, in 24 hours.
func (p pen) date(t time.Time, token, fallback string) string {
	return fmt.Sprintf("<!date^%d^%s|%s>", t.Unix(), token, t.In(p.zone()).Format(fallback))
}

func (p pen) zone() *time.Location {
	if p.at != nil {
		return p.at
	}
	if p.pb == nil || p.pb.Zone() == nil {
		return time.UTC
	}
	return p.pb.Zone()
}

// list joins words as people do: "a, b and c".
func list(words []string) string { return enumerated(words, "and") }

// oneOf joins words of which one is enough: "a, b or c".
func oneOf(words []string) string { return enumerated(words, "or") }

func enumerated(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// dots joins the parts that are there.
func dots(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// counted is a number with its noun, "1 lead", "12 leads".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return group(strconv.Itoa(n)) + " " + noun + "s"
}

// group puts commas between thousands.
func group(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// span says how long something took, as exactly as a person cares.
func span(d time.Duration) string {
	switch {
	case d < 0:
		return span(0)
	case d < 10*time.Second:
		return strconv.FormatFloat(d.Truncate(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 24*time.Hour:
		if m := d % time.Hour / time.Minute; m != 0 && d < 10*time.Hour {
			return fmt.Sprintf("%d h %d min", d/time.Hour, m)
		}
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return counted(int((d+12*time.Hour)/(24*time.Hour)), "day")
}

// who names the lead as people talk of it: "Nadia Rahman, Brandt Logistik GmbH".
func who(l *lead.Lead) string { return safe(rawWho(l), 160) }

func rawWho(l *lead.Lead) string {
	name := person(l)
	if c := oneLine(l.Company.Name); c != "" && c != name {
		return clip(name, 80) + ", " + clip(c, 80)
	}
	return clip(name, 80)
}

// company names the lead in short: by its company, and without one by the person.
func company(l *lead.Lead) string {
	if c := oneLine(l.Company.Name); c != "" {
		return safe(c, 80)
	}
	return safe(person(l), 80)
}

// person is the inquirer's name or what comes nearest; neither escaped nor cut.
func person(l *lead.Lead) string {
	name, _, _ := strings.Cut(l.Contact.Email, "@")
	for _, s := range []string{l.Contact.Name, l.Company.Name, name} {
		if s = oneLine(s); s != "" {
			return s
		}
	}
	return "Unknown"
}
