package handlers

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// shortcuts answers Slack's shortcuts, which start from anywhere or from a message.
type shortcuts struct {
	access   *access
	replies  *replies
	newLeads *newLeads
	dir      *directory.Directory
	finder   *lookup.Finder
	engine   *workflows.Engine
}

// refer opens the dialog in which anybody can refer a lead.
func (s *shortcuts) refer(ctx context.Context, req request) (bot.Response, error) {
	return s.newLeads.open(ctx, req, dialog.NewLead{Refers: true})
}

// register opens the dialog that registers a lead, with what a message says about it and with the message's whole text.
func (s *shortcuts) register(ctx context.Context, req request) (bot.Response, error) {
	channel, m := req.raw.Channel.ID, req.raw.Message
	known := s.newLeads.read(messageText(m.Text, s.dir.Crew()))
	known.SourceMessage = &lead.Place{Channel: channel, TS: m.TS}
	return s.newLeads.open(ctx, req, dialog.NewLead{Known: known, Channel: channel})
}

// saveReply saves a reply in the thread of a card as a comment on the lead.
func (s *shortcuts) saveReply(ctx context.Context, req request) (bot.Response, error) {
	channel, m := req.raw.Channel.ID, req.raw.Message
	id, ok, err := s.finder.LeadAt(ctx, lead.Place{Channel: channel, TS: m.ThreadTS})
	switch {
	case err != nil:
		return bot.Response{}, err
	case !ok || m.ThreadTS == m.TS:
		return bot.Answer(view.NotInLeadThread()), nil
	}
	if err := s.access.guardNumber(ctx, req, id); err != nil {
		return s.replies.refused(ctx, req, err)
	}
	c := lead.Comment{Text: messageText(m.Text, s.dir.Crew()), Place: &lead.Place{Channel: channel, TS: m.TS}}
	if m.BotID == "" && m.User != "" {
		if c.Author, err = s.dir.Person(ctx, m.User, ""); err != nil {
			return bot.Response{}, err
		}
	}
	if strings.TrimSpace(c.Text) == "" {
		return bot.Answer(view.NothingToSave()), nil
	}
	out, again, err := s.engine.SaveMessage(ctx, id, req.by, c, req.now)
	if err != nil {
		return s.replies.refused(ctx, req, err)
	}
	return bot.Answer(view.CommentSaved(out.Lead, out.Event, again, req.by, s.dir.Crew(), s.dir.Playbook())), nil
}

// messageToken is what Slack writes in a message for people, channels, groups and links (docs.slack.dev, formatting
// text).
var messageToken = regexp.MustCompile(`<([@#!]|https?:|mailto:|tel:)([^<>|]*)(?:\|([^<>]*))?>`)

// messageText is the text of a message as people see it, with names for mentions and labels for links.
func messageText(text string, crew lead.Crew) string {
	return messageToken.ReplaceAllStringFunc(text, func(token string) string {
		m := messageToken.FindStringSubmatch(token)
		kind, target, label := m[1], m[2], m[3]
		switch kind {
		case "@":
			if id, ok := crew.BySlackID(target); ok && label == "" {
				label = crew.Member(id).Name
			}
			return "@" + cmp.Or(strings.TrimPrefix(label, "@"), "somebody")
		case "#":
			return "#" + cmp.Or(label, "a channel")
		case "!":
			name, _, _ := strings.Cut(target, "^")
			return cmp.Or(label, "@"+name)
		case "mailto:", "tel:":
			kind = ""
		}
		if label == "" || strings.EqualFold(label, target) || strings.HasSuffix(target, label) {
			return kind + target
		}
		return label + " (" + kind + target + ")"
	})
}
