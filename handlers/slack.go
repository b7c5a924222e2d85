package handlers

import (
	"log/slog"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/bot/view/figures"
	"dibs/workflows"
	"dibs/workflows/directory"
	counts "dibs/workflows/figures"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
)

// Slack answers what people do in Slack. Each field answers one kind of request.
type Slack struct {
	access      *access
	buttons     *buttons
	dialogs     *dialogs
	submissions *submissions
	questions   *questions
	newLeads    *newLeads
	shortcuts   *shortcuts
	absences    *absences
	home        *homeTab
	people      bot.Handler // for what Slack says about its users
}

// SlackConfig is what Slack needs. Log gets what went wrong without failing a request.
type SlackConfig struct {
	Engine       *workflows.Engine
	Availability *workflows.Availability
	Directory    *directory.Directory
	Finder       *lookup.Finder
	Figures      *counts.Reporter
	Publisher    *publish.Publisher
	Client       *bot.Client
	Now          func() time.Time
	Log          *slog.Logger
}

// NewSlack makes the handlers. Routes registers them.
func NewSlack(c SlackConfig) *Slack {
	a := &access{dir: c.Directory, finder: c.Finder, client: c.Client, now: c.Now, log: c.Log}
	p := &replies{dir: c.Directory, finder: c.Finder, publisher: c.Publisher}
	d := &dialogs{access: a, replies: p, dir: c.Directory, finder: c.Finder}
	s := &Slack{access: a, dialogs: d, people: userChanged(c.Availability, c.Now)}
	s.buttons = &buttons{access: a, replies: p, dialogs: d, dir: c.Directory, actions: leadActions(c.Engine)}
	s.submissions = &submissions{access: a, replies: p, dialogs: d, dir: c.Directory, engine: c.Engine}
	s.newLeads = &newLeads{access: a, dir: c.Directory, finder: c.Finder, engine: c.Engine, client: c.Client}
	s.shortcuts = &shortcuts{access: a, replies: p, newLeads: s.newLeads, dir: c.Directory, finder: c.Finder, engine: c.Engine}
	s.absences = &absences{access: a, replies: p, dir: c.Directory, availability: c.Availability}
	s.home = &homeTab{access: a, replies: p, dir: c.Directory, publisher: c.Publisher}

	l := &lookups{access: a, replies: p, dir: c.Directory, finder: c.Finder, reporter: c.Figures}
	t := &typedActions{
		access: a, replies: p, buttons: s.buttons, dialogs: d, lookups: l, dir: c.Directory, finder: c.Finder, engine: c.Engine,
	}
	r := &reports{access: a, dir: c.Directory, reporter: c.Figures}
	s.questions = &questions{
		access: a, dir: c.Directory, finder: c.Finder, engine: c.Engine, answers: answersByVerb(l, t, r, s.newLeads, s.absences),
	}
	return s
}

// Routes registers a handler for everything that can arrive from Slack: commands, buttons, submitted dialogs, shortcuts
// and events. It also tells the mux which errors mean that the database is unavailable.
func (s *Slack) Routes(m *bot.Mux) {
	known, onLead, submit := s.access.known, s.access.onLead, s.submissions.handle
	m.Unavailable = workflows.Unavailable

	m.Command(bot.Command, s.questions.command)
	m.Event("app_mention", s.questions.mention)
	m.Event("message", s.questions.message)
	m.Action(view.ActionAsk, s.questions.button)
	m.Action(view.ActionAmounts, known(s.questions.pressAmounts))
	m.Action(figures.ActionShowLeads, known(s.questions.pressLeads))

	m.Action(view.ActionDetails, onLead(s.buttons.details))
	m.Action(view.ActionCopyLink, onLead(s.buttons.copyLink))
	m.Action(view.ActionMore, known(s.buttons.menuEntry))
	for action, do := range s.buttons.actions {
		m.Action(action, s.buttons.button(do))
	}
	for action, dlg := range leadDialogs {
		m.Action(action, s.dialogs.button(dlg))
	}
	for callback, do := range map[string]submission{
		dialog.CallbackCertify:     s.submissions.qualify,
		dialog.CallbackQualify:     s.submissions.qualify,
		dialog.CallbackLogContact:  s.submissions.logContact,
		dialog.CallbackNotAFit:     s.submissions.notAFit,
		dialog.CallbackToMarketing: s.submissions.toMarketing,
		dialog.CallbackHandBack:    s.submissions.handBack,
		dialog.CallbackPass:        s.submissions.pass,
		dialog.CallbackAssign:      s.submissions.assign,
		dialog.CallbackSnooze:      s.submissions.snooze,
		dialog.CallbackWon:         s.submissions.won,
		dialog.CallbackLost:        s.submissions.lost,
		dialog.CallbackDisqualify:  s.submissions.disqualify,
		dialog.CallbackMerge:       s.submissions.merge,
		dialog.CallbackKeep:        s.submissions.saveAsComment,
	} {
		m.Submit(callback, submit(do))
	}

	m.Action(view.ActionNewLead, known(s.newLeads.press))
	m.Action(dialog.ActionLookUp, known(s.newLeads.showMatches))
	m.Submit(dialog.CallbackNewLead, known(s.newLeads.submit))
	m.Shortcut(bot.ShortcutRegister, known(s.shortcuts.register))
	m.Shortcut(bot.ShortcutRefer, known(s.shortcuts.refer))
	m.Shortcut(bot.ShortcutNote, known(s.shortcuts.saveReply))

	m.Event("app_home_opened", s.home.open)
	m.Action(view.ActionHomeNext, known(s.home.turnPage))
	m.Action(view.ActionHomeBack, known(s.home.turnPage))
	m.Action(view.ActionDigests, known(s.home.muteDigests))

	m.Action(view.ActionAway, openAwayDialog)
	m.Submit(dialog.CallbackAway, known(s.absences.submitAway))
	m.Action(view.ActionBack, known(s.absences.pressBack))
	m.Event("user_change", s.people)
	m.Event("team_join", s.people)
}
