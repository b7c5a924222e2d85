package slacksim

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// Command sends a slash command as a person. command includes the slash, text is the rest of the line. Command returns
// once the app has answered. If the app does not answer properly, the error is a [*Trouble].
func (s *Sim) Command(ctx context.Context, user, channel, command, text string) error {
	var p object
	var h *responseURL
	var err error
	s.change(func() { p, h, err = s.command(user, channel, command, text) })
	if err != nil {
		return err
	}
	got, fail := s.deliver(ctx, appRequest{kind: commandRequest, payload: p})
	if fail != nil {
		return s.failCommand(h, command, commandFailure(fail), fail.Error())
	}
	if len(bytes.TrimSpace(got)) == 0 || bytes.Equal(bytes.TrimSpace(got), []byte("{}")) {
		return nil
	}
	parsed, err := readReply(got)
	if err != nil && !bytes.HasPrefix(bytes.TrimSpace(got), []byte("{")) {
		parsed, err = readReply(encode(object{"text": string(got)}))
	}
	if err == nil {
		list := s.change(func() {
			if parsed.ResponseType == "in_channel" {
				s.echo(h, strings.TrimSpace(command+" "+text))
			}
			err = s.respond(h, parsed)
		})
		s.sendEvents(ctx, list)
	}
	if err != nil {
		return s.failCommand(h, command, "dispatch_failed", err.Error())
	}
	return nil
}

// echo shows the command itself in the channel, as Slack does if the answer is public. It sends no event.
func (s *Sim) echo(h *responseURL, line string) {
	if c := s.channelByID(h.channel); c != nil {
		c.messages = append(c.messages, &Message{
			Channel: c.ID, TS: s.stamp(), User: h.user, Text: escaper.Replace(line), PostedAt: s.now(),
		})
	}
}

// failCommand shows the person Slackbot's message about a failed command.
func (s *Sim) failCommand(h *responseURL, command, code, reason string) error {
	text := fmt.Sprintf("%s failed with the error %q", command, code)
	s.change(func() {
		if c := s.channelByID(h.channel); c != nil {
			s.post(c, &Message{User: slackbot, Text: text, Ephemeral: true, For: h.user})
		}
	})
	return s.trouble(h.user, text, command+": "+reason)
}

// commandFailure is Slack's code for what went wrong. operation_timeout is documented; the others are what developers
// report.
func commandFailure(f *failure) string {
	switch {
	case strings.HasSuffix(f.reason, "timeout"):
		return "operation_timeout"
	case f.status >= 500:
		return "http_service_error"
	case f.status >= 400:
		return "http_client_error"
	}
	return "dispatch_failed"
}

// command creates the payload of a slash command and the response URL that it contains. The caller holds the lock.
func (s *Sim) command(user, channel, command, text string) (object, *responseURL, error) {
	u, err := s.person(user)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.joinedConversation(u, channel)
	if err != nil {
		return nil, nil, err
	}
	for _, known := range s.cfg.App.Commands {
		if known.Command != command {
			continue
		}
		if !s.cfg.App.hasScope("commands") {
			break
		}
		link := s.newResponseURL(u.ID, c.ID, "")
		p := object{
			"token": "slacksim", "team_id": s.cfg.Team.ID, "team_domain": s.cfg.Team.Domain, "channel_id": c.ID,
			"channel_name": c.channelName(), "user_id": u.ID, "user_name": u.Name, "command": command,
			"text": s.commandText(text, known.ShouldEscape), "api_app_id": s.cfg.App.ID,
			"is_enterprise_install": "false", "response_url": link, "trigger_id": s.newTrigger(u.ID, ""),
		}
		return p, &responseURL{user: u.ID, channel: c.ID, madeAt: s.now()}, nil
	}
	return nil, nil, fmt.Errorf("%s is not a valid command. In Slack, all messages that start with the \"/\" command "+
		"are interpreted as commands", command)
}
