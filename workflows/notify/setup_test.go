package notify_test

import "dibs/workflows/workflowstest"

// Short names for the setup that the tests of all workflows share.
type (
	dibs    = workflowstest.Dibs
	message = workflowstest.Message
)

var (
	nine       = workflowstest.Nine
	inquiry    = workflowstest.Inquiry
	onEachWith = workflowstest.OnEachWith
	open       = workflowstest.Open
)
