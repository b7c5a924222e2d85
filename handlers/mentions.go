package handlers

import (
	"regexp"
	"strings"
	"unicode"

	"dibs/lead"
)

// Slack writes people, channels and addresses in a command as tokens, with the typed text after a bar (docs.slack.dev,
// slash commands, should_escape).
var (
	mentionToken = regexp.MustCompile(`^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$`)
	anyMention   = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>`)
	slackToken   = regexp.MustCompile(`<(?:([@#])[A-Z0-9]+|((?:https?|mailto|tel):[^<>|]*))(?:\|([^<>]*))?>`)
)

// plainWords is the text of a command as it was typed, without tokens, for words that are looked up.
func plainWords(text string) string {
	return slackToken.ReplaceAllStringFunc(text, func(t string) string {
		m := slackToken.FindStringSubmatch(t)
		if m[3] != "" {
			return m[1] + m[3]
		}
		return strings.TrimPrefix(strings.TrimPrefix(m[2], "mailto:"), "tel:")
	})
}

// cutPerson cuts the person a command is about from its beginning: "<@U012|ben>", or "@ben" where Slack passes on what was
// typed. person is empty when the words name nobody.
func cutPerson(words string) (person, rest string) {
	person, rest = words, ""
	if at := strings.IndexAny(words, " \t\n"); at >= 0 {
		person, rest = words[:at], strings.TrimSpace(words[at:])
	}
	if mentionToken.MatchString(person) || strings.HasPrefix(person, "@") {
		return person, rest
	}
	return "", words
}

// personNamed is the person that a token or a name means. A token names one person. A typed name must fit exactly one: the
// whole name, the first name, or the e-mail address before the @.
func personNamed(person string, crew lead.Crew) (lead.PersonID, bool) {
	if m := mentionToken.FindStringSubmatch(person); m != nil {
		return crew.BySlackID(m[1])
	}
	name := strings.ToLower(strings.TrimPrefix(person, "@"))
	found := lead.NoOne
	for id, m := range crew {
		if m.Deleted || !hasName(m, name) {
			continue
		}
		if found != lead.NoOne {
			return lead.NoOne, false
		}
		found = id
	}
	return found, found != lead.NoOne
}

// hasName reports whether a person goes by a name.
func hasName(m lead.Member, name string) bool {
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
