package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/slacksim/pagetest"
)

// sellers are the demo's people who claim leads, by handle.
var sellers = map[string]string{"ana": "Ana Duarte", "ben": "Ben Okafor", "carla": "Carla Reyes"}

func TestInTheDemosPageAHotLeadLeftAloneClimbsTheLadderInItsOrderAndStopsAtTheFirstClick(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	p := startDemo(t, demoPlaybook)
	// Four tabs are enough: each keeps one of the browser's six connections to the page busy.
	tabs := map[string]*pagetest.Tab{}
	for _, who := range []string{"ana", "ben", "carla", "mia"} {
		tabs[who] = pagetest.Open(t, p.url+"/?channel=leads&user="+who)
		tabs[who].Resize(1440, 900)
	}
	mia, ben, carla := tabs["mia"], tabs["ben"], tabs["carla"]
	carla.OpenChannel("#leads-inside")

	seen := climbs{t: t, program: p, pictures: take.folder != "", ladder: demosHotLadder(t)}
	take.holdTime(p)
	seen.start = p.clock.Now()
	p.arrivals(t, 1)
	p.lead(t, rescued)
	left := mia.Finds("Hot", "Priya Nair", "Claim", "Sales is pinged at")
	mia.OpenThread(left)
	seen.thread = mia

	// Ben claims the other lead once the pool has been called for it.
	other := ben.Finds("Hot", "Chiara Wolf", "Claim")
	ben.OpenThread(other)
	seen.turn()
	ben.FindsInThread("Unclaimed for", "who's taking it?")
	ben.PressIn(other, "Claim")
	ben.FindsInThread("Ben Okafor claimed it")
	climbed := len(nobodyClaimed(ben))

	seen.next("who's taking it?", "@Ana Duarte", "@Ben Okafor")
	seen.turn()
	backup := named(t, "Pinged X as backup", seen.next("as backup"))
	seen.turn()
	seen.next("Pinged Mia Lindqvist to step in")
	seen.turn()
	seen.next("Also posted in #leads-inside")
	carla.Finds("Priya Nair", "Thread and history: #leads")
	take.shoot(carla, "widened")
	seen.turn()
	receiver := named(t, "Offered to X", seen.next("Offered to", "(next in line)."))
	mia.Shows(left, "Offered to "+sellers[receiver], "Accept")
	take.shoot(mia, "ladder")
	take.onPhone(mia, "ladder-phone")

	// The lead that Ben claimed climbed no further.
	if n := len(nobodyClaimed(ben)); n != climbed || n == len(seen.ladder) {
		t.Errorf("%d rungs were climbed when Ben claimed the other lead, and %d in the end:\n%s", climbed, n, nobodyClaimed(ben))
	}
	mia.PressIn(left, "Details")
	mia.ExpectDialog("Lead #1")
	take.shoot(mia, "details")
	mia.Cancel()

	// Everybody who was called has a message that they can act on, and the first click ends the ladder here too.
	private(tabs[backup]).Finds("Hot lead unclaimed", "Priya Nair", "You're the backup")
	offer := private(tabs[receiver]).Finds("It's your turn", "Priya Nair", "Accept", "Pass")
	tabs[receiver].PressIn(offer, "Accept")
	mia.FindsInThread(sellers[receiver] + " accepted it")
	mia.Shows(left, sellers[receiver], "by ")
	private(mia).Finds("Hot lead unclaimed", "Priya Nair", "You're next in line")
	take.shoot(mia, "manager")
}

// private opens the direct messages between a person and Dibs.
func private(b *pagetest.Tab) *pagetest.Tab {
	b.OpenChannel("Dibs")
	b.Press("Messages")
	return b
}

// rescued is a hot lead for the pool of #leads that somebody claims in time.
var rescued = map[string]any{
	"source": "demo", "name": "Chiara Wolf", "title": "Founder", "company": "Wolf Medizintechnik", "country": "DE", "employees": 36,
	"email": "chiara.wolf@wolfmed.example", "phone": "+49 221 5550108", "message": "We are growing fast and lose track of orders.",
}

// climbs follows one lead up its ladder by the lines in its thread. The clock is moved forward from rung to
// rung, except when pictures are taken: these show the demo at its own pace.
type climbs struct {
	*program
	t        *testing.T
	pictures bool
	thread   *pagetest.Tab
	start    time.Time // when the lead came in
	ladder   []playbook.Rung

	rung int
	last string // the timestamp of the previous rung's line
}

// turn moves the clock to the time of the next rung.
func (c *climbs) turn() {
	if !c.pictures {
		due := c.ladder[c.rung].After + time.Millisecond // deadlines are kept in milliseconds, rounded up
		c.pass(c.start.Add(due).Sub(c.clock.Now()))
	}
}

// demosHotLadder is the ladder that an unclaimed hot lead of the demo climbs.
func demosHotLadder(t *testing.T) []playbook.Rung {
	t.Helper()
	pb, err := playbook.Parse("demo.yaml", demoPlaybook, demoEnv)
	if err != nil {
		t.Fatal(err)
	}
	return pb.LadderFor(lead.ClockClaim, lead.Hot)
}

// next waits for the line of the next rung, checks that it stands below the previous rung's line and came at the
// rung's time, and returns its text.
func (c *climbs) next(words ...string) string {
	c.t.Helper()
	m := c.thread.FindsInThread(words...)
	seconds, err := strconv.ParseFloat(m.TS, 64)
	if err != nil {
		c.t.Fatalf("the line %q has the ts %q: %v", words, m.TS, err)
	}
	due := c.ladder[c.rung].After
	at := time.Duration(seconds*float64(time.Second)) - time.Duration(c.start.UnixNano())
	if at < due || !c.pictures && at > due+time.Second {
		c.t.Errorf("%q came %v after the lead, want %v", words, at.Round(time.Millisecond), due)
	}
	if m.TS < c.last {
		c.t.Errorf("%q stands above the line of the previous rung", words)
	}
	c.rung, c.last = c.rung+1, m.TS
	return c.thread.Eval(fmt.Sprintf(`document.querySelector('[data-testid=thread] [data-ts="%s"]').innerText`, m.TS))
}

// named returns the handle of the rep whose name stands in a line in place of the X.
func named(t *testing.T, words, line string) string {
	t.Helper()
	for handle, name := range sellers {
		if strings.Contains(line, strings.Replace(words, "X", name, 1)) {
			return handle
		}
	}
	t.Fatalf("no name fits %q in the line: %s", words, line)
	return ""
}

// nobodyClaimed returns the lines of the open thread that say so, one for each rung.
func nobodyClaimed(b *pagetest.Tab) []string {
	text := b.Eval(`[...document.querySelectorAll("[data-testid=thread] [data-testid=message]")].map((m) => m.innerText.replaceAll("\n", " ")).join("\n")`)
	var lines []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, "Unclaimed for") {
			lines = append(lines, line)
		}
	}
	return lines
}
