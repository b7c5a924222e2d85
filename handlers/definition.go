package handlers

import (
	"context"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
)

// definition answers what counts as a lead: as the playbook in force has it or, with a lead's
// number, as it stood when that lead was judged.
func (s *Slack) definition(ctx context.Context, a asked) (bot.Response, error) {
	id, ok := lead.ParseID(a.Words)
	if !ok {
		return aloud(a, view.Definition(s.dir.Playbook())), nil
	}
	f, err := s.look(ctx, a.by, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	text, err := s.finder.JudgedBy(ctx, id)
	if err != nil {
		return s.refuse(ctx, a.r, a.by, err, a.now)
	}
	pb, ok := asWritten(text)
	if !ok {
		return bot.Answer(view.DefinitionInstead(f.Lead, s.dir.Playbook())), nil
	}
	return bot.Answer(view.DefinitionOf(f.Lead, pb)), nil
}

// asWritten reads a playbook of some time ago for what it says to people. Its secrets are of no
// use here and may be gone, so anything stands for them. It is not ok when nobody kept the text, or
// this version of Dibs does not read it any more.
func asWritten(text string) (pb *playbook.Playbook, ok bool) {
	pb, err := playbook.Parse("playbook", []byte(text), func(string) string { return "not needed" })
	return pb, err == nil
}
