package handlers

import (
	"context"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/playbook"
)

// definition answers what counts as a lead: in the playbook in force or, with a lead's number, in the one that the lead
// was judged by.
func (l *lookups) definition(ctx context.Context, q question) (bot.Response, error) {
	id, ok := lead.ParseID(q.asks.Words)
	if !ok {
		return publicAnswer(q, view.Definition(l.dir.Playbook())), nil
	}
	f, err := l.access.look(ctx, q.req, id)
	if err != nil {
		return l.replies.refused(ctx, q.req, err)
	}
	text, err := l.finder.JudgedBy(ctx, id)
	if err != nil {
		return l.replies.refused(ctx, q.req, err)
	}
	pb, ok := parseOldPlaybook(text)
	if !ok {
		return bot.Answer(view.DefinitionInstead(f.Lead, l.dir.Playbook())), nil
	}
	return bot.Answer(view.DefinitionOf(f.Lead, pb)), nil
}

// parseOldPlaybook reads an earlier playbook for its texts. Its secrets are not needed and may no longer exist, so any
// text replaces them. ok is false when the text was not kept, or when this version of Dibs can no longer read it.
func parseOldPlaybook(text string) (pb *playbook.Playbook, ok bool) {
	pb, err := playbook.Parse("playbook", []byte(text), func(string) string { return "not needed" })
	return pb, err == nil
}
