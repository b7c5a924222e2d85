package lead

import "time"

// Temperature classifies a lead by both axes: hot, warm or cold.
type Temperature string

// The temperatures.
const (
	Hot  Temperature = "hot"
	Warm Temperature = "warm"
	Cold Temperature = "cold"
)

// Temperatures lists them, hottest first.
func Temperatures() []Temperature { return []Temperature{Hot, Warm, Cold} }

// Axis is one of the two sides of a score.
type Axis string

// The axes: how much we want them, and how much they want us.
const (
	AxisPotential  Axis = "potential"
	AxisEngagement Axis = "engagement"
)

// Points are what one rule gave, with its reason.
type Points struct {
	Axis    Axis
	Points  int
	Because string
}

// Score is how a lead stood at an instant. It moves only with an event, never by a clock alone:
// computing it again from the log as of At gives the same.
type Score struct {
	Potential   int
	Engagement  int
	Temperature Temperature
	At          time.Time
	Reasons     []Points // strongest first
}

// Interest is one sign of interest: a key of the playbook's engagement rules, and when.
type Interest struct {
	Event string
	At    time.Time
}

// Answer to a checklist question.
type Answer string

// The answers. Not asked is no entry at all.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Answers holds checklist answers by question id.
type Answers map[string]Answer

// Question is one criterion of the playbook's definition.
type Question struct {
	ID       string
	Ask      string
	Required bool // a No means: not a lead now
}

// SalesChannel types where a lead is sold.
type SalesChannel string

// The sales channels.
const (
	ChannelRep         SalesChannel = "rep"
	ChannelTerritory   SalesChannel = "territory_manager"
	ChannelReseller    SalesChannel = "reseller"
	ChannelDistributor SalesChannel = "distributor"
)

// Route is where a lead hangs in the sales funnel and why.
type Route struct {
	Rule         string // the name of the rule that matched
	Channel      string // Slack channel: a name with # or an id
	SalesChannel SalesChannel
	Team         string
	Partner      string
	Assign       string // "claim", or the mode the playbook asks for
	Note         string // what could not be done as written, in words for the thread
}

// Judgement is what the playbook says of a lead: its score, where it belongs, and by which
// version of the playbook.
type Judgement struct {
	Score      Score
	Stage      Stage // new, inquiry or nurturing
	Route      Route // where it goes when it is, or becomes, a lead of sales
	Channel    string
	WakeAt     time.Time // for nurturing
	Missing    []string  // fields the definition requires and the inquiry lacks
	PlaybookID string
}
