package ask

// actPatterns lists the acts on a lead: the lead of the thread, or one given by number. For a text with a
// lead they come before all questions: in a thread "lost" closes the lead, elsewhere it asks for lost leads.
// Without a lead they come last, so that the answer can ask which lead is meant.
var actPatterns = []struct {
	act      Act
	patterns []string
}{
	{Calling, []string{"i am calling|phoning <here> [them|her|him|now]", "calling <here> [them|her|him|now]"}},
	{NoAnswer, []string{
		"no answer <here>", "[i] called [them|her|him] no answer <here>", "not reachable <here>", "no reply <here>",
		"no one answered|picked <here> [up]", "nobody answered|picked <here> [up]", "did not answer <here>",
		"not reached <here>",
	}},
	{Certify, []string{"certify <here>"}},
	{ToMarketing, []string{"to marketing <here>", "give|send|pass|move <here> to marketing"}},
	{PushOn, []string{"bring <here> back", "bring back <here>", "push on <here>", "push <here> on"}},
	{NotAFit, []string{"not a fit <here> <reason>", "no fit <here> <reason>"}},
	{Undo, []string{"undo <here>", "undo [the] merge <here>"}},
	{Accept, []string{"accept <here>", "accepted <here>", "i accept <here>"}},
	{Decline, []string{"[i] [will] pass on <here>", "[i] [will] pass|decline <here> <reason>"}},
	{LogContact, []string{
		"log <here> contact|call|email|visit", "log contact|call|email|visit <here>",
		"log a call|contact|email|visit|meeting <here>", "[i] [just] reached|called|emailed|met <here> [her|him|them]",
		"[left] [a] voicemail <here>", "they replied|answered <here>",
	}},
	{Qualify, []string{"qualify <here>", "qualified <here>"}},
	{HandBack, []string{
		"hand|give|pass <here> back <reason>", "hand|give back <here> <reason>", "handback <here> <reason>",
		"release <here>", "return <here> [to] [the] [pool]", "back to marketing <here>",
	}},
	{Won, []string{
		"won <here> <amount>", "we won <here> <amount>", "i won <here> <amount>", "closed <here> won <amount>",
		"closed won <here> <amount>", "close <here> as won <amount>",
	}},
	{Lost, []string{
		"lost <here> <reason>", "we lost <here> <reason>", "i lost <here> <reason>", "closed lost <here> <reason>",
		"close <here> as lost <reason>",
	}},
	{Snooze, []string{"snooze <here> <date>", "postpone <here> <date>"}},
	{Disqualify, []string{"disqualify <here> <reason>", "disqualified <here> <reason>"}},
	{Merge, []string{"merge <here>", "merge <here> with|into <any>"}},
	{Reopen, []string{"reopen <here>", "open <here> again"}},
}
