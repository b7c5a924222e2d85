package handlers

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/figures"
	"dibs/lead"
)

// mentions returns the answer to a person who writes to @dibs in a channel, and whether everybody in it can read the
// answer.
func (d *desk) mentions(name, text string) (said string, public bool) {
	d.t.Helper()
	resp := d.serve(d.event(name, bot.Event{Type: "app_mention", Channel: "C1", Text: "<@UDIBS> " + text}))
	return d.shows(resp), resp.Reply != nil && resp.Reply.Public
}

// writes returns the answer to a direct message to Dibs.
func (d *desk) writes(name, text string) string {
	d.t.Helper()
	return d.shows(d.serve(d.event(name, bot.Event{Type: "message", Channel: "D1", ChannelType: "im", Text: text})))
}

// event makes the request of a message event.
func (d *desk) event(name string, e bot.Event) *bot.Request {
	d.t.Helper()
	r := d.request(name, bot.Request{Kind: bot.KindEvent, Event: e})
	d.sent++ // so that no message looks like a redelivery of another
	r.Event.User, r.Event.Us, r.Event.TS = r.User.ID, "UDIBS", strconv.Itoa(d.sent)+".1"
	r.Channel = bot.Ref{ID: e.Channel}
	return r
}

func TestAQuestionGetsTheSameAnswerEverywhere(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	for _, line := range []string{"mine", "next", "show rahman", "who owns 1", "is customer.example already a lead", "due today", "list hot leads", "new Eve Adams"} {
		slash := d.says("ana", line)
		mention, public := d.mentions("ana", line)
		if public {
			t.Errorf("%q in a channel gets a public answer", line)
		}
		if line == "new Eve Adams" { // a message cannot open a dialog, so it gets a button that does
			d.expect(slash, "Register a lead", "Eve Adams")
			d.expect(mention, "Press the button", "Eve Adams")
			slash = mention
		}
		if direct := d.writes("ana", line); mention != slash || direct != slash {
			t.Errorf("%q gets different answers\nafter /lead:    %s\nto @dibs:       %s\nin a direct message: %s", line, slash, mention, direct)
		}
	}
	for _, line := range []string{"summary", "how many leads", "report", "definition", "help"} {
		if said, public := d.mentions("zoe", line); !public || strings.Contains(said, "I can't answer") {
			t.Errorf("%q in a channel gets no public answer:\n%s", line, said)
		}
	}
}

func TestOnlyPeopleAreAnswered(t *testing.T) {
	d := open(t)
	for what, e := range map[string]bot.Event{
		"a bot":                       {ChannelType: "im", BotID: "B1", Text: "help"},
		"Dibs itself":                 {ChannelType: "im", User: "UDIBS", Text: "help"},
		"Slackbot":                    {ChannelType: "im", User: "USLACKBOT", Text: "help"},
		"nobody":                      {ChannelType: "im", User: "-", Text: "help"},
		"an edited message":           {ChannelType: "im", Subtype: "message_changed", Text: "help"},
		"a deleted message":           {ChannelType: "im", Subtype: "message_deleted", Text: "help"},
		"a person who joins":          {ChannelType: "channel", Subtype: "channel_join", Text: "help"},
		"a message to a channel":      {ChannelType: "channel", Text: "help"},
		"a message to several people": {ChannelType: "mpim", Text: "help"},
	} {
		e.Type = "message"
		r := d.event("ana", e)
		if e.User != "" {
			r.Event.User = strings.Trim(e.User, "-")
		}
		if resp := d.serve(r); resp.Reply != nil {
			t.Errorf("%s gets the answer %+v", what, resp.Reply)
		}
	}
	// Slack also sends a mention in a direct message as a message, which is answered.
	r := d.event("ana", bot.Event{Type: "app_mention", Channel: "D1", Text: "<@UDIBS> help"})
	if resp := d.serve(r); resp.Reply != nil {
		t.Errorf("a mention in a direct message is answered twice: %+v", resp.Reply)
	}
	stranger := &bot.Request{Kind: bot.KindEvent, User: bot.Ref{ID: "UNEW"}, Event: bot.Event{Type: "message", ChannelType: "im", Channel: "D2", User: "UNEW", Text: "mine"}}
	d.expect(d.shows(d.serve(stranger)), "You haven't referred anyone yet.")
}

func TestTheMentionOfDibsIsNotPartOfTheQuestion(t *testing.T) {
	d := open(t)
	for text, want := range map[string]string{
		"<@UDIBS> mine":                "mine",
		"<@UDIBS>: mine":               "mine",
		"<@UDIBS|dibs>, mine":          "mine",
		"mine <@UDIBS>":                "mine",
		"hey <@UDIBS> mine":            "hey   mine",
		"<@UDIBS> away <@UBEN> friday": "away <@UBEN> friday",
		"<@UDIBS>":                     "",
	} {
		if got := withoutMention(bot.Event{Text: text, Us: "UDIBS"}, d.dir.Crew()); got != want {
			t.Errorf("%q without the mention of Dibs is %q, want %q", text, got, want)
		}
		if got := withoutMention(bot.Event{Text: text}, d.dir.Crew()); got != want {
			t.Errorf("%q without the mention of Dibs is %q, want %q, if the event does not name Dibs", text, got, want)
		}
	}
}

