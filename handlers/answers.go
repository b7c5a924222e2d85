package handlers

import (
	"context"
	"slices"

	"dibs/ask"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
)

// answerFunc answers a question.
type answerFunc func(ctx context.Context, a question) (bot.Response, error)

// answersByVerb are the functions that answer questions. However a question was asked, its verb alone decides which one
// answers it.
func (s *Slack) answersByVerb() map[ask.Verb]answerFunc {
	return map[ask.Verb]answerFunc{
		ask.Help:       s.help,
		ask.Thanks:     s.thanks,
		ask.New:        s.register,
		ask.Mine:       s.mine,
		ask.Due:        s.due,
		ask.Next:       s.next,
		ask.Find:       s.find,
		ask.Show:       s.showAsked,
		ask.Owner:      s.owner,
		ask.Known:      s.knownLeads,
		ask.Claim:      s.claim,
		ask.Perform:    s.answerAction,
		ask.Assign:     s.assignTo,
		ask.Note:       s.comment,
		ask.Remind:     s.remind,
		ask.Summary:    s.summary,
		ask.Report:     s.report,
		ask.Count:      s.count,
		ask.List:       s.list,
		ask.Definition: s.definition,
		ask.Roster:     s.roster,
		ask.Away: func(ctx context.Context, a question) (bot.Response, error) {
			return s.away(ctx, a.by, a.Words)
		},
		ask.Back: func(ctx context.Context, a question) (bot.Response, error) {
			return s.back(ctx, a.by, a.Words)
		},
	}
}

// leadVerbs are the verbs whose answer names leads. Guests of the workspace never see one.
var leadVerbs = []ask.Verb{
	ask.Mine, ask.Due, ask.Next, ask.Find, ask.Show, ask.Owner, ask.Known, ask.Claim, ask.Perform, ask.Assign, ask.Note, ask.Remind, ask.List, ask.Roster,
}

// answerQuestion answers a question that was read.
func (s *Slack) answerQuestion(ctx context.Context, a question) (bot.Response, error) {
	if !lead.Reader(a.me).SeesNames() && slices.Contains(leadVerbs, a.Verb) {
		return bot.Answer(view.NoGuests()), nil
	}
	if a.Verb != ask.Away && a.Verb != ask.Back { // these need the mention to know the person
		a.Words = plainWords(a.Words)
	}
	return s.answers[a.Verb](ctx, a)
}

// publicAnswer is an answer that everybody may see. It is public if the question was asked publicly.
func publicAnswer(a question, m bot.Message) bot.Response {
	if a.open {
		return bot.Answer(m).Publicly()
	}
	return bot.Answer(m)
}

// help lists what can be asked.
func (s *Slack) help(_ context.Context, a question) (bot.Response, error) {
	return publicAnswer(a, view.Help(a.prefix())), nil
}

// thanks answers a thank-you.
func (s *Slack) thanks(context.Context, question) (bot.Response, error) {
	return bot.Answer(view.Welcome()), nil
}

// register opens the dialog that registers a lead. A message cannot open dialogs, so it is answered with a button that
// does.
func (s *Slack) register(ctx context.Context, a question) (bot.Response, error) {
	if a.r.TriggerID == "" && a.r.Kind == bot.KindEvent {
		return bot.Answer(view.PressToRegister(a.Words)), nil
	}
	return s.openNewLeadDialog(ctx, a.by, dialog.NewLead{Known: s.inquiryFrom(a.Words)})
}
