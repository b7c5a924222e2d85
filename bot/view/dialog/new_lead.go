package dialog

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// CallbackNewLead is the dialog that registers or refers a lead.
const CallbackNewLead = "new_lead"

// ActionLookUp is sent when a person presses Enter in an input that identifies a new lead. The dialog then shows
// matching leads at once. A lookup for every letter would cost a request each, and half a name matches nobody.
const ActionLookUp = "look_up"

// The block ids of the dialog, in addition to those that all dialogs share.
const (
	fieldWho     = "who"
	fieldCompany = "company"
	fieldMessage = "message"
	fieldPhone   = "phone"
	fieldCountry = "country"
	fieldSource  = "source"
)

// referral is the source of a lead that a colleague refers.
const referral = "referral"

// NewLead is what the dialog that registers a lead shows.
type NewLead struct {
	Known   lead.Inquiry // filled in, for example from the message that the lead is created from
	Refers  bool         // opened by a colleague, so it asks only who, where and why
	Channel string       // where it was opened and where the answer goes; empty for a direct message
	Matches []lead.Match // open leads that may be the same inquiry
	Hidden  []lead.ID    // the matches that the reader may not see by name
}

// Draft is what the dialog knows besides what was typed. It is kept in the private metadata and contains nothing
// personal.
type Draft struct {
	Refers  bool        `json:"refers,omitempty"`
	Channel string      `json:"channel,omitempty"`
	Message *lead.Place `json:"said,omitempty"`  // the message that the lead is created from
	Shown   []string    `json:"shown,omitempty"` // the matches that are shown, and what they match on
}

// DraftOf reads the draft of a dialog.
func DraftOf(v bot.View) (Draft, error) {
	var d Draft
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &d); err != nil {
		return Draft{}, fmt.Errorf("private metadata of modal %q: %w", v.CallbackID, err)
	}
	return d, nil
}

// Shows reports whether the dialog shows exactly these matches.
func (d Draft) Shows(ms []lead.Match) bool { return slices.Equal(d.Shown, shown(ms)) }

// Lacks reports whether one of these matches is not shown in the dialog.
func (d Draft) Lacks(ms []lead.Match) bool {
	return slices.ContainsFunc(shown(ms), func(m string) bool { return !slices.Contains(d.Shown, m) })
}

// Again is the dialog with what was typed into it, and with the leads that may be the same inquiry.
func (d Draft) Again(typed lead.Inquiry, ms []lead.Match) NewLead {
	if ms == nil {
		ms = []lead.Match{} // looked up, none found
	}
	return NewLead{Known: typed, Refers: d.Refers, Channel: d.Channel, Matches: ms}
}

// shown identifies matches by lead and by what they match on, because a lead may match first by its company and then,
// after more was typed, by its person.
func shown(ms []lead.Match) []string {
	var all []string
	for _, m := range ms {
		all = append(all, view.LeadValue(m.Lead.ID)+" "+string(m.On))
	}
	return all
}

// Register asks for a lead: who it is, where they work and what they want; the rest is optional. A colleague who
// refers a lead is asked for these three only, and may leave out the company. The button says what will happen.
func Register(n NewLead, crew lead.Crew, pb *playbook.Playbook) view.Modal {
	title, submit := "Register a lead", "Register"
	if n.Refers {
		title, submit = "Refer a lead", "Refer"
	}
	if slices.ContainsFunc(n.Matches, func(m lead.Match) bool { return m.On == lead.SamePerson }) {
		submit = "Add to lead"
	}
	var blocks []slack.Block
	if n.Refers {
		blocks = n.referInputs()
	} else {
		blocks = n.registerInputs(pb)
	}
	if here := matches(view.Renderer{Playbook: pb, Crew: crew, Quiet: true}, n); here != nil {
		blocks = slices.Insert(blocks, 2, here) // below the inputs they were found by
	}
	v := view.NewModal(CallbackNewLead, title, submit, nil, blocks...)
	meta, err := json.Marshal(Draft{Refers: n.Refers, Channel: n.Channel, Message: n.Known.SourceMessage, Shown: shown(n.Matches)})
	if err != nil {
		panic("a draft is numbers and words: " + err.Error()) // cannot be
	}
	v.PrivateMetadata = string(meta)
	return v
}

