package playbook

import (
	"fmt"
	"slices"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// knownValues finds comparisons that can never hold, because a temperature or a country is written
// as it never is: "UK" or "de" would silently send nobody anywhere.
type knownValues struct{ err *file.Error }

// Visit is called for every node.
func (k *knownValues) Visit(n *exprast.Node) {
	v, ok := (*n).(*exprast.BinaryNode)
	if !ok || v.Operator != "==" && v.Operator != "!=" && v.Operator != "in" {
		return
	}
	kind, known := valuesOf(v.Left)
	values := []exprast.Node{v.Right}
	if list, ok := v.Right.(*exprast.ArrayNode); ok {
		values = list.Nodes
	}
	for _, value := range values {
		text, ok := value.(*exprast.StringNode)
		if kind == "" || !ok || slices.Contains(known, text.Value) || k.err != nil {
			continue
		}
		what := fmt.Sprintf("unknown %s %q", kind, short(text.Value))
		if near := nearest(text.Value, known); near != "" {
			what += fmt.Sprintf(": did you mean %q?", near)
		} else if len(known) < len(countries) {
			what += ": there is " + orList(known)
		} else {
			what += ": it is never that, countries are written as DE or US"
		}
		k.err = &file.Error{Location: value.Location(), Message: what}
	}
}

// valuesOf is what a name of few values can be.
func valuesOf(n exprast.Node) (kind string, known []string) {
	switch v := n.(type) {
	case *exprast.IdentifierNode:
		if v.Value == "temperature" {
			return v.Value, []string{"hot", "warm", "cold"}
		}
	case *exprast.MemberNode:
		of, ok := v.Node.(*exprast.IdentifierNode)
		field, named := v.Property.(*exprast.StringNode)
		if ok && named && of.Value == "lead" && field.Value == "country" {
			return "country", append([]string{""}, countries...)
		}
	}
	return "", nil
}
