package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

// heldFor is how long the campaign of the test keeps its leads back: longer than the test takes before it lets the time
// pass.
const heldFor = 30 * time.Minute

func TestLeadsThatAreNotForNowGoToMarketingAndComeBackInTime(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			book, err := processes.ReadFile("testdata/nurture.yaml")
			if err != nil {
				t.Fatal(err)
			}
			until := now().Add(heldFor).In(berlinTime(t)).Format(time.DateTime)
			o := officeIn(t, s, fmt.Appendf(book, "\ncampaigns:\n  spring-webinar: {source: webinar, hold_until: %q}\n", until))
			over := o.heldBack()
			sideBySide(o.tried(), o.warmsUp(), o.pressed())
			o.pass(heldFor)
			over()
			simtest.NoTrouble(t, o.sim)
		})
	}
}

func berlinTime(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// heldBack registers two leads of an event that is not over yet: one attends it and becomes hot, the other is not
// ready for sales. The function it returns checks both after the event.
func (o office) heldBack() (over func()) {
	o.t.Helper()
	id := o.from("webinar", "spring-webinar", "Vera Stein")
	o.from("newsletter", "spring-webinar", "Noor Aziz")
	o.max.Expect("#marketing", "Vera Stein", "☀️ *Warm*", "💤 Leads from spring-webinar are on hold until ")
	said := o.sent(http.StatusCreated, o.engagementsOf(id), `{"event":"attended"}`, apiKey())
	if said["stage"] != "nurturing" || said["temperature"] != "hot" {
		o.t.Errorf("before the end of the event, a sign of interest is answered with %v", said)
	}
	o.ana.ExpectNone("#leads", "Vera Stein")
	return func() {
		card := o.ana.Expect("#leads", "Vera Stein", "🔥 *Hot*", "came to the event +20", "Claim")
		o.ana.ExpectThread(card, "It's time to look at it again.", "Sales-ready")
		cold := o.max.Expect("#marketing", "Noor Aziz", "❄️ *Cold*", "💤 With marketing until ")
		o.max.ExpectThread(cold, "Not ready yet, so it's with marketing.")
		if cold.Shows("on hold") {
			o.t.Errorf("after the event, the card still says that the lead is on hold:\n%s", cold.Visible())
		}
		for _, p := range []*simtest.Person{o.ana, o.ben, o.dan, o.mia} {
			if n := o.called(p, "Vera Stein") + o.called(p, "Noor Aziz"); n > 0 {
				o.t.Errorf("somebody got %d messages about leads that nobody should get a message about", n)
			}
		}
	}
}

// tried is a lead that nobody reaches: each attempt is one click, and the last one sends it to marketing.
func (o office) tried() []func() {
	o.claim(o.ana, o.from("demo", "tried", "Nadia Rahman"))
	var card simtest.Message
	tap := func(answer string) {
		said := o.told(o.ana, "#tried", func() { o.ana.Click(card, "No answer") })
		if !strings.HasPrefix(said, answer) {
			o.t.Errorf("an attempt without an answer is answered\n%s\nwant\n%s", said, answer)
		}
	}
	return []func(){
		func() {
			card = o.ana.Expect("#tried", "Nadia Rahman", "*Ana Duarte*")
			tap("No answer logged (1 of 6). ")
			tap("No answer logged (2 of 6). ")
			card = o.zoe.ExpectChange(card, "📞 No answer by phone", "attempt 2 of 6", "Next: follow up, ")
		},
		func() {
			for n := 3; n < 6; n++ {
				tap(fmt.Sprintf("No answer logged (%d of 6). ", n))
			}
			tap("Handed back to marketing until ")
			o.zoe.ExpectChange(card, "Sent to marketing: Nadia Rahman, Rahman GmbH is now in #marketing")
			back := o.max.Expect("#marketing", "Nadia Rahman", "💤 With marketing until ", "Ana Duarte handed it back: cannot be reached", "Bring back")
			o.max.ExpectThread(back, "(attempt 6 of 6)", "Ana Duarte handed it back to marketing until ", ": cannot be reached.")
		},
	}
}

// warmsUp is a lead that comes back from sales with a reason, and warms up long before its date.
func (o office) warmsUp() []func() {
	o.claim(o.ben, o.from("demo", "returned", "Leo Brandt"))
	return []func(){
		func() {
			card := o.ben.Expect("#returned", "Leo Brandt", "*Ben Okafor*")
			o.ben.Click(card, "Hand back")
			v := o.ben.ExpectView("Hand back", "To the team: a colleague can claim it now", "not now", "no budget", "wrong team")
			submit(o.t, o.ben, fill(v, "Where to?", "To marketing: not now", "Why?", "no budget", "Look again on", "2099-01-05", "Note", "Asks in spring"))
			o.ben.ExpectPrivate("#returned", "Handed back to marketing until ")
		},
		func() {
			card := o.max.Expect("#marketing", "Leo Brandt", "💤 With marketing until ", "5 Jan 2099",
				"Ben Okafor handed it back: no budget", "“Asks in spring”", "demo, returned", "Bring back")
			o.max.ExpectThread(card, "Ben Okafor handed it back to marketing until ", "no budget", "“Asks in spring”")
			said := o.sent(http.StatusCreated, "/v1/engagements", `{"event":"download","email":"Leo@Brandt.example"}`, apiKey())
			if !strings.Contains(fmt.Sprint(said), "engagement:55") || !strings.Contains(fmt.Sprint(said), "stage:new") {
				o.t.Errorf("a sign of interest is answered with %v", said)
			}
			back := o.ana.Expect("#returned", "Leo Brandt", "downloaded something +10", "Claim")
			o.max.ExpectChange(card, "Leo Brandt, Brandt GmbH is now in #returned")
			o.ana.ExpectThread(back, "Downloaded something +10.", "It warmed up, so it's back before its date. It had been set aside: no budget.")
		},
	}
}

// pressed is a nurtured lead that marketing contacts more often than the playbook allows, until it is warm enough for
// a call.
func (o office) pressed() []func() {
	var card simtest.Message
	id := o.from("newsletter", "", "Ida Holm")
	dialog := func() simtest.View {
		o.max.Click(card, "Log contact")
		return o.max.ExpectView("Log contact", "Ida Holm", "When should marketing look at it again?")
	}
	return []func(){
		func() {
			card = o.max.Expect("#marketing", "Ida Holm", "❄️ *Cold*", "💤 With marketing until ")
			for _, note := range []string{"the case study", "the invitation"} {
				v := dialog()
				if seen := v.Visible(); strings.Contains(seen, "limit") {
					o.t.Errorf("below the limit, the dialog mentions it:\n%s", seen)
				}
				submit(o.t, o.max, fill(v, "What happened?", "E-mail sent", "Note", note))
			}
			v := dialog()
			if seen := v.Visible(); !strings.Contains(seen, "This lead has reached your playbook's limit of 2 contacts in 14 days. You can contact them again ") {
				o.t.Errorf("at the limit, the dialog does not mention it:\n%s", seen)
			}
			fill(v, "What happened?", "E-mail sent", "Note", "one more")
			o.refused(o.max, v, "Over the limit", "They've been contacted as often as the playbook allows. If it can't wait, tick the box.")
			submit(o.t, o.max, fill(v, "Over the limit", "Contact anyway"))
		},
		func() {
			o.max.Click(card, "Details")
			o.max.Dismiss(o.max.ExpectView("Max Moreau sent an e-mail. “one more” This goes over the contact limit, on purpose."))
			said := o.sent(http.StatusUnprocessableEntity, o.engagementsOf(id), `{"event":"downlod"}`, apiKey())
			if detail := fmt.Sprint(said["detail"]); !strings.Contains(detail, `"downlod"`) || !strings.Contains(detail, "did you mean one of these: download, ") {
				o.t.Errorf("an unknown event is answered with %v", said)
			}
			said = o.sent(http.StatusCreated, o.engagementsOf(id), `{"event":"download"}`, apiKey())
			if said["engagement"] != 15.0 || said["stage"] != "nurturing" {
				o.t.Errorf("a sign of interest that does not suffice is answered with %v", said)
			}
			o.sent(http.StatusCreated, o.engagementsOf(id), `{"event":"attended"}`, apiKey())
			woken := o.dan.Expect("#qualify", "Ida Holm", "☀️ *Warm*", "⏱ Waiting since ", "the qualifiers are pinged ", "I'm calling")
			if woken.Shows("without an answer") {
				o.t.Errorf("marketing's e-mails count as attempts:\n%s", woken.Visible())
			}
			o.dan.ExpectThread(woken, "Came to the event +20.", "It warmed up")
		},
	}
}

// engagementsOf is the path to which signs of interest in a lead are posted.
func (o office) engagementsOf(id lead.ID) string {
	return fmt.Sprintf("/v1/leads/%d/engagements", id)
}
