package main

import (
	"encoding/json"
	"fmt"
	"time"

	"dibs/cmd/dibs/replay"
	"dibs/playbook"
	"dibs/worktime"
)

// playbookReplayCmd shows what a changed playbook would have done with past leads.
type playbookReplayCmd struct {
	New   string `arg:"" name:"NEW.yaml" help:"The changed playbook."`
	Since string `default:"30d" help:"How far back to go: 12h, 30d, …"`
	JSON  bool   `help:"Print JSON."`
}

// Run judges every lead of the period by the current playbook and by the changed one, each lead as it was when it
// came in, and prints the differences. It only reads, and prints no personal data.
func (c *playbookReplayCmd) Run(e *env) error {
	since, err := worktime.ParseSpan(c.Since)
	if err != nil {
		return fmt.Errorf("--since: %q is not a duration: %w", c.Since, err)
	}
	after, err := playbook.Load(c.New, e.withoutSecrets)
	if err != nil {
		return err
	}
	s, err := readDatabase(e)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	before, err := currentPlaybook(e.ctx, s, e.withoutSecrets)
	if err != nil {
		return err
	}
	now := time.Now()
	from := now.Add(-since.Length())
	r := replay.New(before, after, c.Since)
	if err := r.Leads(e.ctx, s, from, progressTo(e.stderr, "Replaying", from, now)); err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(r.Report())
	}
	r.Print(e.stdout)
	return nil
}
