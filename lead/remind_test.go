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
		"the owner":                     {"untouched", ana, member(ben), "", ""},
		"the backup who covers":         {"untouched", covers, member(eve), "", ""},
		"a manager":                     {"untouched", mia, member(ben), "", ""},
		"a manager, before it is owned": {"pool", mia, member(ben), "", ""},
		"a rep, before it is owned":     {"pool", ben, member(ana), lead.WhyRole, lead.AudienceManager},
		"another rep":                   {"untouched", ben, member(ana), lead.WhyRole, lead.AudienceOwner},
		"a guest is to be told":         {"untouched", mia, guest, lead.WhyReceiver, ""},
		"somebody who left":             {"untouched", mia, gone, lead.WhyReceiver, ""},
		"somebody of another partner":   {"untouched", mia, reseller, lead.WhyReceiver, ""},
		"somebody without a role":       {"untouched", mia, lead.Member{Person: lead.Person{ID: "zoe"}}, lead.WhyReceiver, ""},
		"a closed lead":                 {"won", mia, member(ben), lead.WhyStage, ""},
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
