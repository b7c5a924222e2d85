package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"dibs/lead"
	"dibs/workflows"
)

// leadBody is the body of POST /v1/leads. Value is in whole units of the currency, such as euros, with decimals.
type leadBody struct {
	Source     string         `json:"source"`
	ExternalID string         `json:"external_id"`
	Campaign   string         `json:"campaign"`
	Name       string         `json:"name"`
	Email      string         `json:"email"`
	Phone      string         `json:"phone"`
	Title      string         `json:"title"`
	Company    string         `json:"company"`
	Website    string         `json:"website"`
	Country    string         `json:"country"`
	Employees  int            `json:"employees"`
	Message    string         `json:"message"`
	Value      any            `json:"value"`
	Currency   string         `json:"currency"`
	Attributes map[string]any `json:"attributes"`
}

// leadAnswer is the answer to every intake, sent once the lead is stored durably.
type leadAnswer struct {
	ID          lead.ID    `json:"id"`
	Stage       lead.Stage `json:"stage"`
	DuplicateOf *lead.ID   `json:"duplicate_of"`
}

// postLead takes in one lead from a sender with an API key. It answers once the write is durable. A sender that repeats
// an Idempotency-Key gets the first answer again.
func (h *HTTP) postLead(w http.ResponseWriter, r *http.Request) {
	name, ok := h.keys.Name(r.Header.Get("Authorization"))
	if !ok {
		h.fail(w, r, errUnauthorized)
		return
	}
	body, err := readBody(w, r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	in, err := ReadLead(body, name)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	intake := workflows.Intake{Inquiry: in}
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		if len(key) > 255 {
			h.fail(w, r, invalid("Idempotency-Key", "must not be longer than 255 characters"))
			return
		}
		sum := sha256.Sum256(body)
		intake.Key, intake.Fingerprint = name+":"+key, hex.EncodeToString(sum[:])
	}
	h.register(w, r, intake)
}

// register registers a lead and answers with its number and stage.
func (h *HTTP) register(w http.ResponseWriter, r *http.Request, in workflows.Intake) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.writeTimeout)
	defer cancel()
	receipt, err := h.engine.Register(ctx, in, h.now())
	if errors.Is(err, workflows.ErrKeyReused) {
		err = problem{
			Title: "This Idempotency-Key was already used for another request", Status: http.StatusUnprocessableEntity,
			Errors: []fieldError{{"Idempotency-Key", "use a new key for a new body"}},
		}
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	a := leadAnswer{ID: receipt.ID, Stage: receipt.Stage}
	if receipt.DuplicateOf != 0 {
		a.DuplicateOf = &receipt.DuplicateOf
	}
	status := http.StatusCreated
	if receipt.Known {
		status = http.StatusOK
	}
	writeJSON(w, status, a)
}

// ReadLead reads the body of POST /v1/leads strictly; an error names the field that is wrong. sender is the source of a
// lead that names none. `dibs playbook test` also calls it.
func ReadLead(body []byte, sender string) (lead.Inquiry, error) {
	var b leadBody
	if err := decode(body, true, &b); err != nil {
		return lead.Inquiry{}, err
	}
	return b.inquiry(sender)
}

var (
	twoLetters   = regexp.MustCompile(`^[A-Za-z]{2}$`)
	threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)
)

// inquiry turns the body into an inquiry. A lead without a source gets the name of the API key as its source.
func (b leadBody) inquiry(sender string) (lead.Inquiry, error) {
	b.Country = strings.TrimSpace(b.Country)
	switch {
	case b.Country != "" && !twoLetters.MatchString(b.Country):
		return lead.Inquiry{}, invalid("country", "must be a two-letter ISO 3166 code, such as DE")
	case b.Employees < 0:
		return lead.Inquiry{}, invalid("employees", "must not be negative")
	case strings.TrimSpace(b.Name+b.Email+b.Phone+b.Company+b.Message) == "":
		return lead.Inquiry{}, invalid("email", "add at least one of email, phone, name, company or message")
	}
	value, err := b.value()
	if err != nil {
		return lead.Inquiry{}, err
	}
	if b.Source == "" {
		b.Source = sender
	}
	attributes, err := attributes(b.Attributes)
	if err != nil {
		return lead.Inquiry{}, err
	}
	return lead.Inquiry{
		Source: b.Source, ExternalID: b.ExternalID, Campaign: b.Campaign, Message: b.Message, Value: value,
		Contact:    lead.Contact{Name: b.Name, Email: b.Email, Phone: b.Phone, Title: b.Title},
		Company:    lead.Company{Name: b.Company, Website: b.Website, Country: b.Country, Employees: b.Employees},
		Attributes: attributes,
	}, nil
}

// value is the lead's worth according to the sender; zero if the body has none.
func (b leadBody) value() (lead.Money, error) {
	if b.Value == nil {
		return lead.Money{}, nil
	}
	n, ok := b.Value.(json.Number)
	if !ok {
		return lead.Money{}, invalid("value", "must be a number, such as 31200.50")
	}
	currency := strings.ToUpper(strings.TrimSpace(b.Currency))
	if !threeLetters.MatchString(currency) {
		return lead.Money{}, invalid("currency", "a value needs a currency: a three-letter ISO 4217 code, such as EUR")
	}
	m, err := lead.ParseMoney(n.String(), currency)
	if err != nil {
		return lead.Money{}, invalid("value", err.Error())
	}
	return m, nil
}

// attributes turns the data that have no field of their own into text.
func attributes(in map[string]any) (map[string]string, error) {
	out := make(map[string]string, len(in))
	for k, v := range in {
		switch v := v.(type) {
		case nil:
		case string:
			out[k] = v
		case bool, json.Number:
			out[k] = fmt.Sprint(v)
		default:
			return nil, invalid("attributes."+k, "must be text, a number, true or false")
		}
	}
	return out, nil
}
