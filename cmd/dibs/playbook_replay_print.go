package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
)

// differences is what machines get of a replay.
type differences struct {
	Since    string     `json:"since"`
	Before   string     `json:"before"` // versions of the playbook
	After    string     `json:"after"`
	Leads    int        `json:"leads"`
	Differ   int        `json:"differ"`
	Changes  []counted  `json:"changes"`
	Examples []replayed `json:"examples"`
}

// counted is how many leads a change concerns.
type counted struct {
	change
	Leads int `json:"leads"`
}

func (r *replay) differences() differences {
	d := differences{
		Since: r.since, Before: r.before.Version(), After: r.after.Version(), Leads: r.leads, Differ: r.differ,
		Changes: r.counted(), Examples: r.examples,
	}
	if d.Examples == nil {
		d.Examples = []replayed{}
	}
	return d
}

// kinds is the order in which changes are told.
var kinds = []string{"stage", "temperature", "channel", "team", "sales channel", "assign"}

// counted lists the changes by kind, the most frequent first.
func (r *replay) counted() []counted {
	cs := make([]counted, 0, len(r.changes))
	for c := range maps.Keys(r.changes) {
		cs = append(cs, counted{c, r.changes[c]})
	}
	slices.SortFunc(cs, func(a, b counted) int {
		return cmp.Or(
			slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), b.Leads-a.Leads,
			cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After),
		)
	})
	return cs
}

// print writes the counts as a table, and some of the leads.
func (r *replay) print(w io.Writer) {
	fmt.Fprintf(w, "%s of the last %s by the playbook in force (%s) and the changed one (%s):\n",
		several(r.leads, "lead", "leads"), r.since, r.before.Version(), r.after.Version())
	if r.differ == 0 {
		fmt.Fprintln(w, "nothing would differ.")
		return
	}
	fmt.Fprintf(w, "%d would be another matter.\n\n", r.differ)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range r.counted() {
		fmt.Fprintf(t, "%s\t%s → %s:\t%d\n", c.Kind, orDash(c.Before), orDash(c.After), c.Leads)
	}
	_ = t.Flush() // the writer below tells nobody either
	fmt.Fprintf(w, "\nSome of them:\n\n")
	for _, x := range r.examples {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", x.ID, x.Source,
			became(string(x.Before.Temperature), string(x.After.Temperature)),
			became(string(x.Before.Stage), string(x.After.Stage)), became(x.Before.Channel, x.After.Channel))
	}
	_ = t.Flush()
}

// became tells a value that stays once.
func became(before, after string) string {
	if before == after {
		return orDash(after)
	}
	return orDash(before) + " → " + orDash(after)
}

func orDash(s string) string { return cmp.Or(s, "–") }