func TestGuestsAndPartnersLearnOnlyWhatTheyMayKnow(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	theirs := d.register("Ewa Nowak", "PL")
	gus := userOf(d, "zoe")
	gus.Guest = true
	d.changes(gus)
	for _, line := range []string{
		"mine", "due", "next", "find rahman", "show 1", "who owns 1", "is rahman ltd already a lead", "list hot leads", "claim 1", "no answer 1",
		"assign 1", "note 1 hello", "remind me tomorrow of rahman", "who is away",
	} {
		for _, said := range []string{d.says("zoe", line), d.writes("zoe", line)} {
			if strings.Contains(said, "Rahman") || !strings.Contains(said, "Guests can't look up leads.") {
				t.Errorf("a guest who asks %q gets the answer\n%s", line, said)
			}
		}
	}
	for _, line := range []string{"find rahman", "show 1", "who owns 1", "is rahman ltd already a lead", "list hot leads", "no answer 1", "won 1", "qualify 1", "remind me tomorrow of 1", "who is away"} {
		if said := d.writes("pia", line); strings.Contains(said, "Nadia") || strings.Contains(said, "Ana") {
			t.Errorf("a partner who asks %q gets the answer\n%s", line, said)
		}
	}
	d.expect(d.writes("pia", "summary"), "Only the team can see its figures")
	d.expect(d.writes("pia", "how many leads"), "Only the team can see its figures")
	d.expect(d.writes("pia", "accept "+theirs.String()), "It's yours: Ewa Nowak")
	d.expect(d.writes("pia", "who owns "+theirs.String()), "You're on Ewa Nowak")
}

func TestAMessageThatNeedsADialogGetsItsButton(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	d.expect(d.writes("ana", "report by source"), "by source") // the grouping is not silently ignored
	d.expect(d.writes("ana", "log call 1"), "has been unclaimed")
	d.expect(d.writes("ana", "claim 1"), "It's yours")
	d.expect(d.writes("ana", "qualify 1"), "I need a few more details", "Press *Qualify*")
	d.expect(d.says("ana", "qualify 1"), "Qualify", "Amount")                    // a command opens the dialog
	d.expect(d.writes("ana", "lost 1 because I say so"), "Press *Lost*")         // not a reason of the playbook
	d.expect(d.writes("zoe", "qualify 1"), "Only Ana Example")                   // refused at once, without a button
	d.expect(d.writes("ana", "won 1 3 potatoes"), "Did you mean")                // it closes nothing
	d.expect(d.writes("ana", "won 1"), "Press *Won*")                            // a single word closes no lead
	d.expect(d.writes("ana", "won 1 1,200 CHF"), "Closed as won: ", "CHF 1,200") // complete, so it is done
	d.expect(d.writes("ana", "remind me tomorrow of 1"), " was won ", "you can't")
	d.expect(d.writes("mia", "reopen 1"), "Reopened")
	d.expect(d.writes("mia", "assign 1 to <@UBEN>"), "Offered to Ben Example")
	d.expect(d.writes("ben", "pass 1"), "Passed")
}

func TestFiguresOverTimeCountTheLeadsBehindThem(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	d.register("Ewa Nowak", "PL")
	d.expect(d.writes("ana", "claim 1"), "It's yours")
	d.expect(d.writes("ana", "won 1 1,200 CHF"), "Closed as won: ") // so it is no longer open
	for line, want := range map[string][]string{
		"leads per week":            {"*Over time*: all leads, by week, last 8 weeks (", "*2 leads* came in over the last 8 weeks", "(so far)", "won value", "CHF 1,200"},
		"leads by day":              {"by day, last 14 days"},
		"won leads by month":        {"won, by month", "*1 lead* was won over the last 12 months"},
		"hot and warm leads by day": {"hot or warm", "by day"},
		"report by day this week":   {"*Over time*", "by day, this week"},
		"report by month":           {"*Report*", "12 months"},
	} {
		said := d.writes("mia", line)
		if want[0] == "*Over time*: all leads, by week, last 8 weeks (" { // amounts need a press of the button
			said += d.asksAgain("mia", view.ActionAmounts, line)
		}
		d.expect(said, want...)
	}
	d.expect(d.asksAgain("mia", figures.ActionShowLeads, "leads per week"), "*2 leads*: all leads, last 8 weeks", "Nadia Rahman", "Ewa Nowak")
	if said, public := d.mentions("zoe", "leads per week"); !public || strings.Contains(said, "CHF") {
		t.Errorf("in a channel the figures are public: %v, and they say\n%s", public, said)
	}
	d.expect(d.writes("pia", "leads per week"), "Only the team can see its figures")
}

