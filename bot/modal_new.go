package bot

import (
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// CallbackNewLead is the dialog that registers or refers a lead.
const CallbackNewLead = "new_lead"

// The block ids of the dialog, beside those that all dialogs share.
const (
	fieldWho     = "who"
	fieldCompany = "company"
	fieldMessage = "message"
	fieldPhone   = "phone"
	fieldCountry = "country"
	fieldSource  = "source"
)

// NewLeadModal asks for a lead: who, from where, and what they want; the rest may stay empty. What is known, such as the
// text of the message that the lead is made of, is filled in.
func NewLeadModal(pb *playbook.Playbook, known lead.Inquiry) slack.ModalViewRequest {
	who := input(fieldWho, "Who is it?", textInput(strings.TrimSpace(known.Contact.Name+" "+known.Contact.Email), 200))
	who.Hint = plainText("Name, e-mail or both: Nadia Rahman nadia@brandt.example")
	country := optional(input(fieldCountry, "Country", textInput(known.Company.Country, 2)))
	country.Hint = plainText("Two letters, such as DE")
	blocks := []slack.Block{
		who,
		input(fieldCompany, "Company", textInput(known.Company.Name, 200)),
		input(fieldMessage, "What do they want?", textInput(known.Message, maxNote).WithMultiline(true)),
		optional(input(fieldPhone, "Phone", textInput(known.Contact.Phone, 40))),
		country,
	}
	var sources []*slack.OptionBlockObject
	for _, s := range pb.Sources() {
		if len(sources) < maxOptions {
			sources = append(sources, option(s, strings.ReplaceAll(s, "_", " ")))
		}
	}
	if len(sources) > 0 {
		initial := known.Source
		if !slices.Contains(pb.Sources(), initial) {
			initial = "referral"
		}
		blocks = append(blocks, optional(input(fieldSource, "Where does it come from?", choice(initial, sources...))))
	}
	return modal(CallbackNewLead, "Register a lead", "Register", nil, blocks...)
}

var emailInText = regexp.MustCompile(`[^\s<>,;:"()]+@[^\s<>,;:"()]+\.[^\s<>,;:"()]+`)

// ReadNewLead reads the dialog as an inquiry.
func ReadNewLead(v View) (lead.Inquiry, map[string]string) {
	errs := fields{}
	who := oneLine(v.Value(fieldWho, inputID).Value)
	email := emailInText.FindString(who)
	in := lead.Inquiry{
		Source:  chosen(v, fieldSource),
		Message: typed(v, fieldMessage),
		Contact: lead.Contact{
			Name:  strings.Trim(oneLine(strings.Replace(who, email, "", 1)), "<>,;:\"() "),
			Email: strings.ToLower(strings.TrimRight(email, ".")),
			Phone: oneLine(v.Value(fieldPhone, inputID).Value),
		},
		Company: lead.Company{
			Name:    oneLine(v.Value(fieldCompany, inputID).Value),
			Country: strings.ToUpper(oneLine(v.Value(fieldCountry, inputID).Value)),
		},
	}
	if in.Contact.Name == "" && in.Contact.Email == "" {
		errs[fieldWho] = "Type a name or an e-mail address."
	}
	if c := in.Company.Country; c != "" && !countryCode.MatchString(c) {
		errs[fieldCountry] = "Type the two letters of the country, such as DE."
	}
	return in, errs.orNil()
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
