package playbook

import (
	"reflect"
	"strings"

	"dibs/lead"
	"dibs/lead/identity"
)

// The types of facts that conditions can use. The names in the tags are part of the playbook's language:
// never change one.
type (
	// leadFacts holds the fields of `lead`.
	leadFacts struct {
		Name       string            `expr:"name"`
		Email      string            `expr:"email"`
		Phone      string            `expr:"phone"`
		Title      string            `expr:"title"`
		Company    string            `expr:"company"`
		Website    string            `expr:"website"`
		Country    string            `expr:"country"` // ISO 3166-1 alpha-2, upper case
		Employees  int               `expr:"employees"`
		Message    string            `expr:"message"`
		Source     string            `expr:"source"`
		Campaign   string            `expr:"campaign"`
		Value      float64           `expr:"value"` // in whole units of the currency
		Currency   string            `expr:"currency"`
		Freemail   bool              `expr:"freemail"`
		Attributes map[string]string `expr:"attributes"` // a missing one is ""
		Test       bool              `expr:"test"`
	}

	// unscored is for the rules that score the potential.
	unscored struct {
		Lead leadFacts `expr:"lead"`
	}

	// counted is for the conditions of the temperatures.
	counted struct {
		Lead       leadFacts `expr:"lead"`
		Potential  int       `expr:"potential"`
		Engagement int       `expr:"engagement"`
	}

	// scored is for all other conditions.
	scored struct {
		Lead        leadFacts `expr:"lead"`
		Potential   int       `expr:"potential"`
		Engagement  int       `expr:"engagement"`
		Temperature string    `expr:"temperature"`
	}
)

// factsOf returns what conditions see of a lead: at most maxFact bytes of each text, and at most
// maxAttributes attributes.
func factsOf(l *lead.Lead) leadFacts {
	return leadFacts{
		Name: boundedText(l.Contact.Name), Email: boundedText(l.Contact.Email), Phone: boundedText(l.Contact.Phone),
		Title: boundedText(l.Contact.Title), Company: boundedText(l.Company.Name), Website: boundedText(l.Company.Website),
		Country: boundedText(l.Company.Country), Employees: l.Company.Employees,
		Message: boundedText(l.Message), Source: boundedText(l.Source), Campaign: boundedText(l.Campaign),
		Value: majorUnits(l.Value), Currency: boundedText(l.Value.Currency),
		Freemail: identity.Freemail(l.Contact.Email), Attributes: boundedAttributes(l.Attributes), Test: l.Test,
	}
}

// filled reports whether a field that the definition requires has a value.
func (f leadFacts) filled(field string) bool {
	v := reflect.ValueOf(f)
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("expr") == field {
			s, isText := v.Field(i).Interface().(string)
			return !v.Field(i).IsZero() && (!isText || strings.TrimSpace(s) != "")
		}
	}
	return false
}

func leadFields() []string { return fieldNames(leadFacts{}) }

// fieldNames lists the fields of a type of facts, as conditions write them.
func fieldNames(facts any) []string {
	t := reflect.TypeOf(facts)
	var ns []string
	for i := range t.NumField() {
		ns = append(ns, t.Field(i).Tag.Get("expr"))
	}
	return ns
}
