package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// hot is a lead for #leads, or for #leads-enterprise if the company is big.
func hot(company string, employees int) map[string]any {
	return map[string]any{
		"source": "demo", "company": company, "name": "Pat Example", "title": "Head of purchasing", "country": "DE",
		"employees": employees, "email": "pat@" + strings.ReplaceAll(strings.ToLower(company), " ", "-") + ".example",
	}
}

// managerAfter is [calmPlaybook] in which nobody but the manager is called about a hot lead, after a given time.
func managerAfter(t *testing.T, wait string) []byte {
	t.Helper()
	return hotLadder(t, "{after: "+wait+", do: remind, tell: manager}, {after: 9h, do: remind, tell: manager}")
}

// hotLadder is [calmPlaybook] with other rungs for unclaimed hot leads.
func hotLadder(t *testing.T, rungs string) []byte {
	t.Helper()
	return []byte(laddered(t, string(calmPlaybook), "hot", rungs))
}

// doubtOver is longer than Dibs can be unsure whether a message was sent, and than it waits before it tries again:
// see workflows.publishLease and workflows.publishRetry.
const doubtOver = time.Minute

func TestWhileSlackIsDownLeadsComeInAndEachGetsOneCardWhenItIsBack(t *testing.T) {
	onEach(t, func(t *testing.T, p *program) {
		ana := p.as(t, "ana")
		for _, method := range []string{"chat.postMessage", "chat.update", "conversations.list", "conversations.history", "users.list"} {
			p.sim.Fault(method, slacksim.Fault{Times: -1, Status: http.StatusInternalServerError})
		}
		companies := []string{"First", "Second", "Third"}
		for _, c := range companies {
			p.lead(t, hot(c, 60))
		}
		p.lead(t, hot("Fourth", 600))
		simtest.Until(t, p.sim, "call that failed", func() bool { return len(p.sim.Calls("conversations.list")) > 0 })
		p.sim.Heal()
		p.pass(doubtOver)
		for _, c := range companies {
			ana.ExpectThread(ana.Expect("#leads", c, "Claim"), "New inquiry from demo")
		}
		ana.Expect("#leads-enterprise", "Fourth", "Claim")
		postedOnce(t, p.sim)
	})
}

func TestAMessageWhoseAnswerWasLostStandsThereOnce(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startIn(t, s, demoWorkspace(""), managerAfter(t, "10m"))
			ana, mia := p.as(t, "ana"), p.as(t, "mia")
			lost := func(channel string, reply bool) {
				c, ok := p.sim.Channel(channel)
				if !ok {
					t.Fatalf("there is no channel %s", channel)
				}
				p.sim.Fault("chat.postMessage", slacksim.Fault{Drop: slacksim.DropAfter, Match: func(args map[string]string) bool {
					return args["channel"] == c.ID && (args["thread_ts"] != "") == reply
				}})
			}
			lost("#leads", false)
			lost("#leads-enterprise", true)
			lost("@mia", false)
			p.lead(t, hot("Cardless", 60))
			p.lead(t, hot("Threadless", 600))
			card, other := ana.Expect("#leads", "Cardless", "Claim"), ana.Expect("#leads-enterprise", "Threadless", "Claim")
			ana.ExpectThread(other, "New inquiry from demo")
			p.pass(10 * time.Minute)
			mia.ExpectDM("less") // one of the two whose answer is lost
			p.pass(doubtOver)
			mia.ExpectDM("Cardless")
			mia.ExpectDM("Threadless")
			for _, c := range []simtest.Message{card, other} {
				ana.ExpectThread(c, "New inquiry from demo")
				ana.Click(c, "Claim")
				ana.ExpectThread(c, "Ana Duarte claimed it")
			}
			for _, method := range []string{"conversations.history", "conversations.replies"} {
				simtest.Until(t, p.sim, method+" that looks whether a message arrived", func() bool { return len(p.sim.Calls(method)) > 0 })
			}
			postedOnce(t, p.sim)
		})
	}
}

