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

// rule reports what is wrong with the value v at the JSON pointer at.
type rule func(at string, v any) []Problem

// and returns a rule that reports the problems of both rules.
func (r rule) and(more rule) rule {
	return func(at string, v any) []Problem { return append(r(at, v), more(at, v)...) }
}

func problem(at, format string, args ...any) []Problem {
	return []Problem{{Pointer: at, Message: fmt.Sprintf(format, args...)}}
}

// noLimit is for texts and lists that are only limited by the size of the request or by acrossBlocks.
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

// Texts without a documented limit. anyText may be empty, nonEmptyText may not.
var (
	anyText      = text(0, noLimit)
	nonEmptyText = text(1, noLimit)
)

// match is a string that matches the pattern.
func match(pattern string) rule {
	re := regexp.MustCompile(pattern)
	return anyText.and(func(at string, v any) []Problem {
		if s, ok := v.(string); ok && !re.MatchString(s) {
			return problem(at, "input must match regex pattern: %s", pattern)
		}
		return nil
	})
}

// enum is one of the strings.
func enum(values ...string) rule {
	return func(at string, v any) []Problem {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			return problem(at, "must be a valid enum value")
		}
		return nil
	}
}

func boolean(at string, v any) []Problem {
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

// integer is a whole number from low to high. For a larger value Slack's message names high itself, whereas for lengths it
// names the limit plus one.
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

// list is an array of minItems to maxItems values that each satisfy the rule.
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

func required(name string, r rule) field { return field{name: name, rule: r, required: true} }
func optional(name string, r rule) field { return field{name: name, rule: r} }

// object is an object with only these keys.
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

// wholeObject is a rule about several keys of an object. It ignores other values, because another rule reports them.
func wholeObject(check func(at string, o map[string]any) []Problem) rule {
	return func(at string, v any) []Problem {
		if o, ok := v.(map[string]any); ok {
			return check(at, o)
		}
		return nil
	}
}

// kind is a kind of object, identified by its "type".
type kind struct {
	name string
	rule rule
}

func typed(name string, fields ...field) kind {
	return kind{name, object(append([]field{required("type", enum(name))}, fields...)...)}
}

func (k kind) and(more rule) kind { return kind{k.name, k.rule.and(more)} }

// anyOf is an object of one of the kinds.
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

// atLeastOne requires at least one of two keys. Slack's error points to the type of the object.
func atLeastOne(a, b string) rule {
	return wholeObject(func(at string, o map[string]any) []Problem {
		if o[a] == nil && o[b] == nil {
			return problem(at+"/type", "must define either `%s` or `%s`", a, b)
		}
		return nil
	})
}

// exactlyOne requires one of two keys, but not both.
func exactlyOne(a, b string) rule {
	return atLeastOne(a, b).and(wholeObject(func(at string, o map[string]any) []Problem {
		if o[a] != nil && o[b] != nil {
			return problem(at, "failed to match exactly one allowed schema")
		}
		return nil
	}))
}
