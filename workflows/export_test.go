package workflows

import "context"

// HoldTurn keeps everybody else of this process from assigning by a team's rotation, until done.
func HoldTurn(e *Engine, team string) (done func()) {
	done, err := e.rotations.lock(context.Background(), team)
	if err != nil {
		panic(err)
	}
	return done
}
