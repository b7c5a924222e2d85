package playbook

import (
	"fmt"
	"slices"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/goccy/go-yaml/ast"
)

// knownValues finds comparisons that can never hold, because a temperature, a country or a currency is
// written as it never is: "UK" or "de" would silently send nobody anywhere. What is compared with names
// that the playbook gives itself, further down perhaps, it collects.
type knownValues struct {
	err   *file.Error
	names []namedValue
}

// namedValue is a text that a condition compares with a name of the playbook: a source, or a campaign.
type namedValue struct{ kind, value string }

// comparing are the operators between a field and what it is, or is one of.
var comparing = []string{"==", "!=", "in"}

// Visit is called for every node.
func (k *knownValues) Visit(n *exprast.Node) {
	if _, ok := (*n).(*exprast.NilNode); ok && k.err == nil {
		k.err = &file.Error{Location: (*n).Location(), Message: `conditions can't use nil: an unknown field is "" or 0`}
	}
	v, ok := (*n).(*exprast.BinaryNode)
	if !ok || !slices.Contains(comparing, v.Operator) {
		return
	}
	field, values := v.Left, []exprast.Node{v.Right}
	if list, ok := v.Right.(*exprast.ArrayNode); ok {
		values = list.Nodes
	} else if _, text := v.Left.(*exprast.StringNode); text && v.Operator != "in" {
		field, values = v.Right, []exprast.Node{v.Left}
	}
	kind := fieldOf(field)
	for _, value := range values {
		if text, ok := value.(*exprast.StringNode); ok && k.err == nil {
			k.check(kind, text)
		}
	}
}

func (k *knownValues) check(kind string, text *exprast.StringNode) {
	switch known := valuesOf(kind); {
	case kind == "source" || kind == "campaign":
		k.names = append(k.names, namedValue{kind: kind, value: text.Value})
	case len(known) > 0 && text.Value != "" && !slices.Contains(known, text.Value):
		what := fmt.Sprintf("unknown %s %q", kind, short(text.Value)) + suggestion(kind, text.Value, known)
		k.err = &file.Error{Location: text.Location(), Message: what}
	}
}

// fieldOf names the field of few values that a node is; empty for any other.
func fieldOf(n exprast.Node) string {
	switch v := n.(type) {
	case *exprast.IdentifierNode:
		if v.Value == "temperature" {
			return v.Value
		}
	case *exprast.MemberNode:
		of, ok := v.Node.(*exprast.IdentifierNode)
		field, named := v.Property.(*exprast.StringNode)
		if ok && named && of.Value == "lead" {
			return field.Value
		}
	}
	return ""
}

// valuesOf is what a field of few values can be; none for a field that can be anything.
func valuesOf(field string) []string {
	switch field {
	case "temperature":
		return temperatureWords
	case "country":
		return countries
	case "currency":
		return currencies
	}
	return nil
}

var temperatureWords = []string{"hot", "warm", "cold"}

// commonNames are the codes of what people call otherwise.
var commonNames = map[string]string{"UK": "GB", "EL": "GR", "€": "EUR", "$": "USD", "£": "GBP"}

// suggestion is what to write for a value that there is not: the nearest one, or how it is written.
func suggestion(kind, value string, known []string) string {
	near := commonNames[value]
	if !slices.Contains(known, near) {
		near = Nearest(value, known)
	}
	switch {
	case near != "":
		return fmt.Sprintf(": did you mean %q?", near)
	case formatHints[kind] != "":
		return ": " + formatHints[kind]
	}
	return ": use " + orList(known)
}

// checkNames checks the names of the playbook in a condition once all are known. Sources and campaigns may
// come that the playbook does not name, so only one that is a slip of the keyboard away from a name is
// taken for the slip.
func (r *reader) checkNames(n ast.Node, values []namedValue) {
	r.deferred = append(r.deferred, func() {
		for _, v := range values {
			known := r.book.Sources()
			if v.kind == "campaign" {
				known = r.book.Campaigns()
			}
			if near := typoOf(v.value, known); near != "" {
				r.problem(n, "condition: unknown %s %q: did you mean %q?", v.kind, short(v.value), near)
			}
		}
	})
}
