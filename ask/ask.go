// Package ask turns a line that a person types to Dibs (after /lead, to @dibs, in a direct message or in a
// thread) into one question with one meaning. For a line it cannot read, it suggests lines that it can.
package ask

import (
	"time"

	"dibs/ask/dates"
	"dibs/lead"
	"dibs/lead/report"
)

// Asker is the person who typed a line, with the time and the place.
type Asker struct {
	Now   time.Time
	Zone  *time.Location // of the person; nil is UTC
	Lead  lead.ID        // the lead of the thread it was typed in; 0 elsewhere
	Names Names
}

// Names lists the names that a question may contain, from the playbook and from Slack.
type Names struct {
	Sources, Campaigns, Teams []string
	People                    []Person // people who can own a lead or be away, without those who left
	Me                        lead.PersonID
}

// Person is a person that a question may name: by the full name, its first or last word, the e-mail address
// or the part before the @, or a mention. A name that fits two people names neither.
type Person struct {
	ID      lead.PersonID
	SlackID string // as in the token <@U012|ben>
	Name    string
	Email   string
	Team    string // what "my team" means for them; may be empty
}

// Verb is the kind of question.
type Verb string

// The verbs, each with the fields of Question that it sets.
const (
	Help       Verb = "help"
	New        Verb = "new"        // Words: what is known about the lead
	Mine       Verb = "mine"       //
	Due        Verb = "due"        // Query: Owners, Span; overdue is a Span without From that ends now
	Next       Verb = "next"       //
	Show       Verb = "show"       // Lead, otherwise Words
	Find       Verb = "find"       // Words
	Claim      Verb = "claim"      // Lead, otherwise Words; neither means the next lead of the pool
	Owner      Verb = "owner"      // Lead, otherwise Words
	Known      Verb = "known"      // Words: a company, a name or an address that may already be a lead
	Count      Verb = "count"      // Query
	List       Verb = "list"       // Query
	Summary    Verb = "summary"    // Query
	Report     Verb = "report"     // Query
	Definition Verb = "definition" // Words
	Roster     Verb = "roster"     // who is away, and who is on duty
	Away       Verb = "away"       // Words: a mention and an end, as after /lead away; Person if it is not the asker
	Back       Verb = "back"       // Words and Person as for Away
	Remind     Verb = "remind"     // When; Words: the subject; Lead, 0 without one; Person if not the asker
	Note       Verb = "note"       // Lead, 0 without one; Words
	Perform    Verb = "perform"    // Act; Lead, 0 without one; Words: a reason or an amount; When: the end of a snooze
	Assign     Verb = "assign"     // Lead, otherwise Words; Person, empty without one
	Thanks     Verb = "thanks"     //
)

// Act is a change to a lead. Its value is the id of the button that does the same (view.ActionNoAnswer and so
// on).
type Act string

// The acts.
const (
	Calling     Act = "calling"
	NoAnswer    Act = "no_answer"
	Certify     Act = "certify"
	ToMarketing Act = "to_marketing"
	PushOn      Act = "push_on"
	NotAFit     Act = "not_a_fit" // Words: the reason, if any
	Undo        Act = "undo"
	Accept      Act = "accept"
	Decline     Act = "pass" // Words: the reason, if any
	LogContact  Act = "log_contact"
	Qualify     Act = "qualify"
	HandBack    Act = "hand_back" // Words: the reason, if any
	Won         Act = "won"       // Words: the amount, if any, as typed: "31,200", "€31,200.50"
	Lost        Act = "lost"      // Words: the reason, if any
	Snooze      Act = "snooze"    // When, zero without a date; Words: the reason, if any
	Disqualify  Act = "disqualify"
	Merge       Act = "merge" // Words: the other lead, if any
	Reopen      Act = "reopen"
)

// Question is the meaning of a line. Only the fields of its verb are set.
type Question struct {
	Verb   Verb
	Words  string  // the subject exactly as typed, with Slack's tokens such as <@U012|ben>
	Lead   lead.ID // a typed number, otherwise the thread's lead; 0 when Words name it
	Act    Act
	Person lead.PersonID
	Query  report.Query // names are written as in Names; Span is zero without a time in the text
	When   dates.Moment
}
