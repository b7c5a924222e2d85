package main

import "dibs/cmd/dibs/explain"

// playbookExplainCmd explains the process in plain words.
type playbookExplainCmd struct{ playbookFile }

// Run writes the whole playbook as text that fits a terminal of 80 columns.
func (c *playbookExplainCmd) Run(e *env) error {
	pb, err := c.load(e)
	if err != nil {
		return err
	}
	explain.Process(e.stdout, pb)
	return nil
}
