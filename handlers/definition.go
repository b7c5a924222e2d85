package handlers

import (
	"context"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
)

// definition answers what counts as a lead: as the playbook in force has it or, with a lead's
// number, as it stood when that lead was judged.
func (s *Slack) definition(ctx context.Context, r *bot.Request, by lead.PersonID, words string) (bot.Response, error) {
	id, ok := bot.ParseLead(words)
	if !ok {
		return bot.Answer(bot.Definition(s.engine.Playbook())), nil
	}
	if err := s.guard(ctx, by, id); err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	text, err := s.engine.JudgedBy(ctx, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	return bot.Answer(bot.Definition(s.asWritten(text))), nil
}

// asWritten reads a playbook of some time ago for what it says to people. Its secrets are of no
// use here and may be gone, so anything stands for them. One that this version of Dibs no longer
// reads, or that nobody kept, is answered with the one in force, whose version is shown with it.
func (s *Slack) asWritten(text string) *playbook.Playbook {
	pb, err := playbook.Parse("playbook", []byte(text), func(string) string { return "not needed" })
	if err != nil {
		return s.engine.Playbook()
	}
	return pb
}
