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

// answers are all that can be asked, by verb: whichever way a question came, one function answers it.
var answers map[ask.Verb]func(*Slack, context.Context, asked) (bot.Response, error)

func init() { // in a declaration the functions, which answer by this map too, would refer to it in a circle
	answers = map[ask.Verb]func(*Slack, context.Context, asked) (bot.Response, error){
		ask.Help:       (*Slack).help,
		ask.Thanks:     (*Slack).thanks,
		ask.New:        (*Slack).register,
		ask.Mine:       (*Slack).mine,
		ask.Due:        (*Slack).due,
		ask.Next:       (*Slack).next,
		ask.Find:       (*Slack).find,
		ask.Show:       (*Slack).showFound,
		ask.Owner:      (*Slack).owner,
		ask.Known:      (*Slack).known,
		ask.Claim:      (*Slack).claim,
		ask.Do:         (*Slack).carryOut,
		ask.Assign:     (*Slack).assignTo,
		ask.Note:       (*Slack).note,
		ask.Remind:     (*Slack).remind,
		ask.Summary:    (*Slack).summary,
		ask.Report:     (*Slack).report,
		ask.Count:      (*Slack).count,
		ask.List:       (*Slack).list,
		ask.Definition: (*Slack).definition,
		ask.Roster:     (*Slack).roster,
		ask.Away:       func(s *Slack, ctx context.Context, a asked) (bot.Response, error) { return s.away(ctx, a.by, a.Words) },
		ask.Back:       func(s *Slack, ctx context.Context, a asked) (bot.Response, error) { return s.back(ctx, a.by, a.Words) },
	}
}

// naming are the verbs whose answer names leads, which guests of the workspace never see.
var naming = []ask.Verb{
	ask.Mine, ask.Due, ask.Next, ask.Find, ask.Show, ask.Owner, ask.Known, ask.Claim, ask.Do, ask.Assign, ask.Note, ask.Remind, ask.List, ask.Roster,
}

// answer answers a question that was read.
func (s *Slack) answer(ctx context.Context, a asked) (bot.Response, error) {
	if !lead.Reader(a.me).SeesNames() && slices.Contains(naming, a.Verb) {
		return bot.Answer(view.NoGuests()), nil
	}
	if a.Verb != ask.Away && a.Verb != ask.Back { // which tell by the token whom they mean
		a.Words = spoken(a.Words)
	}
	return answers[a.Verb](s, ctx, a)
}

// aloud says something that everybody may know: to all who read along, where it was asked in a
// channel.
func aloud(a asked, m bot.Message) bot.Response {
	if a.open {
		return bot.Answer(m).Publicly()
	}
	return bot.Answer(m)
}

func (s *Slack) help(_ context.Context, a asked) (bot.Response, error) {
	return aloud(a, view.Help(a.call())), nil
}

func (s *Slack) thanks(context.Context, asked) (bot.Response, error) {
	return bot.Answer(view.Welcome()), nil
}

// register opens the dialog that registers a lead, or shows the button that does where a message
// cannot.
func (s *Slack) register(ctx context.Context, a asked) (bot.Response, error) {
	if a.r.TriggerID == "" && a.r.Kind == bot.KindEvent {
		return bot.Answer(view.PressToRegister(a.Words)), nil
	}
	return s.askNew(ctx, a.by, dialog.NewLead{Known: s.understood(a.Words)})
}