func TestASlowLimitedOrChangedSlackDelaysNobodyAndDoublesNothing(t *testing.T) {
	onEach(t, func(t *testing.T, p *program) {
		ana, ben := p.as(t, "ana"), p.as(t, "ben")
		p.lead(t, hot("Quick", 60))
		card := ana.Expect("#leads", "Quick", "Claim")
		ana.ExpectThread(card, "New inquiry from demo")

		// Slow: neither a source nor a person waits for it.
		answers := make(chan struct{})
		for _, method := range []string{"chat.postMessage", "chat.update"} {
			p.sim.Fault(method, slacksim.Fault{Times: -1, Hold: answers})
		}
		p.lead(t, hot("Slow", 60))
		ana.Click(card, "Claim")
		ana.ExpectPrivate("#leads", "It's yours")
		p.sim.Heal()
		close(answers)

		// Somebody archives a channel: the others go on.
		if err := p.sim.Archive(t.Context(), "#leads-enterprise", true); err != nil {
			t.Fatal(err)
		}
		p.lead(t, hot("Shut Out", 600))
		p.lead(t, hot("Welcome", 60))
		ben.Expect("#leads", "Welcome", "Claim")

		// Rate limited: the client waits as long as it was told.
		const wait = 2 * time.Second
		p.sim.Fault("chat.postMessage", slacksim.Fault{RetryAfter: wait})
		p.lead(t, hot("Limited", 60))
		limited := ben.Expect("#leads", "Limited", "Claim")
		ben.ExpectThread(limited, "New inquiry from demo")
		respected(t, p.sim, wait)

		// Somebody deletes a card: it is posted again.
		form := url.Values{"token": {p.sim.BotToken()}, "channel": {limited.Channel}, "ts": {limited.TS}}
		resp, err := http.PostForm(p.sim.APIURL()+"chat.delete", form)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		ana.ExpectGone("#leads", "Limited")
		ben.Command("#leads", "/lead claim "+leadNumber(limited.Visible()))
		ben.ExpectThread(ben.Expect("#leads", "Limited", "Ben Okafor", "Log contact"), "Ben Okafor claimed it")
		if err := p.sim.Archive(t.Context(), "#leads-enterprise", false); err != nil {
			t.Fatal(err)
		}
		ana.Expect("#leads-enterprise", "Shut Out", "Claim")
		postedOnce(t, p.sim)
	})
}

// leadNumber returns the first #number that a card shows.
func leadNumber(text string) string {
	_, after, _ := strings.Cut(text, "#")
	end := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(after)
	}
	return after[:end]
}

// respected fails the test if a message was posted while the method was limited.
func respected(t *testing.T, sim *slacksim.Sim, wait time.Duration) {
	t.Helper()
	var until time.Time
	for _, c := range sim.Calls("chat.postMessage") {
		if c.At.Before(until) {
			t.Errorf("a message was posted %v too early", until.Sub(c.At))
		}
		if c.Error == "fault" {
			until = c.At.Add(wait)
		}
	}
	if until.IsZero() {
		t.Error("nothing was limited")
	}
}

func TestDoubledAndBrokenSocketsLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	p := start(t, setups[0])
	ana := p.as(t, "ana")
	p.lead(t, hot("Doubled", 60))
	card := ana.Expect("#leads", "Doubled", "Claim")
	p.sim.Double(1)
	ana.Click(card, "Claim")
	card = ana.ExpectChange(card, "Ana Duarte", "Log contact")
	ana.ExpectThread(card, "Ana Duarte claimed it")
	simtest.Settled(t, p.sim)

	connections := len(p.sim.Calls("apps.connections.open"))
	p.sim.Disconnect("refresh_requested")
	simtest.Until(t, p.sim, "new connection in place of the old", func() bool {
		return len(p.sim.Calls("apps.connections.open")) > connections && p.sim.Sockets() == 1
	})
	ana.Click(card, "Log contact")
	v := ana.ExpectView("Log contact")
	v.Fill("What happened?", "Reached").Fill("Next step", "send offer").Fill("When?", "Tomorrow 9:00")
	p.sim.Double(1)
	submit(t, ana, v)
	ana.ExpectThread(ana.ExpectChange(card, "send offer"), "reached them by phone")
	simtest.Settled(t, p.sim)
	for _, words := range []string{"claimed it", "reached them by phone"} {
		if n := ana.CountThread(card, words); n != 1 {
			t.Errorf("the thread says %q %d times", words, n)
		}
	}
	postedOnce(t, p.sim)
	simtest.NoTrouble(t, p.sim)
}

