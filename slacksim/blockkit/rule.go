package blockkit

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// rule reports what is wrong with the value v that stands at the pointer at.
type rule func(at string, v any) []Problem

// and gives a rule that reports what either of the two reports.
func (r rule) and(more rule) rule {
	return func(at string, v any) []Problem { return append(r(at, v), more(at, v)...) }
}

func problem(at, format string, args ...any) []Problem {
	return []Problem{{Pointer: at, Message: fmt.Sprintf(format, args...)}}
}

// noLimit is for texts and lists that only the size of the request, or a rule about the whole payload, limits.
const noLimit = math.MaxInt - 1

// text is a string of minLength to maxLength Unicode code points.
func text(minLength, maxLength int) rule {
	return func(at string, v any) []Problem {
		s, ok := v.(string)
		length := utf8.RuneCountInString(s)
		switch {
		case !ok:
			return problem(at, "must provide a string")
		case length < minLength:
			return problem(at, "must be more than %d characters", minLength-1)
		case length > maxLength:
			return problem(at, "must be less than %d characters", maxLength+1)
		}
		return nil
	}
}

// Texts for which no source names a limit: anyText may be empty, words not.
var (
	anyText = text(0, noLimit)
	words   = text(1, noLimit)
)

// match is a string of the given form.
func match(pattern string) rule {
	re := regexp.MustCompile(pattern)
	return anyText.and(func(at string, v any) []Problem {
		if s, ok := v.(string); ok && !re.MatchString(s) {
			return problem(at, "input must match regex pattern: %s", pattern)
		}
		return nil
	})
}

// enum is one of the given strings.
func enum(values ...string) rule {
	return func(at string, v any) []Problem {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			return problem(at, "must be a valid enum value")
		}
		return nil
	}
}

func flag(at string, v any) []Problem {
	if _, ok := v.(bool); !ok {
		return problem(at, "must be a boolean")
	}
	return nil
}

func number(at string, v any) []Problem {
	if _, ok := v.(json.Number); !ok {
		return problem(at, "must provide a number")
	}
	return nil
}

// integer is a whole number from low to high. "Less than high" is Slack's wording for the value high+1; it does not add
// one as it does for lengths.
func integer(low, high int64) rule {
	return func(at string, v any) []Problem {
		n, ok := v.(json.Number)
		i, err := strconv.ParseInt(n.String(), 10, 64)
		switch {
		case !ok || err != nil:
			return problem(at, "must provide an integer")
		case i < low:
			return problem(at, "must be greater than %d", low)
		case i > high:
			return problem(at, "must be less than %d", high)
		}
		return nil
	}
}

// list is an array of minItems to maxItems values that each follow the rule.
func list(minItems, maxItems int, each rule) rule {
	return func(at string, v any) []Problem {
		items, ok := v.([]any)
		switch {
		case !ok:
			return problem(at, "must provide an array")
		case len(items) < minItems:
			return problem(at, "must provide at least %d items", minItems)
		case len(items) > maxItems:
			return problem(at, "no more than %d items allowed", maxItems)
		}
		var found []Problem
		for i, item := range items {
			found = append(found, each(at+"/"+strconv.Itoa(i), item)...)
		}
		return found
	}
}

// field is a key of an object.
type field struct {
	name     string
	rule     rule
	required bool
}

func must(name string, r rule) field { return field{name: name, rule: r, required: true} }
func may(name string, r rule) field  { return field{name: name, rule: r} }

// object has the given keys and no others.
func object(fields ...field) rule {
	known := make(map[string]bool, len(fields))
	for _, f := range fields {
		known[f.name] = true
	}
	return func(at string, v any) []Problem {
		o, ok := v.(map[string]any)
		if !ok {
			return problem(at, "must provide an object")
		}
		var found []Problem
		for _, f := range fields {
			value, present := o[f.name]
			switch {
			case present:
				found = append(found, f.rule(at+"/"+f.name, value)...)
			case f.required:
				found = append(found, problem(at, "missing required field: %s", f.name)...)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(o)) {
			if !known[key] {
				found = append(found, problem(at, "invalid additional property: %s", key)...)
			}
		}
		return found
	}
}

// across is a rule about several keys of an object; what is no object has been reported by the rule before it.
func across(check func(at string, o map[string]any) []Problem) rule {
	return func(at string, v any) []Problem {
		if o, ok := v.(map[string]any); ok {
			return check(at, o)
		}
		return nil
	}
}

// kind is an object that its "type" key names.
type kind struct {
	name string
	rule rule
}

func typed(name string, fields ...field) kind {
	return kind{name, object(append([]field{must("type", enum(name))}, fields...)...)}
}

func (k kind) and(more rule) kind { return kind{k.name, k.rule.and(more)} }

// anyOf is an object of one of the kinds; its "type" says which.
func anyOf(kinds ...kind) rule {
	rules := make(map[string]rule, len(kinds))
	for _, k := range kinds {
		rules[k.name] = k.rule
	}
	return func(at string, v any) []Problem {
		o, ok := v.(map[string]any)
		if !ok {
			return problem(at, "must provide an object")
		}
		value, present := o["type"]
		if !present {
			return problem(at, "missing required field: type")
		}
		name, ok := value.(string)
		if !ok {
			return problem(at+"/type", "must provide a string")
		}
		r, ok := rules[name]
		if !ok {
			return problem(at+"/type", "unsupported type: %s", name)
		}
		return r(at, v)
	}
}

// atLeastOne wants one of the keys or both. Slack points at the type of the block that lacks them.
func atLeastOne(a, b string) rule {
	return across(func(at string, o map[string]any) []Problem {
		if o[a] == nil && o[b] == nil {
			return problem(at+"/type", "must define either `%s` or `%s`", a, b)
		}
		return nil
	})
}

// exactlyOne wants one of the keys and not both.
func exactlyOne(a, b string) rule {
	return atLeastOne(a, b).and(across(func(at string, o map[string]any) []Problem {
		if o[a] != nil && o[b] != nil {
			return problem(at, "failed to match exactly one allowed schema")
		}
		return nil
	}))
}
