package playbook

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// yamlProblem says why a text is not valid YAML, at the place where its author would look. The parser only
// reports where it had to stop, which for an unclosed bracket is the end of the file.
func yamlProblem(name string, src []byte, tokens token.Tokens, err error) *Problem {
	var bad yaml.Error
	if !errors.As(err, &bad) || bad.GetToken() == nil {
		return &Problem{File: name, Line: 1, Col: 1, What: "this is not valid YAML"}
	}
	at := problemAt(name, bad.GetToken(), "this is not valid YAML: "+plainYAMLError(bad.GetMessage()))
	open := unclosed(tokens)
	if open == nil {
		return at
	}
	n := 0
	for line := range strings.Lines(string(src)) { // often a # cuts off the closing bracket
		n++
		if cut := bareHash.FindStringIndex(line); cut != nil && n >= open.Position.Line && n <= at.Line {
			return &Problem{File: name, Line: n, Col: len([]rune(line[:cut[1]])), What: hashProblem}
		}
	}
	return problemAt(name, open, fmt.Sprintf("this is not valid YAML: the %s is never closed", open.Value))
}

// bareHash matches a channel that is written without quotes.
var bareHash = regexp.MustCompile(`(?:^|[\s{,\[-])(?:(?:channel|to|tell|amounts_in):\s*\[?\s+|- |\[)#`)

// hashProblem explains what is wrong with a channel without quotes.
const hashProblem = `# starts a comment: put the channel in quotes, "#leads"`

// hashHint returns the explanation for a key whose value is missing because of a bare #.
func (r *reader) hashHint(key ast.Node) string {
	t := key.GetToken()
	if t.Position == nil || t.Position.Line > len(r.lines) {
		return ""
	}
	if line := r.lines[t.Position.Line-1]; bareHash.MatchString(line) {
		return ": " + hashProblem
	}
	return ""
}

// unclosed returns the first bracket that is never closed, or nil.
func unclosed(tokens token.Tokens) *token.Token {
	var open token.Tokens
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open = append(open, t)
		case token.SequenceEndType, token.MappingEndType:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) == 0 {
		return nil
	}
	return open[0]
}

// yamlWords replaces messages of the parser that make sense only to people who know how it works.
var yamlWords = []struct{ is, means string }{
	{"non-map value is specified", "a key needs a colon and a space, key: value"},
	{"map key-value is pre-defined", "the value ended before this: put it in the other kind of quotes"},
	{"value is not allowed in this context", "this line isn't indented like the lines around it"},
	{"found character '\t' that cannot start any token", "use spaces to indent, not tabs"},
}

var duplicateKey = regexp.MustCompile(`^mapping key (.*) already defined at \[(\d+):\d+\]$`)

func plainYAMLError(message string) string {
	if m := duplicateKey.FindStringSubmatch(message); m != nil {
		return m[1] + " appears twice, first in line " + m[2]
	}
	for _, w := range yamlWords {
		if strings.Contains(message, w.is) {
			return w.means
		}
	}
	return message
}
