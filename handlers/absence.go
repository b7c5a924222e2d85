package handlers

import (
	"context"
	"strings"
	"time"

	"dibs/ask/dates"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
)

// away handles /lead away: a person sets themselves away, or a manager somebody else, until a time or until they are
// back.
func (s *Slack) away(ctx context.Context, by lead.PersonID, words string) (bot.Response, error) {
	now := s.now()
	person, words, refusal := s.absenceOf(by, words, now)
	if refusal != nil {
		return bot.Answer(*refusal), nil
	}
	until, ok := s.awayUntil(person, words, now)
	if !ok {
		return bot.Answer(view.NotADate(plainWords(words))), nil
	}
	a, err := s.availability.SetAway(ctx, by, person, until, now)
	if err != nil {
		return bot.Response{}, err
	}
	crew, zone := s.dir.Crew(), s.zone(person)
	if person != by {
		return bot.Answer(view.AwayOfAnswer(person, a.Until, a.Backup, a.Leads, a.Onward, crew, zone)), nil
	}
	return bot.Answer(view.AwayAnswer(a.Until, a.Backup, a.Leads, a.Onward, crew, zone)), nil
}

// back handles /lead back.
func (s *Slack) back(ctx context.Context, by lead.PersonID, words string) (bot.Response, error) {
	now := s.now()
	person, rest, refusal := s.absenceOf(by, words, now)
	if refusal != nil {
		return bot.Answer(*refusal), nil
	}
	if _, ahead := s.awayUntil(person, rest, now); ahead && rest != "" {
		return bot.Answer(view.BackLater(plainWords(words))), nil
	}
	was, err := s.availability.Back(ctx, person, now)
	if err != nil {
		return bot.Response{}, err
	}
	crew := s.dir.Crew()
	if person != by {
		return bot.Answer(view.BackOfAnswer(person, was, crew)), nil
	}
	return bot.Answer(view.BackAnswer(was, crew.Member(person).Role)), nil
}

// absenceOf is the person whose absence the words are about, and the rest of the words. Everybody may speak for
// themselves. refusal is the answer to a person who may not speak for the person named, or whose words name nobody.
func (s *Slack) absenceOf(by lead.PersonID, words string, now time.Time) (person lead.PersonID, rest string, refusal *bot.Message) {
	name, rest := cutPerson(words)
	if name == "" {
		return by, rest, nil
	}
	crew := s.dir.Crew()
	person, known := personNamed(name, crew)
	var answer bot.Message
	switch {
	case person == by && known:
		return by, rest, nil
	case !crew.Actor(by, now).Leads():
		answer = view.OnlyForYourself()
	case !known:
		answer = view.NobodyCalled(plainWords(name))
	default:
		return person, rest, nil
	}
	return lead.NoOne, rest, &answer
}

// awayUntil reads until when somebody is away, in their own zone; no words mean until they are back, and give a zero
// time. A day without a time means the first hours of their team on or after that day: a person away until Monday is back
// when work begins on Monday. ok is false for words that are no time in the future.
func (s *Slack) awayUntil(person lead.PersonID, words string, now time.Time) (time.Time, bool) {
	if words == "" {
		return time.Time{}, true
	}
	if verb, _ := firstWord(words); verb == "on" || strings.HasPrefix(verb, "<") {
		return time.Time{}, false // away on Friday would begin then, and not end
	}
	zone := s.zone(person)
	w, rest, ok := dates.Parse(words, now, zone)
	if !ok || rest != "" {
		return time.Time{}, false
	}
	if today, _, _ := dates.Parse("today", now, zone); !w.Timed && w.At.Equal(today.At) {
		w, _, _ = dates.Parse("tomorrow", now, zone) // today has begun, so it is the rest of it
	}
	at := w.At
	if !w.Timed && at.After(now) {
		at = s.dir.Playbook().Hours(s.dir.Crew().Member(person).Team).NextOpen(at)
	}
	return at, at.After(now)
}
