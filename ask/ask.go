// Package ask reads what people type to Dibs, after /lead, to @dibs, in a direct message or in a
// thread, as one question with one meaning, and proposes the nearest ones where there is none.
package ask

import (
	"time"

	"dibs/ask/dates"
	"dibs/lead"
)

// Asker is who asks, where and when.
type Asker struct {
	Now   time.Time
	Zone  *time.Location // theirs; nil is UTC
	Lead  lead.ID        // the lead in whose thread it was typed; 0 elsewhere
	Names Names
}

// Names are what can be called by name, as the playbook and Slack know it.
type Names struct {
	Sources, Campaigns, Teams []string
	People                    []Person // who can own a lead or be away; nobody who has left
	Me                        lead.PersonID
}

// Person is somebody who can be named: by the whole name, its first or last word, the e-mail address
// or its beginning, or a mention. A name that fits two people names nobody.
type Person struct {
	ID      lead.PersonID
	SlackID string // as in the token <@U012|ben>
	Name    string
	Email   string
	Team    string // what "my team" is for them; may be empty
}

// Verb is what somebody wants.
type Verb string

// The verbs. Beside each stand the fields of Question that it sets.
const (
	Help       Verb = "help"
	New        Verb = "new"        // Words: what is known of the lead
	Mine       Verb = "mine"       //
	Due        Verb = "due"        // Query: Owner, Span; overdue is a Span without From, up to now
	Next       Verb = "next"       //
	Show       Verb = "show"       // Lead, else Words
	Find       Verb = "find"       // Words
	Claim      Verb = "claim"      // Lead, else Words; neither: the next lead of the pool
	Owner      Verb = "owner"      // Lead, else Words
	Known      Verb = "known"      // Words: a company, a name, an address; is there a lead of it
	Count      Verb = "count"      // Query
	List       Verb = "list"       // Query
	Summary    Verb = "summary"    // Query
	Report     Verb = "report"     // Query
	Definition Verb = "definition" // Words
	Roster     Verb = "roster"     // who is away, and who is on duty
	Away       Verb = "away"       // Words: who, as a mention, and until when, as after /lead away; Person when it is somebody else
	Back       Verb = "back"       // Words, Person: as Away
	Remind     Verb = "remind"     // When, zero when no time is said; Words: of what; Lead of the thread, or a number typed; Person when it is somebody else
	Note       Verb = "note"       // Lead, 0 when it is not said; Words
	Perform    Verb = "perform"    // Act; Lead, 0 when it is not said; Words: a reason or an amount; When of a snooze
	Assign     Verb = "assign"     // Lead, else Words; Person, empty when it is not said
	Thanks     Verb = "thanks"     //
)

// Act is what is done with a lead. Its words are the ids of the buttons that do the same
// (bot.ActionNoAnswer and so on).
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
	Snooze      Act = "snooze"    // When, zero when no date is said; Words: the reason, if any
	Disqualify  Act = "disqualify"
	Merge       Act = "merge" // Words: the other lead, if any
	Reopen      Act = "reopen"
)

// Question is what a text was read as. Only the fields of its verb are set.
type Question struct {
	Verb   Verb
	Words  string  // what the verb is about, exactly as typed: Slack's tokens <@U012|ben> stay what they are
	Lead   lead.ID // the lead it is about: a number typed, else that of the thread; 0 where Words name it
	Act    Act
	Person lead.PersonID
	Query  lead.Query // its Owners, Sources, Campaigns and Teams are as Names has them; without a time in the text Span is zero
	When   dates.Moment
}
