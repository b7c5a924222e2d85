package playbook

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// reader turns the nodes of a playbook into typed values. It never stops at a problem: it records the problem
// with its place and continues with a zero value, so that one run finds all of them.
type reader struct {
	name     string
	getenv   func(string) string
	book     *Playbook // what has been read so far
	lines    []string
	problems []*Problem
	deferred []func() // checks that run after everything is read
	patterns int      // instructions in the patterns of all conditions so far
	channels []string // channels that leads are posted in, so far
}

// field reads the value of a known key.
type field func(n ast.Node)

func (r *reader) problem(n ast.Node, format string, args ...any) {
	r.problems = append(r.problems, problemAt(r.name, start(n), fmt.Sprintf(format, args...)))
}

// start returns the token where a node begins for a human reader: a block of keys begins at its first key,
// not at the colon after it.
func start(n ast.Node) *token.Token {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return m.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return m.Key.GetToken()
	}
	return n.GetToken()
}

// hasProblem reports whether the last problem was found in the value just read. If so, no second problem is
// reported for it.
func (r *reader) hasProblem(n ast.Node) bool {
	if len(r.problems) == 0 {
		return false
	}
	last, here := r.problems[len(r.problems)-1], problemAt(r.name, start(n), "")
	return last.Line == here.Line && last.Col == here.Col
}

// unknown reports a word that is not among the known ones. It suggests the nearest known word and returns it,
// if there is one.
func (r *reader) unknown(n ast.Node, kind, word string, known []string) (near string) {
	what := fmt.Sprintf("unknown %s %q", kind, short(word))
	if near = commonNames[word]; !slices.Contains(known, near) {
		near = ""
	}
	if near == "" && len(r.problems) < maxProblems { // further problems are not shown
		near = Nearest(word, known)
	}
	switch {
	case near != "":
		what += fmt.Sprintf(": did you mean %q?", near)
	case len(known) == 0:
		what += ": none is defined"
	case formatHints[kind] != "":
		what += ": " + formatHints[kind]
	case len(known) <= maxListed:
		what += ": use " + orList(slices.Sorted(slices.Values(known)))
	}
	r.problem(n, "%s", what)
	return near
}

// maxListed is how many known words are listed if none of them is close. It is enough for all sections.
const maxListed = 30

// formatHints says how to write words of a kind that has too many to list.
var formatHints = map[string]string{
	"country":   "use two letters, such as DE or US",
	"currency":  "use three letters, such as EUR or USD",
	"time zone": "use a continent and a city, such as Europe/Berlin, or UTC",
	"day":       "use mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri",
	"days":      "use mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri",
}

// reference reads the name of something that may be defined further down. It calls known once everything has
// been read.
func (r *reader) reference(n ast.Node, kind string, known func() []string) string {
	name := r.text(n, kind)
	r.deferred = append(r.deferred, func() {
		if names := known(); name != "" && !slices.Contains(names, name) {
			r.unknown(n, kind, name, names)
		}
	})
	return name
}

// keysOf returns, for reference, a function that lists the defined names.
func keysOf[T any](defined map[string]T) func() []string {
	return func() []string { return slices.Collect(maps.Keys(defined)) }
}

func short(s string) string {
	if rs := []rune(s); len(rs) > 60 {
		return string(rs[:60]) + "…"
	}
	return s
}

// entries lists the keys and values of a mapping. An absent value (key:) has none.
func (r *reader) entries(n ast.Node, where string) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	case *ast.NullNode:
		return nil
	}
	r.problem(n, "%s must be a list of key: value pairs, not %s", where, kindOf(n))
	return nil
}

