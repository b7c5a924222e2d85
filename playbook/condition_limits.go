package playbook

import (
	"maps"
	"reflect"
	"regexp/syntax"
	"slices"
	"unicode/utf8"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// The limits of a condition and of what it sees. There are no loops, no variables and no growing texts, so
// its time and memory are bounded by the product of its size and the size of what it sees. Patterns cost
// most: Go runs each of their instructions at most once per character of the text.
const (
	maxCondition  = 2_000 // bytes
	maxNodes      = 500
	maxMemory     = 100_000 // elements a condition can create while it runs
	maxPattern    = 1_000   // instructions of all patterns in one condition, about 1,000 characters
	maxPatterns   = 10_000  // instructions of all patterns in one playbook
	maxFact       = 2_000   // bytes of each text
	maxAttributes = 100
)

// syntaxBounds rejects syntax that could make a short condition run for long, and counts the instructions of
// its patterns. It sees only the syntax, before the types are known.
type syntaxBounds struct {
	err      *file.Error
	patterns int // instructions
}

// Visit is called for every node.
func (b *syntaxBounds) Visit(n *exprast.Node) {
	switch v := (*n).(type) {
	case *exprast.PredicateNode:
		b.refuse(v, "conditions can't use loops such as all(…) or filter(…)")
	case *exprast.VariableDeclaratorNode:
		b.refuse(v, "conditions can't use let: write the value out")
	case *exprast.BinaryNode:
		switch v.Operator {
		case "..":
			b.refuse(v, "conditions can't use ranges: write a >= 1 and a <= 9")
		case "matches":
			b.pattern(v)
		}
	}
}

func (b *syntaxBounds) pattern(v *exprast.BinaryNode) {
	text, ok := v.Right.(*exprast.StringNode)
	if !ok {
		b.refuse(v, "matches needs a pattern in quotes, not a field of the lead")
		return
	}
	re, err := syntax.Parse(text.Value, syntax.Perl)
	if err != nil {
		return // the compiler reports it
	}
	if prog, err := syntax.Compile(re.Simplify()); err == nil {
		b.patterns += len(prog.Inst)
	}
	if b.patterns > maxPattern {
		b.refuse(v, "the pattern is too long or too complex")
	}
}

func (b *syntaxBounds) refuse(n exprast.Node, what string) {
	if b.err == nil {
		b.err = &file.Error{Location: n.Location(), Message: what}
	}
}

// typeBounds rejects what could make texts grow. It runs after the types are known.
type typeBounds struct{ syntaxBounds }

// Visit is called for every node.
func (b *typeBounds) Visit(n *exprast.Node) {
	switch v := (*n).(type) {
	case *exprast.BinaryNode:
		if v.Operator == "+" && !(numeric(v.Left) && numeric(v.Right)) {
			b.refuse(v, "+ only works with numbers")
		}
	case *exprast.BuiltinNode:
		if v.Name == "string" && len(v.Arguments) == 1 && !numeric(v.Arguments[0]) {
			b.refuse(v, "string(…) only works with numbers")
		}
	}
}

func numeric(n exprast.Node) bool {
	t := n.Type()
	if t == nil {
		return false
	}
	switch t.Kind() {
	case reflect.Int, reflect.Float64:
		return true
	}
	return false
}

// boundedText returns the part of a text that conditions see.
func boundedText(s string) string {
	if len(s) <= maxFact {
		return s
	}
	end := maxFact
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// boundedAttributes returns the attributes that conditions see: a copy if there are too many or one is too
// long, otherwise the map itself.
func boundedAttributes(all map[string]string) map[string]string {
	fits := len(all) <= maxAttributes
	for _, v := range all {
		fits = fits && len(v) <= maxFact
	}
	if fits {
		return all
	}
	some := make(map[string]string, maxAttributes)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if len(some) == maxAttributes {
			break
		}
		some[k] = boundedText(all[k])
	}
	return some
}
