package lead_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

// crew is Ana, away from noon to three; Ben, who left Slack; Carla; and Pia, who works for the partner.
var crew = lead.Crew{
	"ana": {
		Person: lead.Person{ID: "ana", SlackID: "U1", AwayAt: t0.Add(3 * time.Hour), BackAt: t0.Add(6 * time.Hour)},
		Role:   lead.RoleRep, Team: "emea", Backup: "carla",
	},
	"ben":   {Person: lead.Person{ID: "ben", SlackID: "U2", Deleted: true}, Role: lead.RoleRep, Team: "emea", Backup: "carla"},
	"carla": {Person: lead.Person{ID: "carla", SlackID: "U3"}, Role: lead.RoleRep, Team: "americas"},
	"pia":   {Person: lead.Person{ID: "pia"}, Role: lead.RolePartner, Team: lead.PartnerTeam("gulf")},
}

func ids(ms []lead.Member) (ids []lead.PersonID) {
	for _, m := range ms {
		ids = append(ids, m.ID)
	}
	return ids
}

func TestWhoIsThereDependsOnTheInstantAndWhoIsOfATeamDoesNot(t *testing.T) {
	noon, three := t0.Add(3*time.Hour), t0.Add(6*time.Hour)
	for name, c := range map[string]struct{ got, want []lead.PersonID }{
		"before noon":                  {ids(crew.Reps(noon.Add(-time.Second), "emea", "americas")), []lead.PersonID{"ana", "carla"}},
		"from noon":                    {ids(crew.Reps(noon, "emea", "americas")), []lead.PersonID{"carla"}},
		"at three":                     {ids(crew.Reps(three, "emea")), []lead.PersonID{"ana"}},
		"reps at noon":                 {ids(crew.Role(lead.RoleRep, noon)), []lead.PersonID{"carla"}},
		"on the team":                  {ids(crew.Team("emea")), []lead.PersonID{"ana"}},
		"on the partner's team":        {ids(crew.Team(lead.PartnerTeam("gulf"))), []lead.PersonID{"pia"}},
		"on another partner's team":    {ids(crew.Team(lead.PartnerTeam("nordic"))), nil},
		"a partner is no rep":          {ids(crew.Reps(noon, lead.PartnerTeam("gulf"))), nil},
		"covered in the office":        {crew.Actor("carla", t0).Covers, []lead.PersonID{"ben"}},
		"covered at noon":              {crew.Actor("carla", noon).Covers, []lead.PersonID{"ana", "ben"}},
		"covered by an unknown person": {crew.Actor("zoe", noon).Covers, nil},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

func TestPeopleAreFoundByWhatSlackCallsThem(t *testing.T) {
	if id, ok := crew.BySlackID("U3"); id != "carla" || !ok {
		t.Errorf("U3 is %q", id)
	}
	for _, stranger := range []string{"", "U9"} {
		if id, ok := crew.BySlackID(stranger); ok {
			t.Errorf("%q is %q", stranger, id)
		}
	}
	if m := crew.Member("zoe"); m.ID != "zoe" || m.Role != lead.RoleAnyone {
		t.Errorf("an unknown person is %+v", m)
	}
}

func TestPartnersSellOnlyWhatIsInTheirOwnPool(t *testing.T) {
	theirs, ours := []string{lead.PartnerTeam("gulf")}, []string{"emea"}
	for name, c := range map[string]struct {
		who  lead.Actor
		pool []string
		want bool
	}{
		"a partner's person from the partner's pool":       {pia, theirs, true},
		"a partner's person from our pool":                 {pia, ours, false},
		"another partner's person from the partner's pool": {rex, theirs, false},
		"a rep from the partner's pool":                    {ana, theirs, false},
		"a rep of a team with the partner's name":          {lead.Actor{ID: "eva", Role: lead.RoleRep, Team: "gulf"}, theirs, false},
		"a manager from the partner's pool":                {mia, theirs, true},
		"a partner's person from a team of ours":           {lead.Actor{ID: "eva", Role: lead.RolePartner, Team: "gulf"}, []string{"gulf partners"}, false},
		"a rep from our pool":                              {ana, ours, true},
		"a qualifier from our pool":                        {dan, ours, false},
		"a person without a role from no pool":             {zoe, nil, false},
	} {
		if got := c.who.Sells(c.pool); got != c.want {
			t.Errorf("%s: sells %t", name, got)
		}
	}
}
