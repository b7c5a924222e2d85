package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/pagetest"
)

// workday is the demo's company, viewed on its page; its morning comes when the test says so.
type workday struct {
	*program
	t    *testing.T
	east int // of Greenwich, in hours: where people are at dawn
}

// Where people are when a workday begins, it is past five, before any digest of the demo. The zone of its morning is
// four hours further east, where it is after all of them.
const (
	dawn        = 5
	tillMorning = 4
)

// startDay starts the program at dawn with the demo's people and a playbook.
func startDay(t *testing.T, playbook []byte) *workday {
	t.Helper()
	d := &workday{t: t, east: dawnEast(now())}
	cfg := demoWorkspace("")
	for i := range cfg.Users {
		cfg.Users[i].TZ = zone(d.east)
	}
	d.program = startIn(t, setups[0], cfg, playbook)
	return d
}

// dawnEast returns how many hours east of Greenwich it is past five. If there is no zone four hours further east, it
// returns one where it is past six.
func dawnEast(now time.Time) int {
	east := dawn - now.UTC().Hour()
	if east < -12 { // there it is already tomorrow
		east += 24
	}
	if east == 11 {
		return -12
	}
	return east
}

// zone names the zone so many hours east of Greenwich; in the name, as in POSIX, the sign is reversed.
func zone(east int) string { return fmt.Sprintf("Etc/GMT%+d", -east) }

// breaks lets the morning come: it moves people to where it is past nine.
func (d *workday) breaks() {
	d.t.Helper()
	d.move(d.t, zone(d.east+tillMorning))
}

// move moves everybody to a time zone.
func (p *program) move(t testing.TB, zone string) {
	t.Helper()
	for _, u := range p.sim.Users() {
		if err := p.sim.UpdateUser(t.Context(), u.ID, func(u *slacksim.User) { u.TZ = zone }); err != nil {
			t.Fatal(err)
		}
	}
}

// page opens the page as somebody, in a desktop window.
func (d *workday) page(query string) *pagetest.Tab {
	d.t.Helper()
	b := pagetest.Open(d.t, strings.TrimSuffix(d.sim.APIURL(), "/api/")+"/?"+query)
	b.Resize(1440, 900)
	return b
}

// today is the date where it is morning.
func (d *workday) today() string {
	return now().UTC().Add(time.Duration(d.east+tillMorning) * time.Hour).Format(time.DateOnly)
}

// see checks the page on a desktop and on a phone, where nothing may be wider than the screen. It takes a picture of
// each one that has a name.
func (d *workday) see(take camera, b *pagetest.Tab, desktop, phone string) {
	d.t.Helper()
	if desktop != "" {
		take.shoot(b, desktop)
	}
	b.Resize(390, 844)
	b.Sees(`document.documentElement.scrollWidth <= innerWidth && ![...document.querySelectorAll(".message-main, .home-inner, .view")].some((e) => e.offsetParent && e.getBoundingClientRect().right > innerWidth)`)
	if phone != "" {
		take.shoot(b, phone)
	}
	b.Resize(1440, 900)
}
