package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestARequestThatCannotBeReadIsAnsweredWithTheNameOfTheField(t *testing.T) {
	t.Parallel()
	o := openOffice(t, setups[0])
	large := `{"email":"a@b.example","message":"` + strings.Repeat("x", 1<<20) + `"}`
	for _, c := range []struct {
		name, body string
		status     int
		field      string
	}{
		{"nothing", ``, 400, "body"},
		{"no JSON", `email=a@b.example`, 400, "body"},
		{"JSON that ends too early", `{"email":"a@b.example"`, 400, "body"},
		{"two objects", `{"email":"a@b.example"}{}`, 400, "body"},
		{"a list", `[{"email":"a@b.example"}]`, 400, "body"},
		{"null", `null`, 400, "email"},
		{"nobody", `{"source":"shop"}`, 400, "email"},
		{"only spaces", `{"name":"  "}`, 400, "email"},
		{"a number as an address", `{"email":7}`, 400, "email"},
		{"text as a number", `{"email":"a@b.example","employees":"many"}`, 400, "employees"},
		{"half a person", `{"email":"a@b.example","employees":1.5}`, 400, "employees"},
		{"fewer than nobody", `{"email":"a@b.example","employees":-1}`, 400, "employees"},
		{"more people than there are numbers", `{"email":"a@b.example","employees":99999999999999999999}`, 400, "employees"},
		{"a country by its name", `{"email":"a@b.example","country":"Germany"}`, 400, "country"},
		{"a mention as a country", `{"email":"a@b.example","country":"<!"}`, 400, "country"},
		{"text as a value", `{"email":"a@b.example","value":"a lot","currency":"EUR"}`, 400, "value"},
		{"a truth as a value", `{"email":"a@b.example","value":true,"currency":"EUR"}`, 400, "value"},
		{"a value below nothing", `{"email":"a@b.example","value":-5,"currency":"EUR"}`, 400, "value"},
		{"a value beyond all", `{"email":"a@b.example","value":1e300,"currency":"EUR"}`, 400, "value"},
		{"more decimals than cents", `{"email":"a@b.example","value":1.999,"currency":"EUR"}`, 400, "value"},
		{"a value without a currency", `{"email":"a@b.example","value":5}`, 400, "currency"},
		{"a mention as a currency", `{"email":"a@b.example","value":5,"currency":"<!channel>"}`, 400, "currency"},
		{"an unknown field", `{"email":"a@b.example","shoe_size":44}`, 400, "shoe_size"},
		{"text as attributes", `{"email":"a@b.example","attributes":"blue"}`, 400, "attributes"},
		{"an attribute in an attribute", `{"email":"a@b.example","attributes":{"shoe":{"size":44}}}`, 400, "attributes.shoe"},
		{"more than a megabyte", large, 413, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := o
			o.t = t
			answer := o.sent(c.status, "/v1/leads", c.body, apiKey())
			if got := wrongField(answer); got != c.field || answer["title"] == "" || answer["type"] != "about:blank" || answer["status"] != float64(c.status) {
				t.Errorf("answered with %v, which does not name the field %q", answer, c.field)
			}
		})
	}
	long := apiKey()
	long.Set("Idempotency-Key", strings.Repeat("k", 256))
	if answer := o.sent(http.StatusBadRequest, "/v1/leads", `{"email":"a@b.example"}`, long); wrongField(answer) != "Idempotency-Key" {
		t.Errorf("a key that is too long is answered with %v", answer)
	}
	if n := o.leads(""); n != 0 {
		t.Errorf("%d leads are stored", n)
	}
}

func TestAValueIsReadAsTheNumberItIs(t *testing.T) {
	t.Parallel()
	o := openOffice(t, setups[0])
	for sent, want := range map[string]string{
		"31200": "3120000 EUR", "1.25": "125 EUR", "1.250": "125 EUR", "31.2": "3120 EUR", "0": "0 EUR",
	} {
		id := number(o.sent(http.StatusCreated, "/v1/leads", fmt.Sprintf(`{"name":"A","value":%s,"currency":" eur"}`, sent), apiKey())["id"])
		var minor int64
		var currency string
		o.row(fmt.Sprintf("SELECT value, value_currency FROM leads WHERE id = %d", id), &minor, &currency)
		if got := fmt.Sprint(minor, " ", currency); got != want {
			t.Errorf("%s is kept as %s, want %s", sent, got, want)
		}
	}
}

func TestAnInquiryWithNothingButAnAddressIsJudgedLikeAnyOther(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		if a := o.sent(http.StatusCreated, "/v1/leads", `{"source":"referral","email":"Pat@brandt.example"}`, apiKey()); a["stage"] != "inquiry" {
			t.Errorf("with interest, it is answered with %v", a)
		}
		o.dan.Expect("#qualify", "pat", "Missing: company", "I'm calling")
		if a := o.sent(http.StatusCreated, "/v1/leads", `{"source":"newsletter","email":"sam@brandt.example"}`, apiKey()); a["stage"] != "nurturing" {
			t.Errorf("without interest, it is answered with %v", a)
		}
		o.max.Expect("#marketing", "sam", "Bring back")
	})
}
