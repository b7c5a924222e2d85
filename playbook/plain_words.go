package playbook

import (
	"fmt"
	"regexp"
	"strings"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// plainWords returns the condition for people who do not read expressions: "country is DE, AT or CH and staff
// is at least 200". Parts without plain words stay as they are written. For the nil condition it is empty.
func (c *condition) plainWords() string {
	if c == nil {
		return ""
	}
	return PlainWords(c.source)
}

// PlainWords puts a condition in plain words, as far as possible.
func PlainWords(source string) string {
	tree, err := parser.Parse(source)
	if err != nil {
		return source
	}
	return inWords(tree.Node, false)
}

// comparisons maps operators to words.
var comparisons = map[string]string{
	"==": "is", "!=": "is not", ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than",
	"contains": "contains", "startsWith": "starts with", "endsWith": "ends with",
}

// inWords puts one node into words. Inside another node, conditions joined by and or or get brackets.
func inWords(n exprast.Node, inner bool) string {
	switch n := n.(type) {
	case *exprast.BinaryNode:
		return binaryInWords(n, inner)
	case *exprast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			what := inWords(n.Node, true)
			if strings.Count(what, " is ") == 1 && !strings.Contains(what, " is not ") {
				return strings.Replace(what, " is ", " is not ", 1)
			}
			return "not " + what
		}
	case *exprast.MemberNode:
		return memberInWords(n)
	case *exprast.IdentifierNode:
		return n.Value
	case *exprast.StringNode:
		return textInWords(n.Value)
	case *exprast.ArrayNode:
		var parts []string
		for _, v := range n.Nodes {
			parts = append(parts, inWords(v, true))
		}
		return orList(parts)
	}
	return n.String()
}

func binaryInWords(n *exprast.BinaryNode, inner bool) string {
	left, right := inWords(n.Left, true), inWords(n.Right, true)
	switch op := n.Operator; op {
	case "and", "&&", "or", "||":
		word := map[string]string{"&&": "and", "||": "or"}[op]
		if word == "" {
			word = op
		}
		// Parts joined by the same word need no brackets.
		if l, ok := n.Left.(*exprast.BinaryNode); ok && l.Operator == op {
			left = inWords(n.Left, false)
		}
		both := left + " " + word + " " + right
		if inner {
			return "(" + both + ")"
		}
		return both
	case "in":
		return left + " is " + right
	case "matches":
		if list, ok := alternatives(n.Right); ok {
			return left + " contains " + list
		}
		return left + " matches " + right
	default:
		if word := comparisons[op]; word != "" {
			return left + " " + word + " " + right
		}
		return fmt.Sprintf("%s %s %s", left, op, right)
	}
}

// memberInWords drops "lead." before a field and names an attribute by its own name.
func memberInWords(n *exprast.MemberNode) string {
	name, ok := n.Property.(*exprast.StringNode)
	if !ok {
		return n.String()
	}
	switch of := n.Node.(type) {
	case *exprast.IdentifierNode:
		return fieldWords(name.Value)
	case *exprast.MemberNode:
		if p, ok := of.Property.(*exprast.StringNode); ok && p.Value == "attributes" {
			return "the attribute " + name.Value
		}
	}
	return n.String()
}

// fieldWords returns the plain name of a field.
func fieldWords(field string) string {
	switch field {
	case "employees":
		return "staff"
	case "freemail":
		return "the email address is at a free mail provider"
	case "test":
		return "it is a test"
	case "email":
		return "email"
	}
	return field
}

func textInWords(s string) string {
	if s == "" {
		return "empty"
	}
	return s
}

var plainAlternatives = regexp.MustCompile(`^\(\?i\)\(?([\pL\pN -]+(?:\|[\pL\pN -]+)*)\)?$`)

// alternatives lists the words of a pattern that consists only of a choice of words.
func alternatives(n exprast.Node) (string, bool) {
	s, ok := n.(*exprast.StringNode)
	if !ok {
		return "", false
	}
	m := plainAlternatives.FindStringSubmatch(s.Value)
	if m == nil {
		return "", false
	}
	return orList(strings.Split(m[1], "|")), true
}
