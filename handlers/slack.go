package handlers

import (
	"context"
	"log/slog"
	"time"

	"dibs/bot"
	"dibs/lead"
	"dibs/workflows"
)

// Slack answers what people do in Slack.
type Slack struct {
	engine *workflows.Engine
	client *bot.Client
	now    func() time.Time
	log    *slog.Logger
}

// SlackConfig is what Slack works with.
type SlackConfig struct {
	Engine *workflows.Engine
	Client *bot.Client
	Now    func() time.Time
	Log    *slog.Logger
}

// NewSlack makes the handlers; Routes registers them.
func NewSlack(c SlackConfig) *Slack {
	return &Slack{engine: c.Engine, client: c.Client, now: c.Now, log: c.Log}
}

// Routes registers everything that can arrive from Slack, on one screen: a command, a button,
// a dialog opened, a dialog sent in, an event; and says which errors pass by themselves.
func (s *Slack) Routes(m *bot.Mux) {
	e := s.engine
	m.Away = workflows.Away
	m.Command(bot.Command, s.command)

	m.Action(bot.ActionClaim, s.press(e.Claim))
	m.Action(bot.ActionAccept, s.press(e.Accept))
	m.Action(bot.ActionCalling, s.press(e.Call))
	m.Action(bot.ActionNoAnswer, s.press(e.NoAnswer))
	m.Action(bot.ActionPushOn, s.press(e.PushOn))
	m.Action(bot.ActionUndo, s.press(e.Undo))
	m.Action(bot.ActionReopen, s.press(e.Reopen))

	for action, d := range dialogs {
		m.Action(action, s.open(d))
	}
	m.Action(bot.ActionMore, s.more)
	m.Action(bot.ActionDetails, onLead(s.show))
	m.Action(bot.ActionCopyLink, onLead(s.copyLink))
	m.Action(bot.ActionAmounts, s.amounts)
	m.Action(bot.ActionShowLeads, s.showLeads)
	m.Action(bot.ActionAsk, s.askAgain)
	m.Action(bot.ActionNewLead, s.openNew)
	m.Action(bot.ActionLookUp, s.lookUp)
	m.Action(bot.ActionHomeNext, s.turnHome)
	m.Action(bot.ActionHomeBack, s.turnHome)
	m.Action(bot.ActionAway, s.openAway)
	m.Action(bot.ActionBack, s.backAtHome)
	m.Action(bot.ActionDigests, s.digests)

	m.Submit(bot.CallbackNewLead, s.newLead)
	m.Submit(bot.CallbackAway, s.awayAtHome)
	for callback, do := range map[string]submission{
		bot.CallbackCertify: s.qualify, bot.CallbackQualify: s.qualify, bot.CallbackLogContact: s.logContact,
		bot.CallbackNotAFit: s.notAFit, bot.CallbackToMarketing: s.toMarketing, bot.CallbackHandBack: s.handBack,
		bot.CallbackPass: s.pass, bot.CallbackAssign: s.assign, bot.CallbackSnooze: s.snooze,
		bot.CallbackWon: s.won, bot.CallbackLost: s.lost, bot.CallbackDisqualify: s.disqualify,
		bot.CallbackMerge: s.merge, bot.CallbackKeep: s.keep,
	} {
		m.Submit(callback, s.submit(do))
	}

	m.Shortcut(bot.ShortcutRegister, s.registerMessage)
	m.Shortcut(bot.ShortcutNote, s.saveNote)
	m.Shortcut(bot.ShortcutRefer, s.refer)

	m.Event("app_mention", s.mention)
	m.Event("message", s.message)
	m.Event("app_home_opened", s.home)
	m.Event("user_change", s.person)
	m.Event("team_join", s.person)
}

// act is a use case that needs nothing but the lead and the person.
type act func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error)
