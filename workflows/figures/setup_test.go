package figures_test

import "dibs/workflows/workflowstest"

// Short names for the setup that the tests of all workflows share.
type dibs = workflowstest.Dibs

var (
	nine    = workflowstest.Nine
	inquiry = workflowstest.Inquiry
	onEach  = workflowstest.OnEach
)
