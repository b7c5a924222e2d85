package lead

import (
	"fmt"
	"time"
)

// RefusalReason names the ground of a refusal. One function of bot words each for the person refused.
type RefusalReason string

// The grounds of a refusal.
const (
	WhyStage     RefusalReason = "stage"     // not possible in the stage the lead is in
	WhyMoved     RefusalReason = "moved"     // while a dialog was open it came to another stage or other hands
	WhyOwned     RefusalReason = "owned"     // somebody else has it
	WhyOffered   RefusalReason = "offered"   // it is held out to one other person
	WhyHeld      RefusalReason = "held"      // another qualifier is calling until Until
	WhyRole      RefusalReason = "role"      // only Who may do that
	WhyLapsed    RefusalReason = "lapsed"    // the claim lapsed; Until says when they may take it again
	WhyObjection RefusalReason = "objection" // the person asked not to be contacted this way
	WhyTooLate   RefusalReason = "too_late"  // it can no longer be undone
	WhyMissing   RefusalReason = "missing"   // Field must be filled in
	WhyFailed    RefusalReason = "failed"    // the checklist question Field is not answered with yes
	WhyNotFound  RefusalReason = "not_found" // no such lead
	WhyReceiver  RefusalReason = "receiver"  // the person chosen cannot be given this lead
	WhyHandoffs  RefusalReason = "handoffs"  // it changed hands as often as the playbook allows
	WhyPressure  RefusalReason = "pressure"  // contacted as often as the playbook allows; free again at Until
	WhyHidden    RefusalReason = "hidden"    // the person may not see this lead by name, see Reader; the refusal carries no lead
)

// Audience names a circle of people in a refusal.
type Audience string

// Circles that may do what was refused.
const (
	AudiencePool       Audience = "pool"       // a rep of the pool, or a manager
	AudienceOwner      Audience = "owner"      // the owner, their backup, or a manager
	AudienceReceiver   Audience = "receiver"   // the person it is offered to
	AudienceQualifiers Audience = "qualifiers" // a qualifier or a manager
	AudienceMarketing  Audience = "marketing"  // marketing or a manager
	AudienceManager    Audience = "manager"    // a manager
	AudienceTeam       Audience = "team"       // anybody in a role, and who referred the lead
)

// Refusal is an answer for the person who asked, not a fault: what they wanted is not possible,
// and why. It carries the lead as it is, so that the answer can say what happened meanwhile.
type Refusal struct {
	Why      RefusalReason
	Action   Kind // what was refused
	Lead     *Lead
	Audience Audience
	Field    string
	Until    time.Time
}

// Error describes the refusal for logs and tests; people get bot's wording.
func (r *Refusal) Error() string {
	var id ID
	var stage Stage
	if r.Lead != nil {
		id, stage = r.Lead.ID, r.Lead.Stage
	}
	return fmt.Sprintf("%s refused on lead %s in stage %q: %s %s%s", r.Action, id, stage, r.Why, r.Audience, r.Field)
}

func (l *Lead) refuse(k Kind, w RefusalReason) *Refusal {
	return &Refusal{Why: w, Action: k, Lead: l.Clone()}
}

func (l *Lead) only(k Kind, who Audience) *Refusal {
	r := l.refuse(k, WhyRole)
	r.Audience = who
	return r
}

func (l *Lead) missing(k Kind, field string) *Refusal {
	r := l.refuse(k, WhyMissing)
	r.Field = field
	return r
}
