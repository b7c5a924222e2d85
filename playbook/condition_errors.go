package playbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	unknownName  = regexp.MustCompile(`^unknown name (\w+)`)
	unknownField = regexp.MustCompile(`has no (?:field|method) (\w+)`)
	outOfPlace   = regexp.MustCompile(`(?s)^unexpected token (\w+)(?:\((.*)\))?$`)
	mismatched   = regexp.MustCompile(`^invalid operation: (\S+) \(mismatched types? (\S+)(?: and (\S+))?\)`)
	notYesOrNo   = regexp.MustCompile(`^expected bool, but got (\S+)`)
	badPattern   = regexp.MustCompile(`^error parsing regexp: (.*)`)
	badSign      = regexp.MustCompile(`^unrecognized character: U\+\w+ '(.+)'`)
)

// conditionProblem says what is wrong with a condition. It uses our own words where they are clearer than
// expr's, because the author of a playbook may never have written a program.
func conditionProblem(err error, facts any) string {
	what := firstLine(err)
	if m := unknownName.FindStringSubmatch(what); m != nil {
		return unknownNameProblem(what, m[1], facts)
	}
	if m := unknownField.FindStringSubmatch(what); m != nil {
		what = "a lead has no " + m[1]
		if near := Nearest(m[1], leadFields()); near != "" {
			return what + fmt.Sprintf(": did you mean %q?", near)
		}
		return what + ": use " + orList(leadFields())
	}
	if m := outOfPlace.FindStringSubmatch(what); m != nil {
		return unexpectedToken(m[1], strings.Trim(m[2], `"`))
	}
	if m := mismatched.FindStringSubmatch(what); m != nil {
		if m[3] == "" {
			return typeWords(m[2]) + " can't be used with " + m[1]
		}
		return fmt.Sprintf("%s and %s can't be compared with %s", typeWords(m[2]), typeWords(m[3]), m[1])
	}
	if m := notYesOrNo.FindStringSubmatch(what); m != nil {
		return "it must be true or false, such as engagement >= 30, but this is " + typeWords(m[1])
	}
	if m := badPattern.FindStringSubmatch(what); m != nil {
		return "the pattern is not valid: " + m[1]
	}
	if m := badSign.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("%s is not allowed in conditions%s", m[1], straightQuotesHint(m[1]))
	}
	if strings.HasPrefix(what, "literal not terminated") {
		return "a quote is never closed"
	}
	return what
}

// unknownNameProblem words the problem of a name that does not exist: a field without "lead." in front, text
// without quotes, or a typo.
func unknownNameProblem(what, word string, facts any) string {
	switch near := Nearest(word, append(fieldNames(facts), functions...)); {
	case slices.Contains(leadFields(), word):
		return what + fmt.Sprintf(": did you mean %q?", "lead."+word)
	case slices.Contains(temperatureWords, word), slices.Contains(countries, word):
		return what + fmt.Sprintf(": text goes in quotes, \"%s\"", word)
	case near != "":
		return what + fmt.Sprintf(": did you mean %q?", near)
	}
	return what + ": use " + orList(fieldNames(facts))
}

// connectives lists the words that join the parts of a condition.
var connectives = []string{"and", "or", "not", "in", "contains", "startsWith", "endsWith", "matches"}

// unexpectedToken words the problem of a part of a condition that is in the wrong place.
func unexpectedToken(kind, text string) string {
	switch near := Nearest(text, connectives); {
	case kind == "EOF":
		return "it ends too early: something is missing, or a bracket is not closed"
	case kind == "Operator" && text == "=":
		return "= doesn't belong here: write == to compare"
	case kind == "Identifier" && near != "" && near != text:
		return fmt.Sprintf("%q doesn't belong here: did you mean %q?", short(text), near)
	}
	return fmt.Sprintf("%q doesn't belong here", short(text))
}

// typeWords names a type in plain words.
func typeWords(of string) string {
	switch of {
	case "string":
		return "text"
	case "int", "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "playbook.leadFacts":
		return "the whole lead"
	case "nil", "unknown":
		return "nothing"
	}
	return "a list"
}

// straightQuotesHint says what to write instead of a quote that a word processor changed.
func straightQuotesHint(sign string) string {
	if strings.ContainsAny(sign, "“”„«»‘’‚") {
		return ": write straight quotes, \"DE\""
	}
	return ""
}

var position = regexp.MustCompile(` \(\d+:\d+\)$`)

// firstLine returns the error without the excerpt and the position that expr adds.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return position.ReplaceAllString(line, "")
}
