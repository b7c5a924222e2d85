package handlers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"

	"dibs/lead"
)

// typeformSigned checks the header Typeform-Signature: "sha256=" and the base64 of the HMAC-SHA256 of the raw body
// under the webhook's secret (typeform.com/developers/webhooks/secure-your-webhooks).
func typeformSigned(r *http.Request, body []byte, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	want := "sha256=" + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	return secret != "" && hmac.Equal([]byte(want), []byte(r.Header.Get("Typeform-Signature")))
}

// typeform is the part of a form_response that Dibs reads. Typeform leaves out skipped questions.
type typeform struct {
	Response *struct {
		Token      string         `json:"token"`
		Hidden     map[string]any `json:"hidden"`
		Definition struct {
			Fields []struct {
				ID    string `json:"id"`
				Title string `json:"title"`
			} `json:"fields"`
		} `json:"definition"`
		Answers []typeformAnswer `json:"answers"`
	} `json:"form_response"`
}

// typeformAnswer is the answer to one question. Its value is in the field that is named after its type.
type typeformAnswer struct {
	Type  string `json:"type"`
	Field struct {
		ID   string `json:"id"`
		Type string `json:"type"`
		Ref  string `json:"ref"`
	} `json:"field"`
	Text    string      `json:"text"`
	Email   string      `json:"email"`
	Phone   string      `json:"phone_number"`
	URL     string      `json:"url"`
	FileURL string      `json:"file_url"`
	Date    string      `json:"date"`
	Number  json.Number `json:"number"`
	Boolean bool        `json:"boolean"`
	Choice  struct {
		Label string `json:"label"`
		Other string `json:"other"`
	} `json:"choice"`
	Choices struct {
		Labels []string `json:"labels"`
		Other  string   `json:"other"`
	} `json:"choices"`
	Payment struct {
		Amount string `json:"amount"`
	} `json:"payment"`
}

// value is the answer as text.
func (a typeformAnswer) value() string {
	switch a.Type {
	case "email":
		return a.Email
	case "phone_number":
		return a.Phone
	case "url":
		return a.URL
	case "file_url":
		return a.FileURL
	case "date":
		return a.Date
	case "number":
		return a.Number.String()
	case "boolean":
		if a.Boolean {
			return "yes"
		}
		return "no"
	case "choice":
		return firstNonEmpty(a.Choice.Label, a.Choice.Other)
	case "choices":
		labels := a.Choices.Labels
		if a.Choices.Other != "" {
			labels = append(labels, a.Choices.Other)
		}
		return strings.Join(labels, ", ")
	case "payment":
		return a.Payment.Amount
	default:
		return a.Text
	}
}

// readTypeform reads the answers by their type and by what the question asks. An answer that fits no field of an
// inquiry is kept as an attribute under the title of its question.
func readTypeform(body []byte) (lead.Inquiry, error) {
	var t typeform
	if err := decode(body, false, &t); err != nil {
		return lead.Inquiry{}, err
	}
	if t.Response == nil || t.Response.Token == "" {
		return lead.Inquiry{}, invalid("form_response.token", "is required in a form response")
	}
	titles := map[string]string{}
	for _, f := range t.Response.Definition.Fields {
		titles[f.ID] = f.Title
	}
	in := lead.Inquiry{ExternalID: t.Response.Token, Attributes: map[string]string{}}
	for _, a := range t.Response.Answers {
		title := firstNonEmpty(titles[a.Field.ID], a.Field.Ref, a.Field.ID)
		addAnswer(&in, a.Type, title, a.Field.Ref, a.value())
	}
	for k, v := range t.Response.Hidden {
		addHidden(&in, k, v)
	}
	return in, nil
}

// textFields recognize what a free-text question asks, by its title or its ref. The first match wins, so narrow
// patterns come before broad ones.
var textFields = []struct {
	asks *regexp.Regexp
	put  func(in *lead.Inquiry, v string)
}{
	{regexp.MustCompile(`(?i)first[ _-]?name`), func(in *lead.Inquiry, v string) { in.Contact.Name = firstNonEmpty(v+" "+in.Contact.Name, v) }},
	{regexp.MustCompile(`(?i)last[ _-]?name|surname`), func(in *lead.Inquiry, v string) { in.Contact.Name = firstNonEmpty(in.Contact.Name + " " + v) }},
	{regexp.MustCompile(`(?i)job|your role|position|title`), func(in *lead.Inquiry, v string) { in.Contact.Title = v }},
	{regexp.MustCompile(`(?i)company|organi[sz]ation|firm\b`), func(in *lead.Inquiry, v string) { in.Company.Name = v }},
	{regexp.MustCompile(`(?i)\bname\b`), func(in *lead.Inquiry, v string) { in.Contact.Name = v }},
	{regexp.MustCompile(`(?i)message|how can we help|comment|tell us|question`), func(in *lead.Inquiry, v string) { in.Message = v }},
}

// addAnswer puts an answer into the field of the inquiry that it belongs to, or into an attribute.
func addAnswer(in *lead.Inquiry, kind, title, ref, v string) {
	switch kind {
	case "email":
		in.Contact.Email = firstNonEmpty(in.Contact.Email, v)
		return
	case "phone_number":
		in.Contact.Phone = firstNonEmpty(in.Contact.Phone, v)
		return
	case "url":
		in.Company.Website = firstNonEmpty(in.Company.Website, v)
		return
	case "text":
		for _, q := range textFields {
			if q.asks.MatchString(title) || q.asks.MatchString(ref) {
				q.put(in, v)
				return
			}
		}
	}
	if v != "" {
		in.Attributes[title] = v
	}
}

// addHidden keeps a hidden field of the form as an attribute. utm_campaign is also the campaign.
func addHidden(in *lead.Inquiry, k string, v any) {
	s, ok := v.(string)
	if !ok || s == "" {
		return
	}
	if k == "utm_campaign" {
		in.Campaign = s
	}
	in.Attributes[k] = s
}
