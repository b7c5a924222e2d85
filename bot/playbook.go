package bot

import (
	"time"

	"dibs/lead"
)

// Playbook is what drawing reads of the team's written process.
type Playbook interface {
	Ahead(l *lead.Lead, c lead.Crew, n int) []lead.Step
	AttemptsOf(l *lead.Lead) int
	Checklist() []lead.Question
	Gut() bool
	Definition() string
	Version() string
	Reasons(kind lead.Kind) []string
	Sources() []string
	Zone() *time.Location
	Currency() string
	AmountsIn(channel string) bool
	Promise(t lead.Temperature) (claim, contact time.Duration)
}
