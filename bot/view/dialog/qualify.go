package dialog

import (
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// Callbacks of the Qualify dialog, which certifies an inquiry and qualifies an owned lead.
const (
	CallbackCertify = "certify"
	CallbackQualify = "qualify"
)

// Qualify asks what is still unknown of the checklist, the gut feeling when the playbook wants it, and for an owned
// lead the amount. On an inquiry it certifies, and may name the rep who gets it and the meeting that was agreed. An answer
// that is known is only shown, with who gave it, but for a No that stands in the way.
func Qualify(s Scene) slack.ModalViewRequest {
	l, pb := s.Lead, s.Playbook
	blocks := []slack.Block{view.LeadHeading(l)}
	if text := wording.Clean(pb.Definition()); text != "" {
		blocks = append(blocks, view.SmallPrint(wording.Safe(text, 1500)))
	}
	var known []string
	for _, q := range pb.Checklist() {
		if a := l.Checklist[q.ID]; a == lead.Yes || a == lead.No && !q.Required {
			known = append(known, s.known(q, a))
			continue
		}
		blocks = append(blocks, question(q, l.Checklist[q.ID]))
	}
	if len(known) > 0 {
		blocks = append(blocks, view.SmallPrint(append([]string{"Known already:"}, known...)...))
	}
	if pb.AsksGutRating() {
		blocks = append(blocks, gutInput(l.GutRating))
	}
	if l.Stage == lead.StageInquiry {
		blocks = append(append(blocks, s.handOver()...), noteInput(),
			view.SmallPrint("A No to a question that needs a yes sends it to marketing, with that question as the reason.", s.missing()))
		return view.NewModal(CallbackCertify, "Certify as sales-ready", "Certify as sales-ready", l, blocks...)
	}
	estimate := l.Amount
	if estimate.IsZero() {
		estimate = l.Value // the source's word is a first estimate, to be corrected
	}
	blocks = append(blocks, amountInputs(estimate, pb)...)
	return view.NewModal(CallbackQualify, "Qualify", "Qualify", l, append(blocks, noteInput())...)
}

// known is an answer with who gave it: "✔️ Yes (Dan): Can they afford it?".
func (s Scene) known(q lead.Question, a lead.Answer) string {
	p := view.Renderer{Playbook: s.Playbook, Crew: s.Crew, Quiet: true}
	by, before := "", lead.Answer("")
	for _, e := range s.Events {
		if now, said := e.Facts.Answers[q.ID]; said && now != before {
			by, before = " ("+p.Name(e.By)+")", now
		}
	}
	sign := "✔️ Yes"
	if a == lead.No {
		sign = "✖️ No"
	}
	return sign + by + ": " + wording.Safe(q.Ask, 200)
}

// The block ids of a handing over.
const (
	fieldRep         = "rep"
	fieldMeetingDate = "meeting_date"
	fieldMeetingTime = "meeting_time"
)

// handOver asks who gets a certified inquiry and when they meet; both may stay empty.
func (s Scene) handOver() []slack.Block {
	var blocks []slack.Block
	if groups := s.receivers(); len(groups) > 0 {
		to := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, view.PlainText("Whoever the routing finds"), inputID, groups...)
		rep := optional(input(fieldRep, "Hand over to", to))
		rep.Hint = view.PlainText("They are asked to accept it. Leave it empty and the routing decides.")
		blocks = append(blocks, rep)
	}
	day := optional(input(fieldMeetingDate, "Meeting agreed for", slack.NewDatePickerBlockElement(inputID)))
	clock := optional(input(fieldMeetingTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("In your own time zone. It becomes the next step of whoever takes the lead.")
	return append(blocks, day, clock)
}

func questionBlock(id string) string { return "q:" + wording.Clip(id, 200) }

func question(q lead.Question, answered lead.Answer) *slack.InputBlock {
	options := []*slack.OptionBlockObject{
		view.Option(string(lead.Yes), "Yes"), view.Option(string(lead.No), "No"), view.Option(string(lead.Unknown), "Don't know"),
	}
	radio := slack.NewRadioButtonsBlockElement(inputID, options...)
	radio.InitialOption = options[2]
	if answered == lead.No {
		radio.InitialOption = options[1]
	}
	label := wording.Plain(q.Ask, 1000)
	if q.Required {
		label += " (needs a yes)"
	}
	return input(questionBlock(q.ID), label, radio)
}

func gutInput(known int) *slack.InputBlock {
	words := []string{"1: hardly", "2: rather not", "3: maybe", "4: likely", "5: surely"}
	options := make([]*slack.OptionBlockObject, len(words))
	for i, w := range words {
		options[i] = view.Option(strconv.Itoa(i+1), w)
	}
	initial := ""
	if known > 0 {
		initial = fmt.Sprint(known)
	}
	return optional(input(fieldGut, "Your gut feeling: will they buy?", choice(initial, options...)))
}

// ReadVerdict reads the Qualify dialog. An answer that was not given is not in it; without an amount input the amount
// is unknown. Dates are days in the zone of whoever typed them. Whom the lead is handed over to is looked up in crew.
func ReadVerdict(v bot.View, crew lead.Crew, zone *time.Location, now time.Time) (lead.Verdict, map[string]string) {
	errs := fields{}
	d := lead.Verdict{Answers: lead.Answers{}, Amount: readAmount(v, errs), Note: typed(v, fieldNote)}
	for block, inputs := range v.Values {
		if id, ok := isQuestion(block); ok && inputs[inputID].Option != "" {
			d.Answers[id] = lead.Answer(inputs[inputID].Option)
		}
	}
	if gut, err := strconv.Atoi(chosen(v, fieldGut)); err == nil && gut >= 1 && gut <= 5 {
		d.GutRating = gut
	}
	if d.Amount.IsZero() && v.CallbackID == CallbackQualify && errs[fieldAmount] == "" {
		errs[fieldAmount] = "Please give an amount: an opportunity has one, if only a first estimate."
	}
	if to := lead.PersonID(chosen(v, fieldRep)); to != lead.NoOne {
		d.To = crew.Member(to)
	}
	d.Meeting = readMeeting(v, zone, now, errs)
	return d, errs.orNil()
}

// readMeeting is when a meeting was agreed for; zero when none was.
func readMeeting(v bot.View, zone *time.Location, now time.Time, errs fields) time.Time {
	date, clock := v.Value(fieldMeetingDate, inputID).Date, v.Value(fieldMeetingTime, inputID).Time
	switch {
	case date == "" && clock == "":
		return time.Time{}
	case date == "":
		errs[fieldMeetingDate] = "And on which day?"
		return time.Time{}
	case clock == "":
		errs[fieldMeetingTime] = "And at what time?"
		return time.Time{}
	}
	at, err := onDay(date, timeOfDay(clock), zone)
	if err != nil || !at.After(now) {
		errs[fieldMeetingDate] = "Choose a time that lies ahead."
	}
	return at
}

func isQuestion(block string) (id string, ok bool) {
	if len(block) > 2 && block[:2] == "q:" {
		return block[2:], true
	}
	return "", false
}
