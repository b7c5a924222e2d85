package handlers

import (
	"context"
	"log/slog"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/bot/view/figures"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	reports "dibs/workflows/figures"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
)

// Slack answers what people do in Slack.
type Slack struct {
	engine       *workflows.Engine
	availability *workflows.Availability
	dir          *directory.Directory
	finder       *lookup.Finder
	reporter     *reports.Reporter
	publisher    *publish.Publisher
	client       *bot.Client
	now          func() time.Time
	log          *slog.Logger
}

// SlackConfig is what Slack works with.
type SlackConfig struct {
	Engine       *workflows.Engine
	Availability *workflows.Availability
	Directory    *directory.Directory
	Finder       *lookup.Finder
	Figures      *reports.Reporter
	Publisher    *publish.Publisher
	Client       *bot.Client
	Now          func() time.Time
	Log          *slog.Logger
}

// NewSlack makes the handlers; Routes registers them.
func NewSlack(c SlackConfig) *Slack {
	return &Slack{
		engine: c.Engine, availability: c.Availability, dir: c.Directory, finder: c.Finder, reporter: c.Figures, publisher: c.Publisher,
		client: c.Client, now: c.Now, log: c.Log,
	}
}

// Routes registers everything that can arrive from Slack, on one screen: a command, a button,
// a dialog opened, a dialog sent in, an event; and says which errors pass by themselves.
func (s *Slack) Routes(m *bot.Mux) {
	e := s.engine
	m.Unavailable = workflows.Unavailable
	m.Command(bot.Command, s.command)

	m.Action(view.ActionClaim, s.press(e.Claim))
	m.Action(view.ActionAccept, s.press(e.Accept))
	m.Action(view.ActionCalling, s.press(e.Call))
	m.Action(view.ActionNoAnswer, s.press(e.NoAnswer))
	m.Action(view.ActionPushOn, s.press(e.BringBack))
	m.Action(view.ActionUndo, s.press(e.Undo))
	m.Action(view.ActionReopen, s.press(e.Reopen))

	for action, d := range dialogs {
		m.Action(action, s.open(d))
	}
	m.Action(view.ActionMore, s.more)
	m.Action(view.ActionDetails, onLead(s.show))
	m.Action(view.ActionCopyLink, onLead(s.copyLink))
	m.Action(view.ActionAmounts, s.amounts)
	m.Action(figures.ActionShowLeads, s.showLeads)
	m.Action(view.ActionAsk, s.askAgain)
	m.Action(view.ActionNewLead, s.openNew)
	m.Action(dialog.ActionLookUp, s.lookUp)
	m.Action(view.ActionHomeNext, s.turnHome)
	m.Action(view.ActionHomeBack, s.turnHome)
	m.Action(view.ActionAway, s.openAway)
	m.Action(view.ActionBack, s.backAtHome)
	m.Action(view.ActionDigests, s.digests)

	m.Submit(dialog.CallbackNewLead, s.newLead)
	m.Submit(dialog.CallbackAway, s.awayAtHome)
	for callback, do := range map[string]submission{
		dialog.CallbackCertify: s.qualify, dialog.CallbackQualify: s.qualify, dialog.CallbackLogContact: s.logContact,
		dialog.CallbackNotAFit: s.notAFit, dialog.CallbackToMarketing: s.toMarketing, dialog.CallbackHandBack: s.handBack,
		dialog.CallbackPass: s.pass, dialog.CallbackAssign: s.assign, dialog.CallbackSnooze: s.snooze,
		dialog.CallbackWon: s.won, dialog.CallbackLost: s.lost, dialog.CallbackDisqualify: s.disqualify,
		dialog.CallbackMerge: s.merge, dialog.CallbackKeep: s.keep,
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
