package lead_test

import (
	"errors"
	"testing"

	"dibs/lead"
)

func TestAManagerOrWhoHasALeadMayHaveSomebodyElseRemindedOfIt(t *testing.T) {
	covers := ben
	covers.Covers = []lead.PersonID{ana.ID}
	guest, gone, reseller := member(ben), member(ben), member(ben)
	guest.Guest, gone.Deleted = true, true
	reseller.Role, reseller.Team = lead.RolePartner, lead.PartnerTeam("nordwind")
	for name, c := range map[string]struct {
		position string
		by       lead.Actor
		to       lead.Member
		want     lead.RefusalReason
		who      lead.Audience
	}{
		"the owner":                               {"untouched", ana, member(ben), "", ""},
		"the backup who covers":                   {"untouched", covers, member(eve), "", ""},
		"a manager":                               {"untouched", mia, member(ben), "", ""},
		"a manager, of an unclaimed lead":         {"pool", mia, member(ben), "", ""},
		"a rep, of an unclaimed lead":             {"pool", ben, member(ana), lead.WhyRole, lead.AudienceManager},
		"another rep":                             {"untouched", ben, member(ana), lead.WhyRole, lead.AudienceOwner},
		"a reminder for a guest":                  {"untouched", mia, guest, lead.WhyReceiver, ""},
		"a reminder for a person who left":        {"untouched", mia, gone, lead.WhyReceiver, ""},
		"a reminder for another partner's person": {"untouched", mia, reseller, lead.WhyReceiver, ""},
		"a reminder for a person without a role":  {"untouched", mia, lead.Member{Person: lead.Person{ID: "zoe"}}, lead.WhyReceiver, ""},
		"a closed lead":                           {"won", mia, member(ben), lead.WhyStage, ""},
	} {
		t.Run(name, func(t *testing.T) {
			l := positions[c.position](t)
			err := l.MayRemind(c.by, c.to)
			if c.want == "" {
				must(t, err)
				return
			}
			var no *lead.Refusal
			if !errors.As(err, &no) || no.Why != c.want || no.Audience != c.who {
				t.Errorf("refused: %v, want %q of %q", err, c.want, c.who)
			}
		})
	}
}
