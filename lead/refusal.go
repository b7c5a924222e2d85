package lead

import (
	"fmt"
	"time"
)

// Why names the ground of a refusal. One function of bot words each for the person refused.
type Why string

// The grounds of a refusal.
const (
	WhyStage     Why = "stage"     // not possible in the stage the lead is in
	WhyMoved     Why = "moved"     // while a dialog was open it came to another stage or other hands
	WhyOwned     Why = "owned"     // somebody else has it
	WhyOffered   Why = "offered"   // it is held out to one other person
	WhyHeld      Why = "held"      // another qualifier is calling until Until
	WhyRole      Why = "role"      // only Who may do that
	WhyLapsed    Why = "lapsed"    // the claim lapsed; Until says when they may take it again
	WhyObjection Why = "objection" // the person asked not to be contacted this way
	WhyTooLate   Why = "too_late"  // it can no longer be undone
	WhyMissing   Why = "missing"   // Field must be filled in
	WhyFailed    Why = "failed"    // the checklist question Field is not answered with yes
	WhyNotFound  Why = "not_found" // no such lead
	WhyReceiver  Why = "receiver"  // the person chosen cannot be given this lead
	WhyHandoffs  Why = "handoffs"  // it changed hands as often as the playbook allows
	WhyPressure  Why = "pressure"  // contacted as often as the playbook allows; free again at Until
)

// Who names a circle of people in a refusal.
type Who string

// Circles that may do what was refused.
const (
	WhoPool       Who = "pool"       // a rep of the pool, or a manager
	WhoOwner      Who = "owner"      // the owner, their backup, or a manager
	WhoReceiver   Who = "receiver"   // the person it is offered to
	WhoQualifiers Who = "qualifiers" // a qualifier or a manager
	WhoMarketing  Who = "marketing"  // marketing or a manager
	WhoManager    Who = "manager"    // a manager
	WhoTeam       Who = "team"       // anybody in a role, and who referred the lead
)

// Refusal is an answer for the person who asked, not a fault: what they wanted is not possible,
// and why. It carries the lead as it is, so that the answer can say what happened meanwhile.
type Refusal struct {
	Why    Why
	Action Kind // what was refused
	Lead   *Lead
	Who    Who
	Field  string
	Until  time.Time
}

// Error describes the refusal for logs and tests; people get bot's wording.
func (r *Refusal) Error() string {
	var id ID
	var stage Stage
	if r.Lead != nil {
		id, stage = r.Lead.ID, r.Lead.Stage
	}
	return fmt.Sprintf("%s refused on lead %s in stage %q: %s %s%s", r.Action, id, stage, r.Why, r.Who, r.Field)
}

func (l *Lead) refuse(k Kind, w Why) *Refusal { return &Refusal{Why: w, Action: k, Lead: l.Clone()} }

func (l *Lead) only(k Kind, who Who) *Refusal {
	r := l.refuse(k, WhyRole)
	r.Who = who
	return r
}

func (l *Lead) missing(k Kind, field string) *Refusal {
	r := l.refuse(k, WhyMissing)
	r.Field = field
	return r
}
