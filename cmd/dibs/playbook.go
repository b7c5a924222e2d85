package main

import (
	"cmp"

	"dibs/playbook"
)

// playbookCmd has the commands for writing a playbook.
type playbookCmd struct {
	Check   playbookCheckCmd   `cmd:"" help:"List every problem of a playbook with its line, and what to write instead."`
	Explain playbookExplainCmd `cmd:"" help:"Put the process in plain words, for people who don't read YAML."`
	Test    playbookTestCmd    `cmd:"" help:"Run a lead through the playbook and explain every step. Stores nothing."`
	Replay  playbookReplayCmd  `cmd:"" help:"Run past leads through a changed playbook and show what would change. Changes nothing."`
}

// playbookFile is the playbook a command reads.
type playbookFile struct {
	File string `arg:"" optional:"" help:"The playbook. Default: $DIBS_PLAYBOOK, or playbook.yaml."`
}

// path is the file to read.
func (f playbookFile) path(e *env) string {
	return cmp.Or(f.File, e.getenv("DIBS_PLAYBOOK"), "playbook.yaml")
}

// load reads the playbook for a command that needs no secrets.
func (f playbookFile) load(e *env) (*playbook.Playbook, error) {
	return playbook.Load(f.path(e), e.withoutSecrets)
}

// withoutSecrets is the environment for commands that need no secrets of sources: none is ever missing.
func (e *env) withoutSecrets(name string) string { return cmp.Or(e.getenv(name), "unset") }
