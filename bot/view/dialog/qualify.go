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

// Qualify asks the open questions of the checklist, the gut feeling if the playbook wants it, and the amount of an
// owned lead. For an inquiry it certifies, and may name the rep who gets it and the meeting that was agreed on. A
// known answer is only shown, with the person who gave it; a No to a question that needs a yes is asked again.
func Qualify(s Scene) slack.ModalViewRequest {
	l, pb := s.Lead, s.Playbook
	blocks := []slack.Block{view.LeadHeading(l)}
	if text := wording.Clean(pb.Definition()); text != "" {
		blocks = append(blocks, view.SmallPrint(wording.Safe(text, 1500)))
	}
	var answered []string
	for _, q := range pb.Checklist() {
		if a := l.Checklist[q.ID]; a == lead.Yes || a == lead.No && !q.Required {
			answered = append(answered, s.answered(q, a))
			continue
		}
		blocks = append(blocks, question(q, l.Checklist[q.ID]))
	}
	if len(answered) > 0 {
		blocks = append(blocks, view.SmallPrint(append([]string{"Already answered:"}, answered...)...))
	}
	if pb.AsksGutRating() {
		blocks = append(blocks, gutInput(l.GutRating))
	}
	if l.Stage == lead.StageInquiry {
		blocks = append(append(blocks, s.handOver()...), noteInput(),
			view.SmallPrint("If a question that needs a yes gets a No, the lead goes to marketing with that as the reason.", s.missing()))
		return view.NewModal(CallbackCertify, "Certify as sales-ready", "Certify as sales-ready", l, blocks...)
	}
	estimate := l.Amount
	if estimate.IsZero() {
		estimate = l.Value // the source's value is a first estimate
	}
	blocks = append(blocks, amountInputs(estimate, pb)...)
	return view.NewModal(CallbackQualify, "Qualify", "Qualify", l, append(blocks, noteInput())...)
}

// answered is an answer with the person who gave it: "✔️ Yes (Dan): Can they afford it?".
func (s Scene) answered(q lead.Question, a lead.Answer) string {
	p := view.Renderer{Playbook: s.Playbook, Crew: s.Crew, Quiet: true}
	by, before := "", lead.Answer("")
	for _, e := range s.Events {
		if now, ok := e.Facts.Answers[q.ID]; ok && now != before {
			by, before = " ("+p.Name(e.By)+")", now
		}
	}
	sign := "✔️ Yes"
	if a == lead.No {
		sign = "✖️ No"
	}
	return sign + by + ": " + wording.Safe(q.Ask, 200)
}

// The block ids of a handover.
const (
	fieldRep         = "rep"
	fieldMeetingDate = "meeting_date"
	fieldMeetingTime = "meeting_time"
)

// handOver asks who gets a certified inquiry and when they meet. Both are optional.
func (s Scene) handOver() []slack.Block {
	var blocks []slack.Block
	if groups := s.receivers(); len(groups) > 0 {
		to := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, view.PlainText("Let routing decide"), inputID, groups...)
		rep := optional(input(fieldRep, "Hand over to", to))
		rep.Hint = view.PlainText("They'll be asked to accept it. If you leave it empty, routing decides.")
		blocks = append(blocks, rep)
	}
	day := optional(input(fieldMeetingDate, "Meeting on", slack.NewDatePickerBlockElement(inputID)))
	clock := optional(input(fieldMeetingTime, "At", slack.NewTimePickerBlockElement(inputID)))
	clock.Hint = view.PlainText("In your time zone. It becomes the owner's next step.")
	return append(blocks, day, clock)
}

// questionBlock is the block id of a question of the checklist.
func questionBlock(id string) string { return "q:" + wording.Clip(id, 200) }

// question asks a question of the checklist. "Don't know" is preselected, or the No of an earlier answer.
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

// gutInput asks how likely the inquirer is to buy, from 1 to 5. known is preselected; 0 means none.
func gutInput(known int) *slack.InputBlock {
	words := []string{"1 Very unlikely", "2 Unlikely", "3 Maybe", "4 Likely", "5 Very likely"}
	options := make([]*slack.OptionBlockObject, len(words))
	for i, w := range words {
		options[i] = view.Option(strconv.Itoa(i+1), w)
	}
	initial := ""
	if known > 0 {
		initial = fmt.Sprint(known)
	}
	return optional(input(fieldGut, "Gut feeling: will they buy?", choice(initial, options...)))
}

// ReadVerdict reads the Qualify dialog. It contains only the answers that were given, and without an amount input the
// amount is unknown. Dates are days in the zone of the person who submitted the dialog. The person to hand over to is
// looked up in crew.
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
		errs[fieldAmount] = view.MissingField("amount")
	}
	if to := lead.PersonID(chosen(v, fieldRep)); to != lead.NoOne {
		d.To = crew.Member(to)
	}
	d.Meeting = readMeeting(v, zone, now, errs)
	return d, errs.orNil()
}

// readMeeting is when the meeting is. It is zero if none was agreed on.
func readMeeting(v bot.View, zone *time.Location, now time.Time, errs fields) time.Time {
	date, clock := v.Value(fieldMeetingDate, inputID).Date, v.Value(fieldMeetingTime, inputID).Time
	switch {
	case date == "" && clock == "":
		return time.Time{}
	case date == "":
		errs[fieldMeetingDate] = "Choose the day."
		return time.Time{}
	case clock == "":
		errs[fieldMeetingTime] = "Choose the time."
		return time.Time{}
	}
	at, err := onDay(date, timeOfDay(clock), zone)
	if err != nil || !at.After(now) {
		errs[fieldMeetingDate] = "Choose a time in the future."
	}
	return at
}

// isQuestion reads the id of a checklist question from a block id.
func isQuestion(block string) (id string, ok bool) {
	if len(block) > 2 && block[:2] == "q:" {
		return block[2:], true
	}
	return "", false
}
