package playbook

import (
	"testing"
	"time"
	_ "time/tzdata"

	"dibs/lead"
)

func env(name string) string {
	return map[string]string{"TYPEFORM_SECRET": "typeform-test-secret", "GOOGLE_ADS_KEY": "google-test-key"}[name]
}

// example loads the playbook that is shipped with Dibs.
func example(t testing.TB) *Playbook {
	t.Helper()
	p, err := Load("../playbook.example.yaml", env)
	if err != nil {
		t.Fatalf("the example playbook does not load:\n%v", err)
	}
	return p
}

// sunday is a day in November on which every team is closed.
var sunday = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func nadia() lead.Inquiry {
	return lead.Inquiry{
		Source: "demo", Engagement: "demo_request", Campaign: "spring-webinar",
		Contact: lead.Contact{Name: "Nadia Rahman", Email: "nadia@brandt.example", Phone: "+49305550100", Title: "Head of Operations"},
		Company: lead.Company{Name: "Brandt Logistik GmbH", Country: "DE", Employees: 420},
		Message: "We need to replace our dispatch tool before March. Could we see a demo this week?",
	}
}

func TestTheExamplePlaybookJudgesLeadsAsItReads(t *testing.T) {
	p := example(t)
	for _, c := range []struct {
		name        string
		in          lead.Inquiry
		stage       lead.Stage
		temperature lead.Temperature
		points      [2]int
		channel     string
		rule        string
		missing     int
	}{
		{"Nadia of Brandt asks for a demo", nadia(), lead.StageNew, lead.Hot, [2]int{70, 45}, "#leads-enterprise", "enterprise DACH", 0},
		{"the documented Typeform answer has no company", lead.Inquiry{
			Source: "typeform", Engagement: "contact_form",
			Contact: lead.Contact{Name: "Laura", Email: "laura@example.com", Phone: "+15555550101"},
		}, lead.StageInquiry, lead.Cold, [2]int{0, 35}, "#qualify", "everything else", 1},
		{"Google's test lead has no country, and none is guessed from the phone number", lead.Inquiry{
			Source: "google-ads", Engagement: "demo_request", Test: true,
			Contact: lead.Contact{Name: "FirstName LastName", Email: "test@example.com", Phone: "+16505550123", Title: "JobTitle"},
			Company: lead.Company{Name: "CompanyName"},
		}, lead.StageInquiry, lead.Warm, [2]int{0, 45}, "#qualify", "everything else", 0},
		{"an e-mail address alone from the newsletter", lead.Inquiry{
			Source: "newsletter", Engagement: "newsletter", Contact: lead.Contact{Email: "somebody@example.com"},
		}, lead.StageNurturing, lead.Cold, [2]int{0, 5}, "#marketing", "everything else", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := p.Judge(lead.Interested(c.in, sunday), sunday)
			if j.Stage != c.stage || j.Score.Temperature != c.temperature || j.Channel != c.channel || j.Route.Rule != c.rule {
				t.Errorf("judged %s %s in %s by rule %q, want %s %s in %s by rule %q", j.Score.Temperature, j.Stage, j.Channel, j.Route.Rule, c.temperature, c.stage, c.channel, c.rule)
			}
			if got := [2]int{j.Score.Potential, j.Score.Engagement}; got != c.points {
				t.Errorf("points %v, want %v", got, c.points)
			}
			if len(j.Missing) != c.missing {
				t.Errorf("missing %v, want %d", j.Missing, c.missing)
			}
			if j.PlaybookID != p.Version() || !j.WakeAt.Equal(sunday.Add(30*24*time.Hour)) || !j.Score.At.Equal(sunday) {
				t.Errorf("judged by version %s at %s, wakes at %s", j.PlaybookID, j.Score.At, j.WakeAt)
			}
		})
	}
}
