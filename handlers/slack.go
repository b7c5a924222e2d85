package handlers

import (
	"context"
	"log/slog"
	"time"

	"dibs/ask"
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

	answers map[ask.Verb]answerFunc
}

// SlackConfig is what Slack needs.
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
	s := &Slack{
		engine: c.Engine, availability: c.Availability, dir: c.Directory, finder: c.Finder, reporter: c.Figures, publisher: c.Publisher,
		client: c.Client, now: c.Now, log: c.Log,
	}
	s.answers = s.answersByVerb()
	return s
}

// Routes registers a handler for everything that can arrive from Slack: commands, buttons, submitted dialogs, shortcuts
// and events. It also tells the mux which errors mean that the database is unavailable.
func (s *Slack) Routes(m *bot.Mux) {
	e := s.engine
	m.Unavailable = workflows.Unavailable
	m.Command(bot.Command, s.command)

	m.Action(view.ActionClaim, s.actionButton(e.Claim))
	m.Action(view.ActionAccept, s.actionButton(e.Accept))
	m.Action(view.ActionCalling, s.actionButton(e.Call))
	m.Action(view.ActionNoAnswer, s.actionButton(e.NoAnswer))
	m.Action(view.ActionPushOn, s.actionButton(e.BringBack))
	m.Action(view.ActionUndo, s.actionButton(e.Undo))
	m.Action(view.ActionReopen, s.actionButton(e.Reopen))

	for action, d := range dialogs {
		m.Action(action, s.dialogButton(d))
	}
	m.Action(view.ActionMore, s.menuChoice)
	m.Action(view.ActionDetails, onLead(s.openDetails))
	m.Action(view.ActionCopyLink, onLead(s.copyLink))
	m.Action(view.ActionAmounts, s.amounts)
	m.Action(figures.ActionShowLeads, s.showLeads)
	m.Action(view.ActionAsk, s.askAgain)
	m.Action(view.ActionNewLead, s.openNewLead)
	m.Action(dialog.ActionLookUp, s.lookUp)
	m.Action(view.ActionHomeNext, s.pageHome)
	m.Action(view.ActionHomeBack, s.pageHome)
	m.Action(view.ActionAway, s.openAway)
	m.Action(view.ActionBack, s.endAway)
	m.Action(view.ActionDigests, s.muteDigests)

	m.Submit(dialog.CallbackNewLead, s.submitNewLead)
	m.Submit(dialog.CallbackAway, s.submitAway)
	for callback, do := range map[string]submission{
		dialog.CallbackCertify: s.qualify, dialog.CallbackQualify: s.qualify, dialog.CallbackLogContact: s.logContact,
		dialog.CallbackNotAFit: s.notAFit, dialog.CallbackToMarketing: s.toMarketing, dialog.CallbackHandBack: s.handBack,
		dialog.CallbackPass: s.pass, dialog.CallbackAssign: s.assign, dialog.CallbackSnooze: s.snooze,
		dialog.CallbackWon: s.won, dialog.CallbackLost: s.lost, dialog.CallbackDisqualify: s.disqualify,
		dialog.CallbackMerge: s.merge, dialog.CallbackKeep: s.saveAsComment,
	} {
		m.Submit(callback, s.submit(do))
	}

	m.Shortcut(bot.ShortcutRegister, s.registerMessage)
	m.Shortcut(bot.ShortcutNote, s.saveMessage)
	m.Shortcut(bot.ShortcutRefer, s.openReferral)

	m.Event("app_mention", s.mention)
	m.Event("message", s.message)
	m.Event("app_home_opened", s.home)
	m.Event("user_change", s.userChanged)
	m.Event("team_join", s.userChanged)
}

// leadAction is a use case that needs only the lead and the person.
type leadAction func(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (workflows.Outcome, error)
