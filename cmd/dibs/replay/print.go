package replay

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"dibs/bot/view/wording"
)

// Report is a replay as JSON.
type Report struct {
	Since    string        `json:"since"`
	Before   string        `json:"before"` // versions of the playbook
	After    string        `json:"after"`
	Leads    int           `json:"leads"`
	Differ   int           `json:"differ"`
	Changes  []ChangeCount `json:"changes"`
	Examples []Example     `json:"examples"`
}

// ChangeCount is a change with the number of leads it affects.
type ChangeCount struct {
	Change
	Leads int `json:"leads"`
}

// Report is what the replay found.
func (r *Replay) Report() Report {
	report := Report{
		Since: r.since, Before: r.before.Version(), After: r.after.Version(), Leads: r.leads, Differ: r.differ,
		Changes: r.counts(), Examples: r.examples,
	}
	if report.Examples == nil {
		report.Examples = []Example{}
	}
	return report
}

// kinds is the order of the changes.
var kinds = []string{"stage", "temperature", "channel", "team", "sales channel", "assign"}

// counts lists the changes by kind, the most frequent first.
func (r *Replay) counts() []ChangeCount {
	cs := make([]ChangeCount, 0, len(r.changes))
	for c := range maps.Keys(r.changes) {
		cs = append(cs, ChangeCount{c, r.changes[c]})
	}
	slices.SortFunc(cs, func(a, b ChangeCount) int {
		return cmp.Or(
			slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), b.Leads-a.Leads,
			cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After),
		)
	})
	return cs
}

// Print writes the counts as a table, then the examples.
func (r *Replay) Print(w io.Writer) {
	fmt.Fprintf(w, "%s from the last %s, judged by the current playbook (%s) and the changed one (%s).\n",
		wording.Count(r.leads, "lead"), r.since, r.before.Version(), r.after.Version())
	if r.differ == 0 {
		fmt.Fprintln(w, "Nothing would change.")
		return
	}
	fmt.Fprintf(w, "%s would change:\n\n", wording.Count(r.differ, "lead"))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range r.counts() {
		fmt.Fprintf(t, "%s\t%s → %s:\t%d\n", c.Kind, orDash(c.Before), orDash(c.After), c.Leads)
	}
	_ = t.Flush() // errors of w are ignored, as everywhere on the command line
	fmt.Fprintf(w, "\nExamples:\n\n")
	for _, x := range r.examples {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", x.ID, x.Source,
			arrow(string(x.Before.Temperature), string(x.After.Temperature)),
			arrow(string(x.Before.Stage), string(x.After.Stage)), arrow(x.Before.Channel, x.After.Channel))
	}
	_ = t.Flush()
}

// arrow is "before → after", or one value if it stays the same.
func arrow(before, after string) string {
	if before == after {
		return orDash(after)
	}
	return orDash(before) + " → " + orDash(after)
}

func orDash(s string) string { return cmp.Or(s, "–") }
