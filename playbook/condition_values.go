package playbook

import (
	"fmt"
	"slices"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/goccy/go-yaml/ast"
)

// knownValues finds comparisons that can never be true because a temperature, country or currency does not
// exist as written: "UK" or "de" would silently match nothing. It also collects the sources and campaigns in
// comparisons, since the playbook may define them further down.
type knownValues struct {
	err   *file.Error
	names []namedValue
}

// namedValue is a text that a condition compares with the name of a source or campaign.
type namedValue struct{ kind, value string }

// comparing lists the operators between a field and its possible values.
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

// fieldOf returns the name of the field that a node stands for, or an empty string if it is neither the
// temperature nor a field of lead.
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

// valuesOf returns the fixed set of values of a field, or nil for a field without one.
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

// commonNames maps common names to the codes they stand for.
var commonNames = map[string]string{"UK": "GB", "EL": "GR", "€": "EUR", "$": "USD", "£": "GBP"}

// suggestion says what to write instead of an unknown value: the closest known one, or the right format.
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

// checkNames checks the sources and campaigns in a condition once everything has been read. A condition may
// use names that are not in the playbook, so only a typo of a known name is a problem.
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
