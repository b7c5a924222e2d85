package slacksim

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	maxText       = 40_000 // in code points; chat.postMessage truncates longer text
	maxUpdateText = 4_000  // in code points; chat.update and chat.postEphemeral refuse longer text
)

var (
	entity   = regexp.MustCompile(`&(amp|lt|gt);`)
	token    = regexp.MustCompile(`<(?:[@#!][^<>\s]+|[a-z][a-z0-9+.-]*:[^<>|]+)(?:\|[^<>]*)?>|<!date\^[^<>]+>`)
	address  = regexp.MustCompile(`\bhttps?://[^\s<>|]+[^\s<>|.,;:!?)]`)
	email    = regexp.MustCompile(`\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b`)
	atName   = regexp.MustCompile(`@[\w.-]+`)
	hashName = regexp.MustCompile(`#[\w-]+`)
	escaper  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// storedText is how Slack stores a text that an app sends: entities and Slack's own tokens stay, any other &, < and > is
// escaped as an entity, and plain URLs become links.
func storedText(text string) string {
	var out strings.Builder
	for {
		at := token.FindStringIndex(text)
		if at == nil {
			out.WriteString(storedPlain(text))
			return out.String()
		}
		out.WriteString(storedPlain(text[:at[0]]))
		out.WriteString(text[at[0]:at[1]])
		text = text[at[1]:]
	}
}

func storedPlain(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		if at := entity.FindStringIndex(text[i:]); at != nil && at[0] == 0 {
			out.WriteString(text[i : i+at[1]])
			i += at[1]
			continue
		}
		out.WriteString(escaper.Replace(text[i : i+1]))
		i++
	}
	return address.ReplaceAllString(out.String(), "<$0>")
}

// typedText is how Slack stores a text that a person types: everything is escaped, and @name, #channel, @here and URLs
// become tokens. The caller holds the lock.
func (s *Sim) typedText(text string) string {
	text = escaper.Replace(text)
	text = address.ReplaceAllString(text, "<$0>")
	text = email.ReplaceAllString(text, "<mailto:$0|$0>")
	return s.withNames(text, func(u *User) string { return "<@" + u.ID + ">" },
		func(c *conversation) string { return "<#" + c.ID + "|" + c.Name + ">" })
}

// withNames replaces the names of known people and channels by tokens, except inside tokens that are already there.
func (s *Sim) withNames(text string, person func(*User) string, channel func(*conversation) string) string {
	var out strings.Builder
	plain := func(part string) string {
		part = atName.ReplaceAllStringFunc(part, func(name string) string {
			switch name {
			case "@here", "@channel", "@everyone":
				return "<!" + name[1:] + ">"
			}
			bare := strings.TrimRight(name, ".-")
			if u := s.user(bare); u != nil {
				return person(u) + name[len(bare):]
			}
			return name
		})
		return hashName.ReplaceAllStringFunc(part, func(name string) string {
			if c := s.channelNamed(name); c != nil {
				return channel(c)
			}
			return name
		})
	}
	for {
		at := token.FindStringIndex(text)
		if at == nil {
			out.WriteString(plain(text))
			return out.String()
		}
		out.WriteString(plain(text[:at[0]]))
		out.WriteString(text[at[0]:at[1]])
		text = text[at[1]:]
	}
}

// commandText is the text of a slash command as the app receives it. Slack does not document whether & < > arrive as
// entities; here they do, because an app must be able to handle it.
func (s *Sim) commandText(text string, escape bool) string {
	if !escape {
		return escaper.Replace(text)
	}
	text = address.ReplaceAllString(escaper.Replace(text), "<$0>")
	return s.withNames(text, func(u *User) string { return "<@" + u.ID + "|" + u.Name + ">" },
		func(c *conversation) string {
			if c.Kind != Public {
				return "<#" + c.ID + "|>"
			}
			return "<#" + c.ID + "|" + c.Name + ">"
		})
}

// typedBlocks is the rich_text block that Slack adds to every message that a person types.
func typedBlocks(text, blockID string) json.RawMessage {
	var elements []map[string]any
	plain := func(part string) {
		if part != "" {
			elements = append(elements, map[string]any{"type": "text", "text": unescape.Replace(part)})
		}
	}
	for {
		at := token.FindStringIndex(text)
		if at == nil {
			break
		}
		plain(text[:at[0]])
		elements = append(elements, richToken(text[at[0]+1:at[1]-1]))
		text = text[at[1]:]
	}
	plain(text)
	return encode([]any{map[string]any{"type": "rich_text", "block_id": blockID, "elements": []any{
		map[string]any{"type": "rich_text_section", "elements": elements},
	}}})
}

func richToken(inner string) map[string]any {
	target, label, _ := strings.Cut(inner, "|")
	switch target[0] {
	case '@':
		return map[string]any{"type": "user", "user_id": target[1:]}
	case '#':
		return map[string]any{"type": "channel", "channel_id": target[1:]}
	case '!':
		return map[string]any{"type": "broadcast", "range": target[1:]}
	}
	link := map[string]any{"type": "link", "url": unescape.Replace(target)}
	if label != "" {
		link["text"] = unescape.Replace(label)
	}
	return link
}

// truncate shortens text to n code points and reports whether it was longer.
func truncate(text string, n int) (string, bool) {
	if utf8.RuneCountInString(text) <= n {
		return text, false
	}
	return string([]rune(text)[:n]), true
}

// encode returns v as JSON without HTML escaping, so that <@U…> stays readable in what the simulator stores and sends.
func encode(v any) json.RawMessage {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("slacksim: cannot encode %T: %v", v, err))
	}
	return json.RawMessage(strings.TrimSuffix(out.String(), "\n"))
}
