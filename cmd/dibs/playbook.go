package main

import (
	"cmp"
	"fmt"

	"dibs/handlers"
	"dibs/playbook"
)

// playbookCmd are the verbs for whoever writes the playbook.
type playbookCmd struct {
	Check   playbookCheckCmd   `cmd:"" help:"Say everything that is wrong with a playbook, with its place and the nearest right word."`
	Explain playbookExplainCmd `cmd:"" help:"Tell the process in plain words, for people who do not read YAML."`
	Test    playbookTestCmd    `cmd:"" help:"Take a lead through the playbook and explain every step. Nothing is stored."`
	Replay  playbookReplayCmd  `cmd:"" help:"Run past leads through a changed playbook and print what would differ. Nothing is changed."`
}

// playbookFile is the playbook that a verb looks at.
type playbookFile struct {
	File string `arg:"" optional:"" help:"The playbook. Without it: DIBS_PLAYBOOK, or playbook.yaml."`
}

// path is the file to read.
func (f playbookFile) path(e *env) string {
	return cmp.Or(f.File, e.getenv("DIBS_PLAYBOOK"), "playbook.yaml")
}

// load reads the playbook for a verb that only looks at it: secrets need not be there.
func (f playbookFile) load(e *env) (*playbook.Playbook, error) {
	return playbook.Load(f.path(e), e.withoutSecrets)
}

// withoutSecrets is the environment where secrets of sources do not matter.
func (e *env) withoutSecrets(name string) string { return cmp.Or(e.getenv(name), "unset") }

// loadPlaybook reads a playbook as serve does, at its start and when it is told to read it again.
func loadPlaybook(path string, getenv func(string) string) (*playbook.Playbook, error) {
	pb, err := playbook.Load(path, getenv)
	if err != nil {
		return nil, err
	}
	if err := handlers.CheckSources(pb); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return pb, nil
}
