package view

import (
	"strings"
	"testing"
	"time"
)

func TestATimeIsToldAsExactlyAsItTakesToTellItFromTheOneBefore(t *testing.T) {
	before := time.Date(2026, 11, 23, 9, 0, 10, 0, time.UTC)
	for _, c := range []struct {
		name   string
		before time.Time
		at     time.Time
		want   string
	}{
		{"half a minute later", before, before.Add(30 * time.Second), "{time_secs}"},
		{"five minutes later", before, before.Add(5 * time.Minute), "{time}"},
		{"the next day", before, before.Add(24 * time.Hour), "{date_short_pretty} {time}"},
		{"after nothing", time.Time{}, before, "{date_short_pretty} {time}"},
	} {
		if got := (Renderer{}).after(c.before, c.at); !strings.Contains(got, "^"+c.want+"|") {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
