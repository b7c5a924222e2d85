package handlers

import (
	"context"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
)

// definition answers what counts as a lead: in the present playbook or, with a lead's number, in the one that the lead was
// judged by.
func (s *Slack) definition(ctx context.Context, a question) (bot.Response, error) {
	id, ok := lead.ParseID(a.Words)
	if !ok {
		return publicAnswer(a, view.Definition(s.dir.Playbook())), nil
	}
	f, err := s.look(ctx, a.by, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	text, err := s.finder.JudgedBy(ctx, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	pb, ok := parseOldPlaybook(text)
	if !ok {
		return bot.Answer(view.DefinitionInstead(f.Lead, s.dir.Playbook())), nil
	}
	return bot.Answer(view.DefinitionOf(f.Lead, pb)), nil
}

// parseOldPlaybook reads an earlier playbook for what it says to people. Its secrets are not needed and may be gone, so any
// text stands for them. ok is false when the text was not kept, or this version of Dibs can no longer read it.
func parseOldPlaybook(text string) (pb *playbook.Playbook, ok bool) {
	pb, err := playbook.Parse("playbook", []byte(text), func(string) string { return "not needed" })
	return pb, err == nil
}
