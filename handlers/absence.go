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

// away handles /lead away: of oneself, or by a manager of somebody else, until a time or until
// they say so.
func (s *Slack) away(ctx context.Context, by lead.PersonID, words string) (bot.Response, error) {
	now := s.now()
	who, words, no := s.absent(by, words, now)
	if no != nil {
		return bot.Answer(*no), nil
	}
	until, ok := s.until(who, words, now)
	if !ok {
		return bot.Answer(view.NotADate(spoken(words))), nil
	}
	a, err := s.availability.SetAway(ctx, by, who, until, now)
	if err != nil {
		return bot.Response{}, err
	}
	crew, zone := s.dir.Crew(), s.zone(who)
	if who != by {
		return bot.Answer(view.AwayOfAnswer(who, a.Until, a.Backup, a.Leads, a.Onward, crew, zone)), nil
	}
	return bot.Answer(view.AwayAnswer(a.Until, a.Backup, a.Leads, a.Onward, crew, zone)), nil
}

// back handles /lead back.
func (s *Slack) back(ctx context.Context, by lead.PersonID, words string) (bot.Response, error) {
	now := s.now()
	who, rest, no := s.absent(by, words, now)
	if no != nil {
		return bot.Answer(*no), nil
	}
	if _, ahead := s.until(who, rest, now); ahead && rest != "" {
		return bot.Answer(view.BackLater(spoken(words))), nil
	}
	was, err := s.availability.Back(ctx, who, now)
	if err != nil {
		return bot.Response{}, err
	}
	crew := s.dir.Crew()
	if who != by {
		return bot.Answer(view.BackOfAnswer(who, was, crew)), nil
	}
	return bot.Answer(view.BackAnswer(was, crew.Member(who).Role)), nil
}

// absent is whose absence the words are about, and the words that are left. Anybody speaks for
// themselves; no answers who may not speak for somebody else, or names nobody.
func (s *Slack) absent(by lead.PersonID, words string, now time.Time) (who lead.PersonID, rest string, no *bot.Message) {
	name, rest := addressed(words)
	if name == "" {
		return by, rest, nil
	}
	crew := s.dir.Crew()
	who, known := whom(name, crew)
	var answer bot.Message
	switch {
	case who == by && known:
		return by, rest, nil
	case !crew.Actor(by, now).Leads():
		answer = view.OnlyForYourself()
	case !known:
		answer = view.NobodyCalled(spoken(name))
	default:
		return who, rest, nil
	}
	return lead.NoOne, rest, &answer
}

// until reads until when somebody is away, in their own zone; no words are until they say so. A
// day without a time means the first hours of their team that day or after it, so whoever is away
// until Monday is back when Monday's work begins.
func (s *Slack) until(who lead.PersonID, words string, now time.Time) (time.Time, bool) {
	if words == "" {
		return time.Time{}, true
	}
	if verb, _ := firstWord(words); verb == "on" || strings.HasPrefix(verb, "<") {
		return time.Time{}, false // away on Friday would begin then, and not end
	}
	zone := s.zone(who)
	w, rest, ok := dates.Parse(words, now, zone)
	if !ok || rest != "" {
		return time.Time{}, false
	}
	if today, _, _ := dates.Parse("today", now, zone); !w.Timed && w.At.Equal(today.At) {
		w, _, _ = dates.Parse("tomorrow", now, zone) // today has begun, so it is the rest of it
	}
	at := w.At
	if !w.Timed && at.After(now) {
		at = s.dir.Playbook().Hours(s.dir.Crew().Member(who).Team).NextOpen(at)
	}
	return at, at.After(now)
}
