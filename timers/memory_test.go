package timers_test

import (
	"testing"

	"dibs/timers"
	"dibs/timers/timerstest"
)

func TestMemory(t *testing.T) {
	timerstest.Run(t, func(*testing.T) timers.Timers { return timers.NewMemory() })
}
