package lead

import "time"

// Temperature classifies a lead by potential and engagement together: hot, warm or cold.
type Temperature string

// The temperatures.
const (
	Hot  Temperature = "hot"
	Warm Temperature = "warm"
	Cold Temperature = "cold"
)

// Temperatures lists all temperatures, hottest first.
func Temperatures() []Temperature { return []Temperature{Hot, Warm, Cold} }

// Axis is one of the two sides of a score.
type Axis string

// The axes: how much we want them (potential), and how much they want us (engagement).
const (
	AxisPotential  Axis = "potential"
	AxisEngagement Axis = "engagement"
)

// Points are the points that one rule gave, with the reason.
type Points struct {
	Axis    Axis   `json:"Axis"`
	Points  int    `json:"Points"`
	Because string `json:"Because"`
	// Failed is the condition that could not be checked, as written in the playbook. Points is then 0 and
	// Because empty.
	Failed string `json:"Failed,omitempty"`
}

// Score is a lead's score at time At. Only an event changes it, never the passing of time: computing it again
// from the log as of At gives the same result.
type Score struct {
	Potential   int         `json:"Potential"`
	Engagement  int         `json:"Engagement"`
	Temperature Temperature `json:"Temperature"`
	At          time.Time   `json:"At"`
	Reasons     []Points    `json:"Reasons"` // strongest first
}

// Interest is one sign of interest: the key of an engagement rule in the playbook, and the time.
type Interest struct {
	Event string    `json:"Event"`
	At    time.Time `json:"At"`
}

// Answer is the answer to a checklist question.
type Answer string

// The answers. A question that was not asked has no entry in Answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// Answers holds checklist answers by question id.
type Answers map[string]Answer

// Question is one criterion of the playbook's definition of a lead.
type Question struct {
	ID       string
	Ask      string
	Required bool // answered No, it is not a lead now
}

// SalesChannel is the kind of seller that a lead goes to.
type SalesChannel string

// The sales channels.
const (
	ChannelRep         SalesChannel = "rep"
	ChannelTerritory   SalesChannel = "territory_manager"
	ChannelReseller    SalesChannel = "reseller"
	ChannelDistributor SalesChannel = "distributor"
)

// Route says where a lead goes in sales, and why.
type Route struct {
	Rule         string       `json:"Rule"`    // the name of the rule that matched
	Channel      string       `json:"Channel"` // Slack channel: a name with # or an id
	SalesChannel SalesChannel `json:"SalesChannel"`
	Team         string       `json:"Team"`
	Partner      string       `json:"Partner"`         // its channel; it does not see the fields the playbook hides
	Home         string       `json:"Home"`            // our own channel, used if the partner does not take the lead
	Assign       string       `json:"Assign"`          // AssignClaim or AssignRoundRobin
	Notes        []RouteNote  `json:"Notes,omitempty"` // what could not be done as written
	Note         string       `json:"Note,omitempty"`  // the same as a sentence, in rows stored before notes had codes; never written
}

// How a route finds an owner.
const (
	AssignClaim      = "claim"       // the first of the team to claim it
	AssignRoundRobin = "round_robin" // Dibs offers it to the person whose turn it is
)

// Judgement is the playbook's verdict on a lead: its score, where it belongs, and which version of the
// playbook decided.
type Judgement struct {
	Score      Score
	Stage      Stage // new, inquiry or nurturing
	Route      Route // where it goes in sales, now or when it gets there
	Channel    string
	Marketing  string    // marketing's channel
	Qualifiers string    // the qualifiers' channel
	WakeAt     time.Time // when a nurtured lead wakes
	Missing    []string  // fields that the definition requires and the inquiry lacks
	HeldUntil  time.Time // until when its campaign holds its leads back; zero: it does not
	Wakes      bool      // it has warmed up enough to wake a nurtured lead before its date
	PlaybookID string
}

// held returns the judgement with the lead placed with marketing until HeldUntil, if its campaign holds leads
// back.
func (j Judgement) held() Judgement {
	if !j.HeldUntil.IsZero() {
		j.Stage, j.Channel, j.WakeAt = StageNurturing, j.Marketing, j.HeldUntil
	}
	return j
}
