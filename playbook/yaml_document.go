package playbook

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// The limits of a playbook. They keep any file from hanging or exhausting the program: the YAML parser
// recurses on nesting and compares every key with every other one, so 10,000 keys take 0.3 s.
const (
	maxBytes  = 1 << 20
	maxTokens = 30_000
	maxLine   = 4_000 // bytes; bounds how deep blocks nest
	maxFlow   = 50    // how deep [ and { nest
)

// document parses the text, which must be exactly one YAML document.
func document(name string, src []byte) (ast.Node, *Problem) {
	if len(src) > maxBytes {
		return nil, &Problem{File: name, Line: 1, Col: 1, What: fmt.Sprintf("the file has %d bytes, but a playbook can have at most %d", len(src), maxBytes)}
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // byte order mark, which some editors write at the start of a file
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		if len(line) > maxLine {
			return nil, &Problem{File: name, Line: n, Col: maxLine, What: fmt.Sprintf("the line is longer than %d bytes", maxLine)}
		}
	}
	return parsed(name, src)
}

// parsed parses the text. If the parser fails or panics, that is a problem of the file.
func parsed(name string, src []byte) (root ast.Node, p *Problem) {
	defer func() {
		if r := recover(); r != nil {
			root, p = nil, &Problem{File: name, Line: 1, Col: 1, What: fmt.Sprintf("this is not valid YAML: %v", r)}
		}
	}()
	tokens := lexer.Tokenize(string(src))
	if t, what := tooMuch(tokens); what != "" {
		return nil, problemAt(name, t, what)
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, yamlProblem(name, src, tokens, err)
	}
	for _, d := range file.Docs {
		switch {
		case d.Body == nil:
		case root != nil:
			return nil, problemAt(name, d.Body.GetToken(), "a playbook must be one YAML document, but a second one starts here")
		default:
			root = d.Body
		}
	}
	if root == nil {
		return nil, &Problem{File: name, Line: 1, Col: 1, What: "the playbook is empty"}
	}
	return root, nil
}

// tooMuch finds the first thing a playbook must not contain. Aliases are rejected altogether: readers of a
// playbook should not have to look elsewhere for a value, and aliases could make it grow without limit.
func tooMuch(tokens token.Tokens) (*token.Token, string) {
	depth := 0
	for i, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return t, "anchors and aliases aren't allowed: write the value out"
		case token.TagType:
			return t, "tags aren't allowed: write only the value"
		}
		if depth > maxFlow {
			return t, "too deeply nested"
		}
		if i == maxTokens {
			return t, fmt.Sprintf("too long: a playbook can have at most %d words and symbols", maxTokens)
		}
	}
	return nil, ""
}

func problemAt(name string, t *token.Token, what string) *Problem {
	p := &Problem{File: name, Line: 1, Col: 1, What: what}
	if t != nil && t.Position != nil {
		p.Line, p.Col = max(1, t.Position.Line), max(1, t.Position.Column)
	}
	return p
}
