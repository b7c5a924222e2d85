package handlers

import (
	"context"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
)

// answerFunc answers a question.
type answerFunc func(ctx context.Context, q question) (bot.Response, error)

// answersByVerb are the functions that answer questions. The verb alone decides, however the question was asked.
func answersByVerb(l *lookups, t *typedActions, r *reports, n *newLeads, a *absences) map[ask.Verb]answerFunc {
	return map[ask.Verb]answerFunc{
		ask.Help:   help,
		ask.Thanks: thanks,

		ask.Mine:       l.mine,
		ask.Due:        l.due,
		ask.Next:       l.next,
		ask.Find:       l.find,
		ask.Show:       l.show,
		ask.Owner:      l.owner,
		ask.Known:      l.known,
		ask.Definition: l.definition,
		ask.Roster:     l.roster,

		ask.New:     n.ask,
		ask.Claim:   t.claim,
		ask.Perform: t.perform,
		ask.Assign:  t.assign,
		ask.Note:    t.comment,
		ask.Remind:  t.remind,

		ask.Summary: r.overview,
		ask.Report:  r.overview,
		ask.Count:   r.count,
		ask.List:    r.list,

		ask.Away: a.away,
		ask.Back: a.back,
	}
}

// leadVerbs are the verbs whose answer names leads. Guests of the workspace never see one.
var leadVerbs = []ask.Verb{
	ask.Mine, ask.Due, ask.Next, ask.Find, ask.Show, ask.Owner, ask.Known, ask.Claim, ask.Perform, ask.Assign, ask.Note, ask.Remind, ask.List, ask.Roster,
}

// publicAnswer is an answer that everybody may see. It is public if the question was asked publicly.
func publicAnswer(q question, m bot.Message) bot.Response {
	if q.public {
		return bot.Answer(m).Publicly()
	}
	return bot.Answer(m)
}

// help lists what can be asked.
func help(_ context.Context, q question) (bot.Response, error) {
	return publicAnswer(q, view.Help(q.prefix())), nil
}

// thanks answers a thank-you.
func thanks(context.Context, question) (bot.Response, error) {
	return bot.Answer(view.Welcome()), nil
}
