package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/pagetest"
)

// workday is the demo's company, seen on its page, whose morning comes when the test says so.
type workday struct {
	*program
	t    *testing.T
	east int // of Greenwich, in hours: where people are at dawn
}

// Where people are when a workday begins it is past five, before any digest of the demo. Its morning, four hours further
// east, is after all of them.
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

// dawnEast is how many hours east of Greenwich it is past five, and a clock goes four hours further: else where it is past
// six.
func dawnEast(now time.Time) int {
	east := dawn - now.UTC().Hour()
	if east < -12 { // where it is tomorrow already
		east += 24
	}
	if east == 11 {
		return -12
	}
	return east
}

// zone is so many hours east of Greenwich; its name has the sign of POSIX.
func zone(east int) string { return fmt.Sprintf("Etc/GMT%+d", -east) }

// breaks lets the morning come: people are now where it is past nine.
func (d *workday) breaks() {
	d.t.Helper()
	d.move(d.t, zone(d.east+tillMorning))
}

// move has everybody be in a zone.
func (p *program) move(t testing.TB, zone string) {
	t.Helper()
	for _, u := range p.sim.Users() {
		if err := p.sim.UpdateUser(t.Context(), u.ID, func(u *slacksim.User) { u.TZ = zone }); err != nil {
			t.Fatal(err)
		}
	}
}

// page opens the page as somebody, in a window of a desktop.
func (d *workday) page(query string) *pagetest.Tab {
	d.t.Helper()
	b := pagetest.Open(d.t, strings.TrimSuffix(d.sim.APIURL(), "/api/")+"/?"+query)
	b.Resize(1440, 900)
	return b
}

// today is the date where the morning is.
func (d *workday) today() string {
	return now().UTC().Add(time.Duration(d.east+tillMorning) * time.Hour).Format(time.DateOnly)
}

// see looks at what the page shows as on a desktop and as on a phone, where nothing may be wider than the screen. It takes
// a picture of each that has a name.
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
