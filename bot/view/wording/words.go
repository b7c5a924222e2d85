package wording

import (
	"cmp"
	"strings"

	"dibs/lead"
)

// Stage is a stage after "is": "unclaimed", "with marketing".
func Stage(s lead.Stage) string {
	switch s {
	case lead.StageInquiry:
		return "an inquiry"
	case lead.StageNurturing:
		return "with marketing"
	case lead.StageNew:
		return "unclaimed"
	case lead.StageWorking:
		return "in progress"
	case lead.StageQualified:
		return "qualified"
	case lead.StageWon:
		return "won"
	case lead.StageLost:
		return "lost"
	case lead.StageDisqualified:
		return "disqualified"
	case lead.StageMerged:
		return "merged into another lead"
	}
	return string(s)
}

// NextStep is what the owner plans to do next.
func NextStep(n *lead.NextStep) string { return cmp.Or(Safe(n.What, 120), "follow up") }

// Method is how somebody was contacted: "phone".
func Method(m lead.Method) string {
	switch m {
	case lead.Call:
		return "phone"
	case lead.Email:
		return "e-mail"
	default:
		return Safe(string(m), 40)
	}
}

// Methods is a contact method in the plural, as people object to it: "calls".
func Methods(m lead.Method) string {
	switch m {
	case lead.Call:
		return "calls"
	case lead.Email:
		return "e-mails"
	default:
		return Safe(string(m), 40) + "s"
	}
}

// Outcome is how a contact attempt went: "no answer".
func Outcome(o lead.Outcome) string {
	switch o {
	case lead.NoAnswer:
		return "no answer"
	case lead.CallBack:
		return "asked to be called back"
	case lead.WrongNumber:
		return "wrong number"
	case lead.MeetingSet:
		return "meeting booked"
	case lead.AskedNotTo:
		return "asked not to be contacted this way"
	case lead.Voicemail:
		return "left a voicemail"
	default:
		return Safe(string(o), 40)
	}
}

// MethodEmoji stands for a contact method.
func MethodEmoji(m lead.Method) string {
	switch m {
	case lead.Call:
		return "📞"
	case lead.Email, lead.Letter:
		return "✉️"
	case lead.Visit:
		return "🚪"
	default:
		return "💬"
	}
}

// Readable turns an identifier of the playbook into words: demo_request into "demo request".
func Readable(id string) string { return Safe(strings.ReplaceAll(id, "_", " "), 80) }

// Capital capitalizes the first letter of a text.
func Capital(s string) string {
	if s == "" {
		return s
	}
	n := character(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
