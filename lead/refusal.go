package lead

import (
	"fmt"
	"time"
)

// RefusalReason says why something was refused. bot/view has one sentence for each.
type RefusalReason string

// The reasons for a refusal.
const (
	WhyStage     RefusalReason = "stage"     // not possible in the stage the lead is in
	WhyMoved     RefusalReason = "moved"     // its stage or owner changed while a dialog was open
	WhyOwned     RefusalReason = "owned"     // somebody owns it
	WhyOffered   RefusalReason = "offered"   // it is offered to somebody else
	WhyHeld      RefusalReason = "held"      // another qualifier is calling until Until
	WhyRole      RefusalReason = "role"      // only the Audience may do that
	WhyLapsed    RefusalReason = "lapsed"    // their claim lapsed; Until says when they may claim it again
	WhyObjection RefusalReason = "objection" // the inquirer asked not to be contacted by the method in Field
	WhyTooLate   RefusalReason = "too_late"  // it can no longer be undone
	WhyMissing   RefusalReason = "missing"   // Field must be filled in
	WhyFailed    RefusalReason = "failed"    // the required checklist question Field is not answered yes
	WhyNotFound  RefusalReason = "not_found" // no such lead
	WhyReceiver  RefusalReason = "receiver"  // the person chosen cannot be given this lead
	WhyHandoffs  RefusalReason = "handoffs"  // it has changed hands as often as the playbook allows
	WhyPressure  RefusalReason = "pressure"  // contacted as often as the playbook allows; allowed again at Until
	WhyHidden    RefusalReason = "hidden"    // they may not see this lead by name, see Reader; the refusal has no lead
)

// Audience names the people who may do what was refused.
type Audience string

// The audiences.
const (
	AudiencePool       Audience = "pool"       // a rep of the pool, or a manager
	AudienceOwner      Audience = "owner"      // the owner, their backup, or a manager
	AudienceReceiver   Audience = "receiver"   // the person it is offered to
	AudienceQualifiers Audience = "qualifiers" // a qualifier or a manager
	AudienceMarketing  Audience = "marketing"  // marketing or a manager
	AudienceManager    Audience = "manager"    // a manager
	AudienceTeam       Audience = "team"       // anyone in a role, and the colleague who referred the lead
)

// Refusal is an answer for the person who asked, not a fault: it says that what they wanted is not possible,
// and why. It carries the current lead, so that the answer can say what has happened since they looked.
// Audience, Field and Until are set only where the reason needs them.
type Refusal struct {
	Why      RefusalReason
	Action   Kind // what was refused
	Lead     *Lead
	Audience Audience
	Field    string
	Until    time.Time
}

// Error describes the refusal for logs and tests. People see the wording of bot/view.
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
