package handlers

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"dibs/ask/contacts"
	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
)

// openReferral opens the dialog in which anybody can refer a lead.
func (s *Slack) openReferral(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	return s.openNewLeadDialog(ctx, by, dialog.NewLead{Refers: true})
}

// registerMessage opens the dialog with what a message says about a lead, and with its whole text.
func (s *Slack) registerMessage(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	known := s.inquiryFrom(messageText(r.Message.Text, s.dir.Crew()))
	known.SourceMessage = &lead.Place{Channel: r.Channel.ID, TS: r.Message.TS}
	return s.openNewLeadDialog(ctx, by, dialog.NewLead{Known: known, Channel: r.Channel.ID})
}

// inquiryFrom reads who wants something from a text. The whole text is kept as their message.
func (s *Slack) inquiryFrom(text string) lead.Inquiry {
	ours := contacts.Team{Company: s.dir.Playbook().Company()}
	for _, m := range s.dir.Crew() {
		_, domain, ok := strings.Cut(m.Email, "@")
		if ok && !m.Guest && m.Role != lead.RolePartner {
			ours.Domains = append(ours.Domains, domain)
		}
		ours.People = append(ours.People, m.Name)
	}
	found := contacts.Read(text, ours)
	return lead.Inquiry{Contact: found.Contact, Company: lead.Company{Name: found.Company}, Message: text}
}

// saveMessage saves a reply in the thread of a card as a comment on the lead.
func (s *Slack) saveMessage(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.requester(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	m := r.Message
	id, ok, err := s.finder.LeadAt(ctx, lead.Place{Channel: r.Channel.ID, TS: m.ThreadTS})
	switch {
	case err != nil:
		return bot.Response{}, err
	case !ok || m.ThreadTS == m.TS:
		return bot.Answer(view.NotInLeadThread()), nil
	}
	now := s.now()
	if err := s.guardNumber(ctx, by, id); err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	note := lead.Comment{Text: messageText(m.Text, s.dir.Crew()), Place: &lead.Place{Channel: r.Channel.ID, TS: m.TS}}
	if m.BotID == "" && m.User != "" {
		if note.Author, err = s.dir.Person(ctx, m.User, ""); err != nil {
			return bot.Response{}, err
		}
	}
	if strings.TrimSpace(note.Text) == "" {
		return bot.Answer(view.NothingToSave()), nil
	}
	out, again, err := s.engine.SaveMessage(ctx, id, by, note, now)
	if err != nil {
		return s.refuse(ctx, r, by, err, now)
	}
	return bot.Answer(view.CommentSaved(out.Lead, out.Event, again, by, s.dir.Crew(), s.dir.Playbook())), nil
}

// messageToken is what Slack writes in a message for people, channels, groups and links
// (docs.slack.dev, formatting text).
var messageToken = regexp.MustCompile(`<([@#!]|https?:|mailto:|tel:)([^<>|]*)(?:\|([^<>]*))?>`)

// messageText is the text of a message as people read it: names for mentions, and links with their labels.
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
