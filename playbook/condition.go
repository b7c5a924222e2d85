package playbook

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/expr-lang/expr"
	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// functions lists the functions that a condition can call. The rest of expr's functions would read the clock,
// encode texts or make them longer.
var functions = []string{"lower", "upper", "trim", "trimPrefix", "trimSuffix", "len", "abs", "int", "float", "string", "min", "max"}

// condition is a compiled expression that is true or false. The nil condition is always true.
type condition struct {
	source   string
	program  *vm.Program
	patterns int          // instructions in its patterns
	names    []namedValue // sources and campaigns that it mentions
}

var machines = sync.Pool{New: func() any { return &vm.VM{MemoryBudget: maxMemory} }}

// holds evaluates the condition on facts of the type it was compiled for. If that fails, the result is false.
// The error names the condition but leaves out expr's message, which may quote the lead.
func (c *condition) holds(facts any) (bool, error) {
	if c == nil {
		return true, nil
	}
	m := machines.Get().(*vm.VM)
	defer machines.Put(m)
	out, err := m.Run(c.program, facts)
	if err != nil {
		return false, fmt.Errorf("the condition %q can't be checked for this lead", short(c.source))
	}
	yes, _ := out.(bool)
	return yes, nil
}

// compile compiles a condition over facts of one of the types in condition_facts.go.
func compile(source string, facts any) (c *condition, err error) {
	if len(source) > maxCondition {
		return nil, fmt.Errorf("the condition is longer than the limit of %d bytes", maxCondition)
	}
	defer func() {
		if r := recover(); r != nil { // a bug in a library must not stop a program that reloads its playbook
			c, err = nil, fmt.Errorf("the condition can't be read: %v", r)
		}
	}()
	tree, err := parser.Parse(source)
	if err != nil {
		return nil, err
	}
	var written syntaxBounds
	exprast.Walk(&tree.Node, &written)
	if written.err != nil {
		return nil, written.err.Bind(tree.Source)
	}
	var values knownValues
	exprast.Walk(&tree.Node, &values)
	var typed typeBounds
	opts := []expr.Option{expr.Env(facts), expr.Patch(&typed), expr.AsBool(), expr.MaxNodes(maxNodes), expr.DisableAllBuiltins()}
	for _, f := range functions {
		opts = append(opts, expr.EnableBuiltin(f))
	}
	program, err := expr.Compile(source, opts...)
	switch {
	case err != nil:
		return nil, err
	case typed.err != nil:
		return nil, typed.err.Bind(tree.Source)
	case values.err != nil:
		return nil, values.err.Bind(tree.Source)
	}
	return &condition{source: source, program: program, patterns: written.patterns, names: values.names}, nil
}

// condition reads and compiles an expression.
func (r *reader) condition(n ast.Node, where string, facts any) *condition {
	source := scalar(n)
	if _, plain := n.(*ast.BoolNode); !plain {
		source = r.text(n, where)
	}
	if source == "" {
		return nil
	}
	c, err := compile(source, facts)
	if err != nil {
		p := problemAt(r.name, n.GetToken(), "condition: "+conditionProblem(err, facts))
		var at *file.Error
		if errors.As(err, &at) {
			p.Col += column(n, at)
		}
		r.problems = append(r.problems, p)
		return nil
	}
	r.checkNames(n, c.names)
	if r.patterns += c.patterns; r.patterns > maxPatterns {
		r.problem(n, "condition: all patterns of the playbook together are too long or too complex")
	}
	return c
}

// column returns how far into the node an error is. That is only known for a text on one line that is written
// in the file exactly as it is parsed; otherwise it returns 0.
func column(n ast.Node, at *file.Error) int {
	t := n.GetToken()
	if at.Line != 1 || strings.ContainsAny(t.Origin, "\\") || strings.Contains(t.Value, "'") {
		return 0
	}
	switch {
	case n.Type() == ast.LiteralType:
		return 0
	case t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType:
		return at.Column + 1
	}
	return at.Column
}
