package handlers

import (
	"testing"

	"dibs/playbook"
)

func TestEveryPresetOfThePlaybookHasAReader(t *testing.T) {
	t.Parallel()
	for _, p := range playbook.Presets() {
		if _, ok := presets[p]; !ok {
			t.Errorf("the playbook takes %s, and nothing reads its webhooks", p)
		}
	}
	if len(presets) != len(playbook.Presets()) {
		t.Errorf("%d presets have a reader, the playbook takes %d", len(presets), len(playbook.Presets()))
	}
}
