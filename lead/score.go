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
	Axis    Axis   `json:"Axis"`
	Points  int    `json:"Points"`
	Because string `json:"Because"`
	Failed  string `json:"Failed,omitempty"` // the condition that could not be checked, as the playbook writes it; then there are no points and no Because
}

// Score is how a lead stood at an instant. It moves only with an event, never by a clock alone:
// computing it again from the log as of At gives the same.
type Score struct {
	Potential   int         `json:"Potential"`
	Engagement  int         `json:"Engagement"`
	Temperature Temperature `json:"Temperature"`
	At          time.Time   `json:"At"`
	Reasons     []Points    `json:"Reasons"` // strongest first
}

// Interest is one sign of interest: a key of the playbook's engagement rules, and when.
type Interest struct {
	Event string    `json:"Event"`
	At    time.Time `json:"At"`
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
	Rule         string       `json:"Rule"`    // the name of the rule that matched
	Channel      string       `json:"Channel"` // Slack channel: a name with # or an id
	SalesChannel SalesChannel `json:"SalesChannel"`
	Team         string       `json:"Team"`
	Partner      string       `json:"Partner"`         // whose channel it is; they see of it what the playbook does not hide
	Home         string       `json:"Home"`            // our own channel, where it goes when the partner does not take it
	Assign       string       `json:"Assign"`          // AssignClaim or AssignRoundRobin
	Notes        []RouteNote  `json:"Notes,omitempty"` // what could not be done as written
	Note         string       `json:"Note,omitempty"`  // the same as a sentence, in rows stored before notes had codes; never written
}

// How a route finds an owner.
const (
	AssignClaim      = "claim"       // whoever of the team is first
	AssignRoundRobin = "round_robin" // whose turn it is gets it offered
)

// Judgement is what the playbook says of a lead: its score, where it belongs, and by which
// version of the playbook.
type Judgement struct {
	Score      Score
	Stage      Stage // new, inquiry or nurturing
	Route      Route // where it goes when it is, or becomes, a lead of sales
	Channel    string
	Marketing  string    // the channel of marketing
	Qualifiers string    // the channel of the qualifiers
	WakeAt     time.Time // for nurturing
	Missing    []string  // fields the definition requires and the inquiry lacks
	HeldUntil  time.Time // its campaign's leads are kept back until then; zero: they are not
	Wakes      bool      // it has warmed up enough to wake a nurtured lead before its date
	PlaybookID string
}

// held is the judgement of a lead whose campaign keeps its leads back: marketing has it until then.
func (j Judgement) held() Judgement {
	if !j.HeldUntil.IsZero() {
		j.Stage, j.Channel, j.WakeAt = StageNurturing, j.Marketing, j.HeldUntil
	}
	return j
}
