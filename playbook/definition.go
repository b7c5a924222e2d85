package playbook

import (
	"slices"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// definition is the written definition of a lead, including the part that is checked automatically.
type definition struct {
	text       string
	requires   []string
	salesReady *condition // nil: every lead with the required fields
	checklist  []lead.Question
	gut        bool
}

func (r *reader) definition(n ast.Node, d *definition) {
	r.table(n, "definition", map[string]field{
		"text": func(n ast.Node) { d.text = r.text(n, "text") },
		"requires": func(n ast.Node) {
			r.list(n, "requires", func(n ast.Node) {
				f := r.word(n, "field", leadFields()...)
				if slices.Contains(d.requires, f) {
					r.problem(n, "%s appears twice", f)
				}
				if f != "" {
					d.requires = append(d.requires, f)
				}
			})
		},
		"sales_ready": func(n ast.Node) { d.salesReady = r.condition(n, "sales_ready", scored{}) },
		"checklist": func(n ast.Node) {
			r.list(n, "checklist", func(n ast.Node) { r.question(n, d) })
			if len(d.checklist) > maxQuestions {
				r.problem(n, "the checklist has %d questions, but Slack dialogs can show at most %d", len(d.checklist), maxQuestions)
			}
		},
		"gut": func(n ast.Node) { d.gut = r.yesNo(n, "gut") },
	}, "text")
}

// maxQuestions leaves room for the rest of the dialog: Slack allows 100 blocks in one.
const maxQuestions = 80

func (r *reader) question(n ast.Node, d *definition) {
	q := lead.Question{}
	r.table(n, "a question", map[string]field{
		"id":       func(n ast.Node) { q.ID = r.text(n, "id") },
		"ask":      func(n ast.Node) { q.Ask = r.text(n, "ask") },
		"required": func(n ast.Node) { q.Required = r.yesNo(n, "required") },
	}, "id", "ask")
	if slices.ContainsFunc(d.checklist, func(o lead.Question) bool { return o.ID == q.ID }) && q.ID != "" {
		r.problem(n, "the question %q appears twice", q.ID)
	}
	d.checklist = append(d.checklist, q)
}

// missing lists the required fields that the lead lacks, in the playbook's order.
func (d *definition) missing(f leadFacts) []string {
	var fields []string
	for _, name := range d.requires {
		if !f.filled(name) {
			fields = append(fields, name)
		}
	}
	return fields
}

// Definition returns the team's written definition of a lead.
func (p *Playbook) Definition() string { return p.definition.text }

// Checklist returns the questions of the Qualify dialog, in order.
func (p *Playbook) Checklist() []lead.Question { return slices.Clone(p.definition.checklist) }

// AsksGutRating reports whether the Qualify dialog also asks for a gut rating, from 1 to 5.
func (p *Playbook) AsksGutRating() bool { return p.definition.gut }
