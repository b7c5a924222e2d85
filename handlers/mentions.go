package handlers

import (
	"regexp"
	"strings"
	"unicode"

	"dibs/lead"
)

// Slack writes people, channels and addresses in a command as tokens, with what was typed after a
// bar (docs.slack.dev, slash commands, should_escape).
var (
	mention = regexp.MustCompile(`^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$`)
	anyone  = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>`)
	token   = regexp.MustCompile(`<(?:([@#])[A-Z0-9]+|((?:https?|mailto|tel):[^<>|]*))(?:\|([^<>]*))?>`)
)

// spoken is the text of a command as it was typed, for words that are looked up.
func spoken(text string) string {
	return token.ReplaceAllStringFunc(text, func(t string) string {
		m := token.FindStringSubmatch(t)
		if m[3] != "" {
			return m[1] + m[3]
		}
		return strings.TrimPrefix(strings.TrimPrefix(m[2], "mailto:"), "tel:")
	})
}

// addressed takes whom a command is about from its beginning: "<@U012|ben>", or "@ben" where
// Slack hands on what was typed. who is empty when the words name nobody.
func addressed(words string) (who, rest string) {
	who, rest = words, ""
	if at := strings.IndexAny(words, " \t\n"); at >= 0 {
		who, rest = words[:at], strings.TrimSpace(words[at:])
	}
	if mention.MatchString(who) || strings.HasPrefix(who, "@") {
		return who, rest
	}
	return "", words
}

// whom is the person that somebody addressed means. A token names one person; a name that was only typed
// must fit exactly one: their whole name, their first name or the beginning of their address.
func whom(who string, crew lead.Crew) (lead.PersonID, bool) {
	if m := mention.FindStringSubmatch(who); m != nil {
		return crew.BySlackID(m[1])
	}
	name := strings.ToLower(strings.TrimPrefix(who, "@"))
	found := lead.NoOne
	for id, m := range crew {
		if m.Deleted || !called(m, name) {
			continue
		}
		if found != lead.NoOne {
			return lead.NoOne, false
		}
		found = id
	}
	return found, found != lead.NoOne
}

func called(m lead.Member, name string) bool {
	words := strings.Fields(strings.ToLower(m.Name))
	box, _, _ := strings.Cut(strings.ToLower(m.Email), "@")
	return name != "" && (name == box || len(words) > 0 && name == words[0] ||
		name == strings.Join(words, "") || name == strings.Join(words, "."))
}

// firstWord takes the first word, in lower case, from what was typed.
func firstWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	at := strings.IndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return strings.ToLower(text), ""
	}
	return strings.ToLower(text[:at]), strings.TrimSpace(text[at:])
}
