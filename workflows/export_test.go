package workflows

// HoldTurn keeps everybody else of this process from dealing by a team's rotation, until done.
func (e *Engine) HoldTurn(team string) (done func()) { return e.rotations.lock(team) }
