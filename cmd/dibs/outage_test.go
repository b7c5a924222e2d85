package main

import (
	"net/http"
	"strings"
	"testing"

	"dibs/slacksim/simtest"
)

// overTheWire starts the program with a line to its Postgres that can be cut.
func overTheWire(t *testing.T, s setup) (p *program, database *line, server string) {
	t.Helper()
	p = start(t, s)
	u := parsed(t, p.env["DATABASE_URL"])
	server = u.Host
	database = wire(t, server)
	u.Host = database.addr()
	p.env["DATABASE_URL"] = u.String()
	p.restart(t, s, calmPlaybook)
	return p, database, server
}

// onPostgres are both transports, each with a database that can be away.
var onPostgres = []setup{
	{name: "socket mode", socket: true, postgres: true},
	{name: "HTTP", postgres: true},
}

func TestWhileTheDatabaseIsAwaySendersAreToldToComeAgainAndNothingIsRegisteredTwice(t *testing.T) {
	t.Parallel()
	p, database, server := overTheWire(t, onPostgres[1])
	lead := []byte(`{"source": "demo", "company": "Meanwhile", "email": "pat@meanwhile.example", "country": "DE", "title": "Head", "employees": 60}`)
	known := http.Header{"Authorization": {"Bearer demo-secret"}, "Idempotency-Key": {"1"}}
	form, signed := typeformPayload(t)
	unreadable := []byte(`{"event_id": 7}`)
	sent := []struct {
		path   string
		body   []byte
		header http.Header
		then   int // with the database again
	}{
		{"/v1/leads", lead, known, http.StatusCreated},
		{"/v1/leads", lead, known, http.StatusCreated},
		{"/v1/intake/typeform", form, signed, http.StatusCreated},
		{"/v1/intake/typeform", form, signed, http.StatusOK},
		{"/v1/intake/typeform", unreadable, typeformSigned(unreadable), http.StatusBadRequest},
	}

	database.cut()
	for _, s := range sent {
		status, header, body := p.send(t, s.path, s.body, s.header)
		if status != http.StatusServiceUnavailable || header.Get("Retry-After") != "10" || header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("without its database, %s answered %d %v %s", s.path, status, header, body)
		}
		if _, ref, _ := strings.Cut(body, "Reference "); len(ref) < 8 || !strings.Contains(p.out.String(), ref[:8]) {
			t.Errorf("no line of the log has the reference of %s", body)
		}
	}
	database.lead(server)
	ids := map[string]bool{}
	for _, s := range sent {
		status, _, body := p.send(t, s.path, s.body, s.header)
		if status != s.then {
			t.Errorf("with its database back, %s answered %d %s, want %d", s.path, status, body, s.then)
		}
		if s.path == "/v1/leads" {
			ids[body] = true
		}
	}
	if len(ids) != 1 {
		t.Errorf("one lead sent again and again became %v", ids)
	}
	ana := p.as(t, "ana")
	ana.Expect("#leads", "Meanwhile", "Claim")
	simtest.Settled(t, p.sim)
	if n := ana.Count("#leads", "Meanwhile"); n != 1 {
		t.Errorf("it has %d cards", n)
	}
}

func TestWhileTheDatabaseIsAwayPeopleAreToldSoAndKeepWhatTheyTyped(t *testing.T) {
	t.Parallel()
	for _, s := range onPostgres {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, database, server := overTheWire(t, s)
			ana, ben := p.as(t, "ana"), p.as(t, "ben")
			p.lead(t, hot("Talked To", 60))
			p.lead(t, hot("Wanted", 60))
			card := ana.Expect("#leads", "Talked To", "Claim")
			ana.Click(card, "Claim")
			ana.Click(ana.ExpectChange(card, "Ana Duarte", "Log contact"), "Log contact")
			dialog := ana.ExpectView("Log contact").Fill("What happened?", "Reached").Fill("Next step", "send offer").Fill("When?", "Tomorrow 9:00")
			wanted := ben.Expect("#leads", "Wanted", "Claim")

			database.cut()
			const sorry = "I can't tell whether that was saved, so check the card before you try again"
			ben.Click(wanted, "Claim")
			ben.ExpectPrivate("#leads", sorry)
			ben.Command("#general", "/lead claim "+leadNumber(wanted.Visible()))
			ben.ExpectPrivate("#general", sorry)
			errs := ana.Submit(dialog)
			if len(errs) != 1 || !strings.Contains(errs["What happened?"], sorry) {
				t.Errorf("the dialog says %v", errs)
			}
			if _, open := dialog.Now(); !open {
				t.Error("the dialog was closed, and what was typed is lost")
			}

			database.lead(server)
			if errs := ana.Submit(dialog); len(errs) > 0 {
				t.Errorf("with the database back, the dialog says %v", errs)
			}
			ana.ExpectThread(ana.ExpectChange(card, "send offer"), "reached")
			ben.Click(wanted, "Claim")
			ben.ExpectThread(ben.ExpectChange(wanted, "Ben Okafor"), "Ben Okafor claimed it")
			for _, told := range []string{"claimed it", "reached"} {
				if n := ana.CountThread(card, told); n != 1 {
					t.Errorf("the thread says %q %d times", told, n)
				}
			}
			postedOnce(t, p.sim)
			simtest.NoTrouble(t, p.sim)
		})
	}
}