// asksAgain returns the answer when a person presses a button under figures that they asked for.
func (d *desk) asksAgain(name, button, text string) string {
	d.t.Helper()
	value := question{req: request{by: d.member(name).ID, now: d.clock}, text: text}.buttonValue()
	return d.shows(d.serve(d.request(name, bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: button, Value: value}})))
}

func TestAButtonUnderFiguresKeepsTheFirstQuestion(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	d.says("ana", "claim 1")
	a := question{req: request{by: d.member("ana").ID, now: d.clock}, text: "how many leads do I have"}
	press := func(name, value string) question {
		t.Helper()
		req, err := d.slack.access.identify(t.Context(), d.request(name, bot.Request{Kind: bot.KindAction, Action: bot.Action{Value: value}}))
		if err != nil {
			t.Fatal(err)
		}
		got, ok := d.slack.questions.fromButton(req)
		if !ok {
			t.Fatalf("the question in the button %q cannot be read", value)
		}
		return got
	}
	value := a.buttonValue()
	d.clock = d.clock.Add(40 * 24 * time.Hour)
	mia := press("mia", value)
	if !slices.Equal(mia.asks.Query.Owners, []lead.PersonID{a.req.by}) || mia.req.me.ID != d.member("mia").ID {
		t.Errorf("Mia is shown the leads of %s, with the rights of %s; want Ana's leads, with Mia's rights", mia.asks.Query.Owners, mia.req.me.ID)
	}
	before := press("ana", question{req: request{by: a.req.by, now: sunday}, text: "how many leads this month"}.buttonValue())
	if want := time.Date(2026, 10, 31, 23, 0, 0, 0, time.UTC); !before.asks.Query.Span.From.Equal(want) {
		t.Errorf("\"this month\" in an old question begins %s, want %s", before.asks.Query.Span.From, want)
	}
	if long := (question{text: strings.Repeat("how many leads ", 100)}).buttonValue(); long != "" {
		t.Errorf("a button carries a question of %d bytes", len(long))
	}
	for _, who := range []string{"zoe", "pia"} {
		r := d.request(who, bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: view.ActionAmounts, Value: value}})
		if said := d.shows(d.serve(r)); !strings.Contains(said, "Only the sales team can see amounts.") && !strings.Contains(said, "Only the team can see its figures") {
			t.Errorf("%s presses Show amounts and gets the answer\n%s", who, said)
		}
	}
	// Buttons of older messages have only the words of the question.
	if got := press("ana", "summary"); len(got.asks.Query.Owners) > 0 || got.text != "summary" {
		t.Errorf("an old button is read as %+v", got.asks)
	}
}

func TestWhoMaySetAReminderForSomebodyElse(t *testing.T) {
	d := open(t)
	d.register("Nadia Rahman", "DE")
	theirs := d.register("Ewa Nowak", "PL")
	d.expect(d.writes("ana", "remind ben tomorrow 9am about 1"), "Only a manager can set a reminder for somebody else: ask Mia")
	d.expect(d.writes("ana", "claim 1"), "It's yours")
	d.expect(d.writes("ana", "remind ben tomorrow 9am about 1"), "I'll remind Ben", "about Nadia Rahman", "I'll say it's from you.")
	d.expect(d.says("mia", "remind <@UBEN|ben> in 2h about 1"), "I'll remind Ben")
	d.expect(d.writes("zoe", "remind ben tomorrow about 1"), "Only Ana Example, their backup or a manager can set a reminder for somebody else.")
	d.expect(d.writes("ben", "remind mia tomorrow about 1"), "You're the backup, so you can while Ana Example is away.")
	d.expect(d.writes("mia", "remind pia tomorrow about 1"), "Pia Example can't see Nadia Rahman Ltd, so I can't remind them about it.")
	d.expect(d.writes("mia", "remind pia tomorrow about "+theirs.String()), "I'll remind Pia")
	d.expect(d.writes("mia", "remind mia tomorrow about 1"), "I'll remind you")
	d.expect(d.writes("mia", "remind ben about 1"), "When should I remind you?")
	d.expect(d.writes("mia", "remind ben yesterday about 1"), "When should I remind you?")
	d.expect(d.writes("mia", "remind ben tomorrow to call"), "Which lead?")
	d.expect(d.writes("mia", "remind bne tomorrow about 1"), "Did you mean")
	d.expect(d.writes("mia", "remind ben tomorrow about 4711"), "No lead has this number.")
	// A partner may name neither our leads nor our people.
	for _, line := range []string{"remind ana tomorrow about 1", "remind ben tomorrow about 1"} {
		if said := d.writes("pia", line); strings.Contains(said, "Nadia") || strings.Contains(said, "I'll remind") {
			t.Errorf("a partner who asks %q gets the answer\n%s", line, said)
		}
	}
	d.expect(d.writes("ana", "away until 2 Dec 2026"), "away until")
	d.expect(d.writes("mia", "remind ana tomorrow 9am about 1"), "I'll remind Ana", "Ana Example is away until then.")
	d.expect(d.writes("ben", "remind mia tomorrow about 1"), "I'll remind Mia") // the backup
}
