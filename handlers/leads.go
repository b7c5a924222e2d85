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

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/workflows"
)

// leadBody is what POST /v1/leads takes. Value is a number of whole units of the currency.
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

// leadAnswer is what every intake answers once the lead is stored for good.
type leadAnswer struct {
	ID          lead.ID    `json:"id"`
	Stage       lead.Stage `json:"stage"`
	DuplicateOf *lead.ID   `json:"duplicate_of"`
}

// postLead takes one lead from whoever holds an API key. The answer comes after the durable
// write. The same Idempotency-Key of the same sender repeats the first answer.
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
			h.fail(w, r, bad("Idempotency-Key", "longer than 255 characters"))
			return
		}
		sum := sha256.Sum256(body)
		intake.Key, intake.Fingerprint = name+":"+key, hex.EncodeToString(sum[:])
	}
	h.register(w, r, intake)
}

func (h *HTTP) register(w http.ResponseWriter, r *http.Request, in workflows.Intake) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), durable)
	defer cancel()
	receipt, err := h.engine.Register(ctx, in, h.now())
	if errors.Is(err, workflows.ErrKeyReused) {
		err = problem{
			Title: "The Idempotency-Key was used before for another request", Status: http.StatusUnprocessableEntity,
			Errors: []field{{"Idempotency-Key", "send another key with another body"}},
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
	answer(w, status, a)
}

var (
	twoLetters   = regexp.MustCompile(`^[A-Za-z]{2}$`)
	threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)
)

// inquiry reads the body; whatever has no source gets the name of the key that sent it.
func (b leadBody) inquiry(sender string) (lead.Inquiry, error) {
	b.Country = strings.TrimSpace(b.Country)
	switch {
	case b.Country != "" && !twoLetters.MatchString(b.Country):
		return lead.Inquiry{}, bad("country", "must be two letters of ISO 3166, such as DE")
	case b.Employees < 0:
		return lead.Inquiry{}, bad("employees", "must not be negative")
	case strings.TrimSpace(b.Name+b.Email+b.Phone+b.Company+b.Message) == "":
		return lead.Inquiry{}, bad("email", "say at least who it is: email, phone, name, company or message")
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

func (b leadBody) value() (lead.Money, error) {
	if b.Value == nil {
		return lead.Money{}, nil
	}
	n, ok := b.Value.(json.Number)
	if !ok {
		return lead.Money{}, bad("value", "must be a number, such as 31200.50")
	}
	currency := strings.ToUpper(strings.TrimSpace(b.Currency))
	if !threeLetters.MatchString(currency) {
		return lead.Money{}, bad("currency", "a value needs its currency: three letters of ISO 4217, such as EUR")
	}
	text := n.String()
	if strings.Contains(text, ".") {
		text += "000" // so that the point of 1.250 cannot be read as one between thousands
	}
	m, err := wording.ParseAmount(text, currency)
	if err != nil {
		return lead.Money{}, bad("value", err.Error())
	}
	return m, nil
}

// attributes keeps what has no field of its own, as text.
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
			return nil, bad("attributes."+k, "must be text, a number or a truth value")
		}
	}
	return out, nil
}
