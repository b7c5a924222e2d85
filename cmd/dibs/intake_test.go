package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"dibs/lead"
	"dibs/slacksim/simtest"
	"dibs/store/storetest"
)

func TestALeadIsRegisteredOnceHoweverOftenItIsSent(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		keyed := apiKey()
		keyed.Set("Idempotency-Key", "form-17")
		body := `{"name":"Nadia Rahman","email":"nadia@brandt.example","company":"Brandt","employees":420}`
		first := o.sent(http.StatusCreated, "/v1/leads", body, keyed)
		if first["stage"] != "new" || first["duplicate_of"] != nil {
			t.Fatalf("the first answer is %v", first)
		}
		o.claim(o.ana, number(first["id"])) // the answer stays the same although the lead moves on
		if again := o.sent(http.StatusCreated, "/v1/leads", body, keyed); !maps.Equal(again, first) {
			t.Errorf("the same key is answered with %v after %v", again, first)
		}
		other := o.sent(http.StatusUnprocessableEntity, "/v1/leads", `{"email":"other@brandt.example"}`, keyed)
		if field := wrongField(other); field != "Idempotency-Key" {
			t.Errorf("another body under a used key is answered with %v", other)
		}

		known := `{"source":"crm","external_id":"4711","email":"tom@berger.example"}`
		second := o.sent(http.StatusCreated, "/v1/leads", known, apiKey())
		for range 2 {
			if again := o.sent(http.StatusOK, "/v1/leads", known, apiKey()); number(again["id"]) != number(second["id"]) {
				t.Errorf("a known external id is answered with %v after %v", again, second)
			}
		}
		o.sent(http.StatusCreated, "/v1/leads", `{"source":"shop","external_id":"4711","email":"ida@holm.example"}`, apiKey())

		copied := o.sent(http.StatusCreated, "/v1/leads", `{"email":"Nadia <NADIA@brandt.example>","message":"And a demo, please"}`, apiKey())
		if copied["stage"] != "merged" || number(copied["duplicate_of"]) != number(first["id"]) {
			t.Errorf("a person who asks again is answered with %v", copied)
		}
		card := o.ana.Expect("#leads", "Nadia Rahman", "*Ana Duarte*")
		o.ana.ExpectThread(card, "Asked again, from demo.", "“And a demo, please”")
		if n := o.leads(""); n != 4 {
			t.Errorf("%d leads are stored, want 4", n)
		}
		simtest.NoTrouble(t, o.sim)
	})
}

func TestOfDeliveriesThatComeAtOnceOneIsRegistered(t *testing.T) {
	const times = 32
	inOffice(t, nil, func(t *testing.T, o office) {
		keyed := apiKey()
		keyed.Set("Idempotency-Key", "at-once")
		_, signature := typeformPayload(t)
		for _, c := range []struct {
			name, path, body string
			header           http.Header
		}{
			{"by external id", "/v1/leads", `{"source":"crm","external_id":"7","email":"nadia@brandt.example"}`, apiKey()},
			{"by idempotency key", "/v1/leads", `{"email":"tom@berger.example"}`, keyed},
			{"by e-mail", "/v1/leads", `{"email":"ida@holm.example"}`, apiKey()},
			{"by a form's token", "/v1/intake/typeform", string(payload(t, "typeform.json")), signature},
		} {
			before := o.leads("WHERE stage <> 'merged'")
			var all sync.WaitGroup
			ids := make([]lead.ID, times)
			for i := range times {
				all.Go(func() {
					status, answer := o.post(t, c.path, []byte(c.body), c.header)
					if ids[i] = number(answer["id"]); status != http.StatusCreated && status != http.StatusOK {
						t.Errorf("%s: answered with %d %v\n%s", c.name, status, answer, o.out)
					}
				})
			}
			all.Wait()
			if slices.Sort(ids); c.name != "by e-mail" && ids[0] != ids[times-1] {
				t.Errorf("%s: registered as %v", c.name, ids)
			}
			if n := o.leads("WHERE stage <> 'merged'") - before; n != 1 {
				t.Errorf("%s: %d leads are in play, want 1", c.name, n)
			}
		}
		o.dan.Expect("#qualify", "Laura", "Certify")
	})
}

func TestAWebhookIsTakenFromItsProviderAlone(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		body, signed := typeformPayload(t)
		first := o.sent(http.StatusCreated, "/v1/intake/typeform", string(body), signed)
		if first["stage"] != "inquiry" {
			t.Errorf("the documented payload is answered with %v", first)
		}
		if again := o.sent(http.StatusOK, "/v1/intake/typeform", string(body), signed); number(again["id"]) != number(first["id"]) {
			t.Errorf("the same payload is answered with %v after %v", again, first)
		}
		tampered := strings.Replace(string(body), "Laura", "Lorna", 1)
		for name, c := range map[string]struct {
			path, body string
			header     http.Header
		}{
			"without a signature":      {"/v1/intake/typeform", string(body), nil},
			"with another body":        {"/v1/intake/typeform", tampered, signed},
			"with a broken signature":  {"/v1/intake/typeform", string(body), http.Header{"Typeform-Signature": {"sha256=none"}}},
			"with another Google key":  {"/v1/intake/google-ads", strings.Replace(string(googlePayload(t, false)), "testkey", "guessed-key", 1), nil},
			"without a Google key":     {"/v1/intake/google-ads", `{"lead_id":"x"}`, nil},
			"broken, for a Google key": {"/v1/intake/google-ads", `{"google_key":`, nil},
			"without an API key":       {"/v1/leads", `{"email":"a@b.example"}`, nil},
			"with another API key":     {"/v1/leads", `{"email":"a@b.example"}`, http.Header{"Authorization": {"Bearer guessed-secret"}}},
			"with another scheme":      {"/v1/leads", `{"email":"a@b.example"}`, http.Header{"Authorization": {"Basic demo-secret"}}},
		} {
			if answer := o.sent(http.StatusUnauthorized, c.path, c.body, c.header); answer["title"] != "The API key or the signature is wrong" {
				t.Errorf("%s: answered with %v", name, answer)
			}
		}
		o.sent(http.StatusNotFound, "/v1/intake/nobody", "{}", nil)
		o.sent(http.StatusNotFound, "/v1/intake/referral", "{}", nil)
		if n := o.leads(""); n != 1 {
			t.Errorf("%d leads are stored, want 1", n)
		}

		o.buried(`{"form_response":`, "body")
		o.buried(`{"form_response":{"token":7}}`, "form_response.token")
		o.buried(`{"event_type":"form_response"}`, "form_response.token")
		o.noSecrets("guessed")
	})
}

