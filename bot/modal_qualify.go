package bot

import (
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"dibs/lead"
	"dibs/playbook"
)

// Callbacks of the Qualify dialog, which certifies an inquiry and qualifies an owned lead.
const (
	CallbackCertify = "certify"
	CallbackQualify = "qualify"
)

// QualifyModal asks the checklist's questions that are not answered with yes yet, the gut feeling when the playbook
// wants it, and for an owned lead the amount. On an inquiry it certifies.
func QualifyModal(l *lead.Lead, pb *playbook.Playbook) slack.ModalViewRequest {
	blocks := []slack.Block{about(l)}
	if text := tidy(pb.Definition()); text != "" {
		blocks = append(blocks, smallPrint(safe(text, 1500)))
	}
	known := ""
	for _, q := range pb.Checklist() {
		if l.Checklist[q.ID] == lead.Yes {
			known = dots(known, "✔️ "+readable(q.ID))
			continue
		}
		blocks = append(blocks, question(q, l.Checklist[q.ID]))
	}
	if known != "" {
		blocks = append(blocks, smallPrint("Known: "+known))
	}
	if pb.Gut() {
		blocks = append(blocks, gutInput(l.Gut))
	}
	if l.Stage == lead.StageInquiry {
		blocks = append(blocks, noteInput(), smallPrint("A No to a question that needs a yes sends it to marketing, with that question as the reason."))
		return modal(CallbackCertify, "Certify as sales-ready", "Certify", l, blocks...)
	}
	blocks = append(blocks, amountInputs(l.Amount, pb)...)
	return modal(CallbackQualify, "Qualify", "Qualify", l, append(blocks, noteInput())...)
}

func questionBlock(id string) string { return "q:" + clip(id, 200) }

func question(q lead.Question, answered lead.Answer) *slack.InputBlock {
	options := []*slack.OptionBlockObject{
		option(string(lead.Yes), "Yes"), option(string(lead.No), "No"), option(string(lead.Unknown), "Don't know"),
	}
	radio := slack.NewRadioButtonsBlockElement(inputID, options...)
	radio.InitialOption = options[2]
	if answered == lead.No {
		radio.InitialOption = options[1]
	}
	label := plain(q.Ask, 1000)
	if q.Required {
		label += " (needs a yes)"
	}
	return input(questionBlock(q.ID), label, radio)
}

func gutInput(known int) *slack.InputBlock {
	words := []string{"1: hardly", "2: rather not", "3: maybe", "4: likely", "5: surely"}
	options := make([]*slack.OptionBlockObject, len(words))
	for i, w := range words {
		options[i] = option(strconv.Itoa(i+1), w)
	}
	initial := ""
	if known > 0 {
		initial = fmt.Sprint(known)
	}
	return optional(input(fieldGut, "Your gut feeling: will they buy?", choice(initial, options...)))
}

// ReadVerdict reads the Qualify dialog. An answer that was not given is not in it; without an amount input the amount
// is unknown.
func ReadVerdict(v View) (lead.Verdict, map[string]string) {
	errs := fields{}
	d := lead.Verdict{Answers: lead.Answers{}, Amount: readAmount(v, errs), Note: typed(v, fieldNote)}
	for block, inputs := range v.Values {
		if id, ok := isQuestion(block); ok && inputs[inputID].Option != "" {
			d.Answers[id] = lead.Answer(inputs[inputID].Option)
		}
	}
	if gut, err := strconv.Atoi(chosen(v, fieldGut)); err == nil && gut >= 1 && gut <= 5 {
		d.Gut = gut
	}
	if d.Amount.IsZero() && v.CallbackID == CallbackQualify && errs[fieldAmount] == "" {
		errs[fieldAmount] = "Please give an amount: an opportunity has one, if only a first estimate."
	}
	return d, errs.orNil()
}

func isQuestion(block string) (id string, ok bool) {
	if len(block) > 2 && block[:2] == "q:" {
		return block[2:], true
	}
	return "", false
}
