package playbook

import (
	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// retention reads how long a lead's personal data is kept after it was closed, by stage.
func (r *reader) retention(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, s := range []lead.Stage{lead.StageDisqualified, lead.StageLost, lead.StageWon} {
		fields[string(s)] = func(n ast.Node) {
			if p.retention[s] = r.duration(n, string(s)); p.retention[s] < day && !r.hasProblem(n) {
				r.problem(n, "%s: personal data must be kept for at least a day", s)
			}
		}
	}
	r.table(n, "retention", fields)
}