// buried posts something that is signed but cannot be read: it is refused with the name of the field, and kept.
func (o office) buried(body, field string) {
	o.t.Helper()
	mac := hmac.New(sha256.New, []byte(demoSecrets["TYPEFORM_SECRET"]))
	mac.Write([]byte(body))
	header := http.Header{"Typeform-Signature": {"sha256=" + base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
	if answer := o.sent(http.StatusBadRequest, "/v1/intake/typeform", body, header); wrongField(answer) != field {
		o.t.Errorf("%s is answered with %v, which does not name the field %q", body, answer, field)
	}
	var kept, why string
	o.row("SELECT body, error FROM payloads ORDER BY id DESC LIMIT 1", &kept, &why)
	if kept != body || why == "" {
		o.t.Errorf("%s was kept as %q, because of %q", body, kept, why)
	}
}

func TestATestFromGoogleIsMarkedAndInNoFigure(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		for range 2 { // Google sends the same test repeatedly, and each one should be seen
			o.sent(http.StatusCreated, "/v1/intake/google-ads", string(googlePayload(t, true)), nil)
		}
		card := o.dan.Expect("#qualify", "🧪 Test", "FirstName LastName", "CompanyName")
		if n := o.dan.Count("#qualify", "🧪 Test"); n != 2 {
			simtest.Until(t, o.sim, "second test", func() bool { return o.dan.Count("#qualify", "🧪 Test") == 2 })
		}
		o.dan.Click(card, "Certify")
		o.submit(o.dan, "Certify", "Can this person decide? (needs a yes)", "Yes")
		card = o.ana.Expect("#leads", "🧪 Test", "Claim")
		o.ana.Click(card, "Claim")
		o.ana.ExpectPrivate("#leads", "It's yours: FirstName LastName")
		o.ana.Command("#leads", "/lead summary")
		o.ana.ExpectPrivate("#leads", "No leads are open, and none came in this week.")

		real := o.sent(http.StatusCreated, "/v1/intake/google-ads", string(googlePayload(t, false)), nil)
		if again := o.sent(http.StatusOK, "/v1/intake/google-ads", string(googlePayload(t, false)), nil); number(again["id"]) != number(real["id"]) {
			t.Errorf("the same lead is answered with %v after %v", again, real)
		}
		simtest.Until(t, o.sim, "real lead", func() bool { return o.dan.Count("#qualify", "FirstName LastName", "Certify") == 2 })
		o.ana.Command("#leads", "/lead summary")
		o.ana.ExpectPrivate("#leads", "New: 1")
		o.noSecrets("")
		simtest.NoTrouble(t, o.sim)
	})
}

// sent posts a body and returns the answer, which must have the wanted status.
func (o office) sent(want int, path, body string, header http.Header) map[string]any {
	o.t.Helper()
	status, answer := o.post(o.t, path, []byte(body), header)
	if status != want {
		o.t.Fatalf("POST %s is answered with %d %v, want %d; the program said:\n%s", path, status, answer, want, o.out)
	}
	return answer
}

// wrongField returns the field that a problem names.
func wrongField(answer map[string]any) string {
	var p struct {
		Errors []struct{ Field, Detail string }
	}
	raw, _ := json.Marshal(answer) // it was decoded from JSON
	if json.Unmarshal(raw, &p) != nil || len(p.Errors) != 1 || p.Errors[0].Detail == "" {
		return ""
	}
	return p.Errors[0].Field
}

// leads counts the stored leads.
func (o office) leads(where string) (n int) {
	o.t.Helper()
	o.row("SELECT count(*) FROM leads "+where, &n)
	return n
}

func (o office) row(query string, into ...any) {
	o.t.Helper()
	if err := storetest.DB(o.t, o.env["DATABASE_URL"]).QueryRowContext(o.t.Context(), query).Scan(into...); err != nil {
		o.t.Fatal(err)
	}
}

// noSecrets fails the test if a secret, or something that was tried in its place, is in the log or in the stored
// webhook payloads.
func (o office) noSecrets(tried string) {
	o.t.Helper()
	rows, err := storetest.DB(o.t, o.env["DATABASE_URL"]).QueryContext(o.t.Context(), "SELECT body FROM payloads")
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	kept := []byte(o.out.String())
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			o.t.Fatal(err)
		}
		kept = append(kept, body...)
	}
	secrets := []string{"demo-secret", demoSecrets["TYPEFORM_SECRET"], demoSecrets["GOOGLE_ADS_KEY"], o.sim.BotToken()}
	if tried != "" {
		secrets = append(secrets, tried)
	}
	for _, s := range secrets {
		if i := bytes.Index(kept, []byte(s)); i >= 0 {
			o.t.Errorf("a secret is kept: %s", fmt.Sprintf("…%.80s", kept[i:]))
		}
	}
}