// startOver starts the program with the second setup, its environment changed.
func startOver(t *testing.T, s setup, playbook []byte, change func(env map[string]string)) *program {
	t.Helper()
	clock := newClock()
	sim := simtest.Start(t, unhurried(demoWorkspace(""), clock))
	p := &program{sim: sim, env: environment(t, s, sim), clock: clock}
	adapt(t, p.env, string(calmPlaybook), string(playbook))
	change(p.env)
	p.run(t)
	p.connect(t, s)
	return p
}

func TestWithoutRedisClaimsWorkAndAllRungsComeWhenItIsBack(t *testing.T) {
	t.Parallel()
	var wireToRedis *line
	var server, password string
	p := startOver(t, setups[1], managerAfter(t, "10m"), func(env map[string]string) {
		u := parsed(t, env["REDIS_URL"])
		server = u.Host
		password, _ = u.User.Password()
		wireToRedis = wire(t, server)
		u.Host = wireToRedis.addr()
		env["REDIS_URL"] = u.String()
	})
	ana, mia := p.as(t, "ana"), p.as(t, "mia")

	p.lead(t, hot("Forgotten", 60))
	flush(t, server, password, strings.TrimPrefix(parsed(t, p.env["REDIS_URL"]).Path, "/"))
	p.pass(10 * time.Minute)
	mia.ExpectDM("Forgotten")

	wireToRedis.cut()
	p.lead(t, hot("Unarmed", 60))
	card := ana.Expect("#leads", "Forgotten", "Claim")
	ana.Click(card, "Claim")
	ana.ExpectChange(card, "Ana Duarte", "Log contact")
	ana.Expect("#leads", "Unarmed", "Claim")
	wireToRedis.lead(server)
	p.pass(10 * time.Minute)
	mia.ExpectDM("Unarmed")
	postedOnce(t, p.sim)
	simtest.NoTrouble(t, p.sim)
}

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal("an address of the environment is no URL")
	}
	return u
}

// flush empties one database of a Redis.
func flush(t *testing.T, server, password, database string) {
	t.Helper()
	c, err := net.Dial("tcp", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	auth, want := "", 2
	if password != "" {
		auth, want = "AUTH "+password+"\r\n", 3
	}
	if _, err := fmt.Fprintf(c, "%sSELECT %s\r\nFLUSHDB\r\n", auth, database); err != nil {
		t.Fatal(err)
	}
	var said []byte
	for buf := make([]byte, 256); bytes.Count(said, []byte("\r\n")) < want; {
		n, err := c.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, buf[:n]...)
	}
	if bytes.Count(said, []byte("+OK")) != want {
		t.Fatalf("Redis was not emptied: %s", said)
	}
}

func TestADatabaseThatIsAwayForAMomentHealsAndLosesNothing(t *testing.T) {
	t.Parallel()
	var wireToDatabase *line
	var server string
	p := startOver(t, setups[1], managerAfter(t, "10m"), func(env map[string]string) {
		u := parsed(t, env["DATABASE_URL"])
		server = u.Host
		wireToDatabase = wire(t, server)
		u.Host = wireToDatabase.addr()
		env["DATABASE_URL"] = u.String()
	})
	ana, mia := p.as(t, "ana"), p.as(t, "mia")
	p.lead(t, hot("Before", 60))
	card := ana.Expect("#leads", "Before", "Claim")

	wireToDatabase.cut()
	body := []byte(`{"source": "demo", "company": "Meanwhile", "email": "pat@meanwhile.example", "country": "DE", "title": "Head", "employees": 60}`)
	header := http.Header{"Authorization": {"Bearer demo-secret"}, "Idempotency-Key": {"1"}}
	if status, answer := p.post(t, "/v1/leads", body, header); status < 500 {
		t.Fatalf("without its database, it answered %d %v", status, answer)
	}
	if err := ana.TryClick(card, "Claim"); err != nil {
		t.Logf("the click without a database: %v", err)
	}
	wireToDatabase.lead(server)
	if status, answer := p.post(t, "/v1/leads", body, header); status != http.StatusCreated {
		t.Fatalf("with its database back, it answered %d %v", status, answer)
	}
	p.pass(10 * time.Minute)
	mia.ExpectDM("Meanwhile")
	ana.Click(card, "Claim")
	ana.ExpectThread(ana.ExpectChange(card, "Ana Duarte", "Log contact"), "claimed it")
	postedOnce(t, p.sim)
}
