package publish_test

import "dibs/workflows/workflowstest"

// Short names for the setup that the tests of all workflows share.
type (
	dibs    = workflowstest.Dibs
	message = workflowstest.Message
)

var (
	nine       = workflowstest.Nine
	inquiry    = workflowstest.Inquiry
	person     = workflowstest.Person
	onEach     = workflowstest.OnEach
	onEachWith = workflowstest.OnEachWith
	open       = workflowstest.Open
	parse      = workflowstest.Parse
)
