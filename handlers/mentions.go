package handlers

import (
	"regexp"
	"strings"
	"unicode"

	"dibs/lead"
)

// Slack writes people, channels and addresses in a command as tokens, with the typed text after a vertical bar
// (docs.slack.dev, slash commands, should_escape).
var (
	mentionToken = regexp.MustCompile(`^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$`)
	anyMention   = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>`)
	slackToken   = regexp.MustCompile(`<(?:([@#])[A-Z0-9]+|((?:https?|mailto|tel):[^<>|]*))(?:\|([^<>]*))?>`)
)

// plainWords is the text of a command as it was typed, with Slack's tokens turned back into words.
func plainWords(text string) string {
	return slackToken.ReplaceAllStringFunc(text, func(t string) string {
		m := slackToken.FindStringSubmatch(t)
		if m[3] != "" {
			return m[1] + m[3]
		}
		return strings.TrimPrefix(strings.TrimPrefix(m[2], "mailto:"), "tel:")
	})
}

// cutPerson splits off the person at the start of a command's words: "<@U012|ben>", or "@ben" if Slack made no token of
// the name. person is empty when the words do not start with one.
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

// personNamed finds the person that a token or a typed name stands for. A typed name must fit exactly one person. It
// can be the whole name, the first name, or the e-mail address before the @.
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

// hasName reports whether a typed name, in lower case, fits a person.
func hasName(m lead.Member, name string) bool {
	words := strings.Fields(strings.ToLower(m.Name))
	box, _, _ := strings.Cut(strings.ToLower(m.Email), "@")
	return name != "" && (name == box || len(words) > 0 && name == words[0] ||
		name == strings.Join(words, "") || name == strings.Join(words, "."))
}

// firstWord splits a text into its first word, in lower case, and the rest.
func firstWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	at := strings.IndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return strings.ToLower(text), ""
	}
	return strings.ToLower(text[:at]), strings.TrimSpace(text[at:])
}