func (n NewLead) registerInputs(pb *playbook.Playbook) []slack.Block {
	c := n.Known.Contact
	country := optional(input(fieldCountry, "Country", textInput(n.Known.Company.Country, 2)))
	country.Hint = view.PlainText("Two-letter code, such as DE")
	blocks := []slack.Block{
		whoInput(c.Name, c.Email),
		lookedUp(input(fieldCompany, "Company", textInput(n.Known.Company.Name, 200))),
		input(fieldMessage, "What do they want?", textInput(n.Known.Message, maxNote).WithMultiline(true)),
		optional(input(fieldPhone, "Phone", textInput(c.Phone, 40))),
		country,
	}
	var sources []*slack.OptionBlockObject
	for _, s := range pb.Sources() {
		if len(sources) < maxOptions {
			sources = append(sources, view.Option(s, strings.ReplaceAll(s, "_", " ")))
		}
	}
	if len(sources) > 0 {
		initial := n.Known.Source
		if !slices.Contains(pb.Sources(), initial) {
			initial = referral
		}
		blocks = append(blocks, optional(input(fieldSource, "Source", choice(initial, sources...))))
	}
	return blocks
}

func (n NewLead) referInputs() []slack.Block {
	c := n.Known.Contact
	return []slack.Block{
		whoInput(c.Name, c.Email, c.Phone),
		lookedUp(optional(input(fieldCompany, "Company", textInput(n.Known.Company.Name, 200)))),
		input(fieldMessage, "Why should we talk to them?", textInput(n.Known.Message, maxNote).WithMultiline(true)),
	}
}

// whoInput asks for everything known about the person in one field.
func whoInput(known ...string) *slack.InputBlock {
	who := lookedUp(input(fieldWho, "Who is it?", textInput(strings.Join(strings.Fields(strings.Join(known, " ")), " "), 200)))
	who.Hint = view.PlainText("Name, e-mail or phone, such as Nadia Rahman nadia@brandt.example")
	return who
}

// lookedUp makes a text input report when Enter is pressed in it.
func lookedUp(b *slack.InputBlock) *slack.InputBlock {
	if e, ok := b.Element.(*slack.PlainTextInputBlockElement); ok {
		e.ActionID = ActionLookUp
		e.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_enter_pressed"}}
	}
	b.DispatchAction = true
	return b
}

var (
	emailInText = regexp.MustCompile(`[^\s<>,;:"()]+@[^\s<>,;:"()]+\.[^\s<>,;:"()]+`)
	phoneInText = regexp.MustCompile(`\+?[0-9][0-9 ()/.–-]{5,}[0-9]`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
)

// ReadNewLead reads the dialog as an inquiry. When it is only used to look up leads, fields may be empty: the caller
// then takes the inquiry and ignores the errors.
func ReadNewLead(v bot.View, d Draft) (lead.Inquiry, map[string]string) {
	errs := fields{}
	in := lead.Inquiry{
		Source: chosen(v, fieldSource), Message: typed(v, fieldMessage), SourceMessage: d.Message, Contact: readWho(entered(v, fieldWho)),
		Company: lead.Company{
			Name:    wording.OneLine(entered(v, fieldCompany)),
			Country: strings.ToUpper(wording.OneLine(entered(v, fieldCountry))),
		},
	}
	if d.Refers {
		in.Source = referral
	}
	if p := wording.OneLine(entered(v, fieldPhone)); p != "" {
		in.Contact.Phone = p
	}
	if in.Contact == (lead.Contact{Phone: in.Contact.Phone}) && (in.Contact.Phone == "" || !d.Refers) {
		errs[fieldWho] = "Enter a name or an e-mail address."
	}
	if c := in.Company.Country; c != "" && !countryCode.MatchString(c) {
		errs[fieldCountry] = "Enter the two-letter country code, such as DE."
	}
	return in, errs.orNil()
}

// readWho reads name, e-mail and phone from one line, in any order.
func readWho(line string) lead.Contact {
	line = wording.OneLine(line)
	email := emailInText.FindString(line)
	rest := strings.Replace(line, email, " ", 1)
	phone := phoneInText.FindString(rest)
	rest = strings.Replace(rest, phone, " ", 1)
	return lead.Contact{
		Name:  strings.Trim(wording.OneLine(rest), "<>,;:\"() "),
		Email: strings.ToLower(strings.TrimRight(email, ".")),
		Phone: phone,
	}
}

// entered is the text in an input that may have either action id.
func entered(v bot.View, field string) string {
	return cmp.Or(v.Value(field, inputID).Value, v.Value(field, ActionLookUp).Value)
}
