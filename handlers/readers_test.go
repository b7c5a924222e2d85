package handlers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dibs/lead"
)

// fixture reads a file of testdata.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheDocumentedTypeformPayloadIsReadInFull(t *testing.T) {
	got, err := readTypeform(fixture(t, "typeform.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := lead.Inquiry{
		ExternalID: "a3a12ec67a1365927098a606107fac15",
		Contact:    lead.Contact{Name: "Laura", Email: "laura@example.com", Phone: "+15555550101"},
		Attributes: map[string]string{
			"Which pictures do you like?": "London, Dorm", "user_id": "abc123456", "utm_source": "newsletter",
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTypeformAnswersOfEveryTypeAreRead(t *testing.T) {
	body := `{"form_response":{"token":"t1","hidden":{"utm_campaign":"spring"},
	 "definition":{"fields":[{"id":"1","title":"First name"},{"id":"2","title":"Last name"},{"id":"3","title":"Your company"},
	  {"id":"4","title":"Job title"},{"id":"5","title":"How can we help?"},{"id":"6","title":"Seats"},{"id":"7","title":"Existing customer"},
	  {"id":"8","title":"Start"},{"id":"9","title":"Plan"},{"id":"10","title":"Website"},{"id":"11","title":"Brief"}]},
	 "answers":[
	  {"type":"text","text":"Nadia","field":{"id":"1"}},{"type":"text","text":"Rahman","field":{"id":"2"}},
	  {"type":"text","text":"Brandt","field":{"id":"3"}},{"type":"text","text":"Head of Operations","field":{"id":"4"}},
	  {"type":"text","text":"A demo, please","field":{"id":"5"}},{"type":"number","number":40,"field":{"id":"6"}},
	  {"type":"boolean","boolean":true,"field":{"id":"7"}},{"type":"date","date":"2026-12-01","field":{"id":"8"}},
	  {"type":"choice","choice":{"other":"None of these"},"field":{"id":"9"}},
	  {"type":"url","url":"https://brandt.example","field":{"id":"10"}},
	  {"type":"file_url","file_url":"https://files.example/b.pdf","field":{"id":"11"}}]}}`
	got, err := readTypeform([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	want := lead.Inquiry{
		ExternalID: "t1", Campaign: "spring", Message: "A demo, please",
		Contact: lead.Contact{Name: "Nadia Rahman", Title: "Head of Operations"},
		Company: lead.Company{Name: "Brandt", Website: "https://brandt.example"},
		Attributes: map[string]string{
			"Seats": "40", "Existing customer": "yes", "Start": "2026-12-01", "Plan": "None of these",
			"Brief": "https://files.example/b.pdf", "utm_campaign": "spring",
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheDocumentedGooglePayloadIsReadInFull(t *testing.T) {
	body := strings.Replace(string(fixture(t, "google-ads-lead-form.json")), `"is_test": true`, `"is_test": false`, 1)
	got, err := readGoogleAds([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	id := "TeSter-123-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz-0123456789-AaBbCcDdEeFfGgHhIiJjKkLl"
	want := lead.Inquiry{
		ExternalID: id, Campaign: "10000000000",
		Contact: lead.Contact{Name: "FirstName LastName", Email: "test@example.com", Phone: "+16505550123", Title: "JobTitle"},
		Company: lead.Company{Name: "CompanyName"},
		Attributes: map[string]string{
			"Postal Code": "94043", "what_type_of_insurance": "Condo", "gcl_id": id, "form_id": "40000000000",
			"campaign_id": "10000000000", "adgroup_id": "20000000000", "creative_id": "30000000000",
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryGoogleTestLeadIsMarkedAndKept(t *testing.T) {
	got, err := readGoogleAds(fixture(t, "google-ads-lead-form.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Test || got.ExternalID != "" {
		t.Errorf("test %v, external id %q; want a test without an id, because Google repeats it", got.Test, got.ExternalID)
	}
}

func TestGoogleNamesInPartsAndWorkAddressesAreRead(t *testing.T) {
	got, err := readGoogleAds([]byte(`{"lead_id":"1","user_column_data":[
		{"column_id":"FIRST_NAME","string_value":"Jonas"},{"column_id":"LAST_NAME","string_value":"Weber"},
		{"column_id":"WORK_EMAIL","string_value":"jonas@keller.example"},{"column_id":"WORK_PHONE","string_value":"+41445550119"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := lead.Contact{Name: "Jonas Weber", Email: "jonas@keller.example", Phone: "+41445550119"}
	if got.Contact != want {
		t.Errorf("contact %+v, want %+v", got.Contact, want)
	}
}

func FuzzWebhooksNeverCrash(f *testing.F) {
	f.Add(fixture(f, "typeform.json"))
	f.Add(fixture(f, "google-ads-lead-form.json"))
	f.Add([]byte(`{"form_response":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for name, p := range presets {
			in, err := p.read(body)
			if err == nil && in.ExternalID == "" && !in.Test {
				t.Errorf("%s reads an inquiry without an external id: %+v", name, in)
			}
		}
	})
}
