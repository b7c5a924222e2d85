package handlers

import (
	"context"
	"strings"
	"time"

	"dibs/ask/dates"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
)

// absences sets people away and back, from what they type and on their home tab.
type absences struct {
	access       *access
	replies      *replies
	dir          *directory.Directory
	availability *workflows.Availability
}

// away handles /lead away. A person sets themselves away, and a manager anybody, until a time or until they are back.
func (a *absences) away(ctx context.Context, q question) (bot.Response, error) {
	req, words := q.req, q.asks.Words
	person, words, refusal := a.personMeant(req, words)
	if refusal != nil {
		return bot.Answer(*refusal), nil
	}
	until, ok := a.awayUntil(person, words, req.now)
	if !ok {
		return bot.Answer(view.NotADate(plainWords(words))), nil
	}
	set, err := a.availability.SetAway(ctx, req.by, person, until, req.now)
	if err != nil {
		return bot.Response{}, err
	}
	crew, zone := a.dir.Crew(), a.access.zone(person)
	if person != req.by {
		return bot.Answer(view.AwayOfAnswer(person, set.Until, set.Backup, set.Leads, set.Onward, crew, zone)), nil
	}
	return bot.Answer(view.AwayAnswer(set.Until, set.Backup, set.Leads, set.Onward, crew, zone)), nil
}

// back handles /lead back.
func (a *absences) back(ctx context.Context, q question) (bot.Response, error) {
	req, words := q.req, q.asks.Words
	person, rest, refusal := a.personMeant(req, words)
	if refusal != nil {
		return bot.Answer(*refusal), nil
	}
	if _, ahead := a.awayUntil(person, rest, req.now); ahead && rest != "" {
		return bot.Answer(view.BackLater(plainWords(words))), nil
	}
	was, err := a.availability.Back(ctx, person, req.now)
	if err != nil {
		return bot.Response{}, err
	}
	crew := a.dir.Crew()
	if person != req.by {
		return bot.Answer(view.BackOfAnswer(person, was, crew)), nil
	}
	return bot.Answer(view.BackAnswer(was, crew.Member(person).Role)), nil
}

// openAwayDialog opens the dialog in which people set themselves away.
func openAwayDialog(context.Context, *bot.Request) (bot.Response, error) {
	return bot.Open(dialog.Away()), nil
}

// submitAway records an absence as /lead away does. The home tab shows the absence while it lasts.
func (a *absences) submitAway(ctx context.Context, req request) (bot.Response, error) {
	words, errs := dialog.ReadAway(req.raw.View, a.access.zone(req.by), req.now)
	if len(errs) > 0 {
		return bot.Errors(errs), nil
	}
	until, ok := a.awayUntil(req.by, words, req.now)
	if !ok {
		return bot.Errors(dialog.AwayAhead()), nil
	}
	if _, err := a.availability.Away(ctx, req.by, until, req.now); err != nil {
		return bot.Response{}, err
	}
	return a.replies.atHome(ctx, req, bot.Clear(), lead.Event{})
}

// pressBack ends an absence as /lead back does.
func (a *absences) pressBack(ctx context.Context, req request) (bot.Response, error) {
	if _, err := a.availability.Back(ctx, req.by, req.now); err != nil {
		return bot.Response{}, err
	}
	return a.replies.atHome(ctx, req, bot.Ack(), lead.Event{})
}

// personMeant is the person whose absence the words are about, and the rest of the words. Without a name it is the
// person who asks. refusal is the answer when they may not speak for the person they named, or when nobody has that
// name.
func (a *absences) personMeant(req request, words string) (person lead.PersonID, rest string, refusal *bot.Message) {
	name, rest := cutPerson(words)
	if name == "" {
		return req.by, rest, nil
	}
	crew := a.dir.Crew()
	person, known := personNamed(name, crew)
	var answer bot.Message
	switch {
	case person == req.by && known:
		return req.by, rest, nil
	case !req.actor(crew).Leads():
		answer = view.OnlyForYourself()
	case !known:
		answer = view.NobodyCalled(plainWords(name))
	default:
		return person, rest, nil
	}
	return lead.NoOne, rest, &answer
}

// awayUntil reads the end of a person's absence, in their own zone. Without words there is no end, and the time is
// zero. A day without a time means the first hours of their team on or after that day: "until Monday" ends when work
// begins on Monday. ok is false for words that are not a time in the future.
func (a *absences) awayUntil(person lead.PersonID, words string, now time.Time) (until time.Time, ok bool) {
	if words == "" {
		return time.Time{}, true
	}
	if verb, _ := firstWord(words); verb == "on" || strings.HasPrefix(verb, "<") {
		return time.Time{}, false // "away on Friday" names when it begins, not when it ends
	}
	zone := a.access.zone(person)
	w, rest, ok := dates.Parse(words, now, zone)
	if !ok || rest != "" {
		return time.Time{}, false
	}
	if today, _, _ := dates.Parse("today", now, zone); !w.Timed && w.At.Equal(today.At) {
		w, _, _ = dates.Parse("tomorrow", now, zone) // today has begun, so it means the rest of today
	}
	at := w.At
	if !w.Timed && at.After(now) {
		at = a.dir.Playbook().Hours(a.dir.Crew().Member(person).Team).NextOpen(at)
	}
	return at, at.After(now)
}
