package main

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dibs/slacksim/pagetest"
)

// camera takes the pictures of the documentation if DIBS_SHOTS names a folder (`make shots`), and none otherwise.
type camera struct {
	t      *testing.T
	folder string
}

func newCamera(t *testing.T) camera { return camera{t, os.Getenv("DIBS_SHOTS")} }

func (c camera) shoot(b *pagetest.Tab, name string) {
	c.t.Helper()
	if c.folder == "" {
		return
	}
	picture, err := png.Decode(bytes.NewReader(b.Shoot()))
	if err != nil {
		c.t.Fatal(err)
	}
	var small bytes.Buffer // the browser compresses fast rather than well
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, picture); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.folder, name+".png"), small.Bytes(), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// onPhone and inTheDark take a picture of the page on a phone and in dark mode, and leave it as it was.
func (c camera) onPhone(b *pagetest.Tab, name string) {
	if c.folder == "" {
		return
	}
	b.Resize(390, 844)
	c.shoot(b, name)
	b.Resize(1440, 900)
}

func (c camera) inTheDark(b *pagetest.Tab, name string) {
	if c.folder == "" {
		return
	}
	b.Dark(true)
	c.shoot(b, name)
	b.Dark(false)
}

// holdTime stops a program's clock until pass moves it, so that the demo's ladders, which run in seconds, do not climb
// because the machine is slow. When pictures are taken, time passes by itself.
func (c camera) holdTime(p *program) {
	if c.folder == "" {
		p.clock.stop()
	}
}

// pass lets time pass for a program, except when pictures are taken: then time passes by itself, so that they show
// what a person sees.
func (c camera) pass(p *program, d time.Duration) {
	if c.folder == "" {
		p.pass(d)
	}
}

// arrivals registers the first of the demo's first leads and those among them that are not hot, so that every call is
// about that one hot lead.
func (p *program) arrivals(t *testing.T, n int) {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(arrivalsJSON, &list); err != nil {
		t.Fatal(err)
	}
	for i, a := range list[:n] {
		if i == 0 || a["source"] != "demo" {
			p.lead(t, a)
		}
	}
}

func TestAHotLeadLeftAloneClimbsTheLadderBeforeOnesEyesUntilSomebodyClaimsIt(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	p := startDemo(t, demoPlaybook)
	take.holdTime(p)
	p.arrivals(t, 6)

	ana := pagetest.Open(t, p.url+"/?user=ana&channel=leads")
	ben := pagetest.Open(t, p.url+"/?user=ben&channel=leads")
	mia := pagetest.Open(t, p.url+"/?user=mia&tab=messages")
	for _, b := range []*pagetest.Tab{ana, ben, mia} {
		b.Resize(1440, 900)
	}
	hot := ana.Finds("Hot", "Priya Nair", "Claim")
	take.shoot(ana, "demo")
	take.onPhone(ana, "phone")
	take.inTheDark(ana, "dark")

	ben.OpenThread(ben.Finds("Priya Nair"))
	take.pass(p, 11*time.Second)
	ben.FindsInThread("@Ana Duarte and @Ben Okafor: who's taking it?")
	take.pass(p, 10*time.Second)
	ben.FindsInThread("Pinged Ben Okafor as backup")
	take.pass(p, 10*time.Second)
	ben.FindsInThread("Pinged Mia Lindqvist to step in")
	ben.OpenChannel("Dibs")
	ben.Press("Messages")
	ben.Finds("Hot lead unclaimed", "Priya Nair", "You're the backup")
	called := mia.Finds("Hot lead unclaimed", "Priya Nair", "You're next in line")

	// The first click ends it.
	ana.PressIn(hot, "Claim")
	ana.Finds("Only visible to you", "It's yours: Priya Nair")
	ana.Shows(hot, "Ana Duarte claimed it", "Call by")
	take.shoot(ana, "claimed")
	mia.PressIn(called, "Claim")
	mia.Finds("Only visible to you", " faster.")

	ana.PressIn(hot, "Log contact")
	ana.ExpectDialog("Log contact")
	ana.Fill("What happened?", "Reached")
	ana.Fill("Next step", "Send a quote for 40 seats")
	take.shoot(ana, "contact")
	ana.Submit()
	ana.Shows(hot, "Reached by phone", "Send a quote")
	ana.PressIn(hot, "Qualify")
	ana.ExpectDialog("Qualify")
	ana.Fill("Can this person decide", "Yes")
	take.shoot(ana, "qualify")
	ana.Cancel()
	ana.OpenChannel("Dibs")
	ana.Press("Home")
	ana.Sees(`document.querySelector("[data-testid=home]")?.innerText.includes("Priya Nair")`)
}
