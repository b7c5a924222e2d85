package handlers

import (
	"testing"

	"dibs/playbook"
)

func TestEveryPresetOfThePlaybookHasAReader(t *testing.T) {
	t.Parallel()
	for _, p := range playbook.Presets() {
		if _, ok := presets[p]; !ok {
			t.Errorf("no reader for webhooks of the preset %s", p)
		}
	}
	if len(presets) != len(playbook.Presets()) {
		t.Errorf("%d readers for %d presets of the playbook", len(presets), len(playbook.Presets()))
	}
}
