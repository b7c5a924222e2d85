package playbook

import (
	"strings"
	"testing"
)

func TestConditionsReadLikeSentences(t *testing.T) {
	for source, want := range map[string]string{
		`lead.employees >= 200`: "staff is at least 200",
		`lead.country in ["DE", "AT", "CH"] and lead.employees >= 20`:     "country is DE, AT or CH and staff is at least 20",
		`lead.employees >= 20 and lead.employees < 200 and potential > 1`: "staff is at least 20 and staff is less than 200 and potential is more than 1",
		`engagement >= 20 and (potential >= 45 or lead.title != "")`:      "engagement is at least 20 and (potential is at least 45 or title is not empty)",
		`potential + engagement >= 45`:                                    "potential + engagement is at least 45",
		`lead.title matches "(?i)chief|head|vp"`:                          "title contains chief, head or vp",
		`lead.title matches "^C[EFT]O$"`:                                  `title matches ^C[EFT]O$`,
		`lead.freemail`:                                                   "the email address is at a free mail provider",
		`not lead.test`:                                                   "it is not a test",
		`lead.attributes.plan == "gold"`:                                  "the attribute plan is gold",
		`lead.attributes["plan"] == "gold"`:                               "the attribute plan is gold",
		`temperature == "hot"`:                                            "temperature is hot",
		`lead.campaign startsWith "spring"`:                               "campaign starts with spring",
		`lower(lead.title) contains "sales"`:                              `lower(lead.title) contains sales`,
		`this is none (`:                                                  `this is none (`,
	} {
		if got := PlainWords(source); got != want {
			t.Errorf("%s\n\treads %q\n\twant  %q", source, got, want)
		}
	}
}

func TestTheWeekNamesDaysOfTheSameHoursTogether(t *testing.T) {
	p := example(t)
	for team, want := range map[string]string{
		"emea":     "mon-thu 09:00-12:30 and 13:15-18:00; fri 09:00-15:00",
		"americas": "mon-fri 08:30-17:30",
		"nobody":   "always",
	} {
		if got := strings.Join(p.Hours(team).Week(), "; "); got != want {
			t.Errorf("hours of %s: %q, want %q", team, got, want)
		}
	}
	if o := p.OutsideHours(); len(o) != 1 || o[0].Tell != "on_duty" || o[0].Until != "21:00" || o[0].Days != "mon-fri" {
		t.Errorf("outside hours: %+v", o)
	}
}

func TestTheOutlineTellsWhatTheExampleSays(t *testing.T) {
	o := example(t).Describe()
	if len(o.People) != 7 || o.People[0].Who != "carla@acme.example" || o.People[6].Role != "admin" {
		t.Errorf("people: %+v", o.People)
	}
	if len(o.Teams) != 2 || o.Teams[1].Name != "emea" || o.Teams[1].Open != "berlin" {
		t.Errorf("teams: %+v", o.Teams)
	}
	last := o.Routing[len(o.Routing)-1]
	if len(o.Routing) != 4 || o.Routing[0].Assign != "round_robin" || o.Routing[1].Partner != "iberia-tech" || last.When != "" || last.Channel != "#leads" {
		t.Errorf("routing: %+v", o.Routing)
	}
	if l := example(t).LadderFor("claim", "hot"); len(l) != 5 || l[3].To != "#leads" || l[4].Do != "reassign" {
		t.Errorf("ladder: %+v", l)
	}
}

func FuzzEveryConditionHasWords(f *testing.F) {
	for _, seed := range []string{"lead.employees >= 200", `not (lead.title matches "(?i)a|b")`, `lead.attributes["x"] in ["a"]`, "min(potential, 3) > -1 ? true : false"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		c, err := compile(source, scored{})
		if err == nil && c.plainWords() == "" {
			t.Errorf("%q has no plain words", source)
		}
	})
}
