package bot

import (
	"cmp"
	"strings"

	"dibs/lead"
)

// warmth is a temperature with its emoji; the word is always there for those who cannot see the emoji.
func warmth(t lead.Temperature) string {
	switch t {
	case lead.Hot:
		return "🔥 Hot"
	case lead.Warm:
		return "☀️ Warm"
	case lead.Cold:
		return "❄️ Cold"
	}
	return "Not scored"
}

func stageWord(s lead.Stage) string {
	switch s {
	case lead.StageInquiry:
		return "an inquiry, with the qualifiers"
	case lead.StageNurturing:
		return "with marketing"
	case lead.StageNew:
		return "waiting in its pool"
	case lead.StageWorking:
		return "being worked"
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

// stepWord is what the owner promised to do next.
func stepWord(n *lead.NextStep) string { return cmp.Or(safe(n.What, 120), "follow up") }

func methodWord(m lead.Method) string {
	switch m {
	case lead.Call:
		return "phone"
	case lead.Email:
		return "e-mail"
	default:
		return safe(string(m), 40)
	}
}

// methodPlural names a method as what a person does not want: "calls".
func methodPlural(m lead.Method) string {
	switch m {
	case lead.Call:
		return "calls"
	case lead.Email:
		return "e-mails"
	default:
		return safe(string(m), 40) + "s"
	}
}

func outcomeWord(o lead.Outcome) string {
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
		return safe(string(o), 40)
	}
}

func methodEmoji(m lead.Method) string {
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

// readable turns an identifier of the playbook into words: demo_request into "demo request".
func readable(id string) string { return safe(strings.ReplaceAll(id, "_", " "), 80) }

func capital(s string) string {
	if s == "" {
		return s
	}
	n := character(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