// table reads a mapping with fixed keys. The keys in need are required. A misspelled key is read as the key it
// was most likely meant to be, so that it causes one problem and not one for everything that depends on it.
func (r *reader) table(n ast.Node, where string, fields map[string]field, need ...string) {
	if _, empty := n.(*ast.NullNode); empty && len(need) > 0 {
		r.problem(n, "%s is empty, but needs %s", where, orList(need))
		return
	}
	seen := map[string]bool{}
	entries := r.entries(n, where)
	for _, e := range entries {
		seen[keyOf(e)] = true
	}
	for _, e := range entries {
		key := keyOf(e)
		read, ok := fields[key]
		if !ok {
			meant := r.unknown(e.Key, "key", key, slices.Collect(maps.Keys(fields)))
			if read, ok = fields[meant]; !ok || seen[meant] {
				continue
			}
			seen[meant] = true
		}
		if _, empty := e.Value.(*ast.NullNode); empty {
			r.problem(e.Key, "%s has no value%s", key, r.hashHint(e.Key))
			continue
		}
		read(e.Value)
	}
	if !isTable(n) {
		return
	}
	for _, k := range need {
		if !seen[k] {
			r.problem(n, "%s needs %s", where, k)
		}
	}
}

// dict reads a mapping whose keys are free names.
func (r *reader) dict(n ast.Node, where string, read func(key string, at, value ast.Node)) {
	for _, e := range r.entries(n, where) {
		read(keyOf(e), e.Key, e.Value)
	}
}

func (r *reader) list(n ast.Node, where string, read func(ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.problem(n, "%s must be a list [a, b], not %s", where, kindOf(n))
		return
	}
	for _, v := range s.Values {
		read(v)
	}
}

func isTable(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.NullNode:
		return true
	}
	return false
}

func keyOf(e *ast.MappingValueNode) string { return scalar(e.Key) }

// scalar returns the text of a value as written, without quotes.
func scalar(n ast.Node) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	case *ast.MappingKeyNode:
		return scalar(v.Value)
	}
	if t := n.GetToken(); t != nil {
		return t.Value
	}
	return ""
}

func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a list of key: value pairs"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + short(scalar(n))
	case *ast.BoolNode:
		return scalar(n)
	}
	return strconv.Quote(short(scalar(n)))
}

// text reads a text that must not be empty. As everywhere in YAML, words that YAML would read as something
// else (a country called NO) must be quoted.
func (r *reader) text(n ast.Node, where string) string {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		if s := scalar(n); strings.TrimSpace(s) != "" {
			return s
		}
		r.problem(n, "%s is empty", where)
	default:
		what := fmt.Sprintf("%s must be text, not %s", where, kindOf(n))
		if _, many := n.(*ast.SequenceNode); !many && !isTable(n) {
			what += ": put it in quotes if you mean text"
		}
		r.problem(n, "%s", what)
	}
	return ""
}

func isText(n ast.Node) bool {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		return true
	}
	return false
}

// word reads a text that must be one of a few words.
func (r *reader) word(n ast.Node, where string, known ...string) string {
	if !isText(n) && len(known) <= maxListed {
		r.problem(n, "%s must be %s, not %s", where, orList(slices.Sorted(slices.Values(known))), kindOf(n))
		return ""
	}
	s := r.text(n, where)
	if s != "" && !slices.Contains(known, s) {
		r.unknown(n, where, s, known)
		return ""
	}
	return s
}

// number reads a whole number between least and most.
func (r *reader) number(n ast.Node, where string, least, most int) int {
	i, err := strconv.Atoi(strings.ReplaceAll(scalar(n), "_", ""))
	if _, ok := n.(*ast.IntegerNode); !ok || err != nil {
		r.problem(n, "%s must be a whole number, not %s", where, kindOf(n))
		return least
	}
	if i < least || i > most {
		r.problem(n, "%s is %d, but must be between %d and %d", where, i, least, most)
		return least
	}
	return i
}

// decimal reads a number above zero.
func (r *reader) decimal(n ast.Node, where string) float64 {
	f, err := strconv.ParseFloat(scalar(n), 64)
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
	default:
		err = strconv.ErrSyntax
	}
	if err != nil || f <= 0 || math.IsInf(f, 0) || f > 1e12 {
		r.problem(n, "%s must be a number above 0, not %s", where, kindOf(n))
		return 0
	}
	return f
}

func (r *reader) yesNo(n ast.Node, where string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.problem(n, "%s must be true or false, not %s", where, kindOf(n))
		return false
	}
	return b.Value
}
