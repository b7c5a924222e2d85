package playbook

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dibs/lead"
)

// scoreCase is a lead to which things happen, and the clock at which they happen.
type scoreCase struct {
	p   *Playbook
	l   *lead.Lead
	now time.Time
}

// asIfStored cuts times to the precision of the database.
func (c *scoreCase) asIfStored() {
	c.l.Score.At = c.l.Score.At.Truncate(time.Microsecond)
	for i := range c.l.Engagements {
		c.l.Engagements[i].At = c.l.Engagements[i].At.Truncate(time.Microsecond)
	}
}

func drawInquiry(t *rapid.T) lead.Inquiry {
	return lead.Inquiry{
		Source:     rapid.SampledFrom([]string{"demo", "website", "webinar", "newsletter"}).Draw(t, "source"),
		Engagement: rapid.SampledFrom(signs).Draw(t, "engagement"),
		Campaign:   rapid.SampledFrom([]string{"", "spring-webinar", "hannover-fair"}).Draw(t, "campaign"),
		Contact: lead.Contact{
			Email: rapid.SampledFrom([]string{"", "nadia@brandt.example", "nadia@gmx.de"}).Draw(t, "email"),
			Title: rapid.SampledFrom([]string{"", "CEO", "Clerk", "Head of Sales"}).Draw(t, "title"),
		},
		Company: lead.Company{
			Name:      rapid.SampledFrom([]string{"", "Brandt"}).Draw(t, "company"),
			Country:   rapid.SampledFrom([]string{"", "DE", "ES", "US", "JP"}).Draw(t, "country"),
			Employees: rapid.SampledFrom([]int{0, 10, 50, 400}).Draw(t, "employees"),
		},
		Attributes: rapid.SampledFrom([]map[string]string{nil, {"seats": "7"}, {"seats": "many"}}).Draw(t, "attributes"),
	}
}

// signs are engagements, one of which no playbook knows.
var signs = []string{"", "demo_request", "contact_form", "attended", "no_show", "download", "newsletter", "unsubscribe", "unheard_of"}

// happenings are things that can change a score, and things that must not.
var happenings = map[string]func(t *rapid.T, c *scoreCase) error{
	"a sign of interest": func(t *rapid.T, c *scoreCase) error {
		c.l.Engage(rapid.SampledFrom(signs[1:]).Draw(t, "sign"), c.p.Judge, c.now)
		return nil
	},
	"an inquiry again": func(t *rapid.T, c *scoreCase) error {
		in := drawInquiry(t)
		other := lead.Register(in, lead.Dibs(), c.p.Judge(lead.Interested(in, c.now), c.now), c.now)
		c.l.AddRepeatInquiry(other, c.p.Judge, c.now)
		return nil
	},
	"its date": func(_ *rapid.T, c *scoreCase) error { return c.l.Wake(c.p.Judge(c.l, c.now), c.now) },
	"pushed on": func(_ *rapid.T, c *scoreCase) error {
		return c.l.BringBack(actor(c.p, "max"), c.p.Judge(c.l, c.now), c.now)
	},
	"certified": func(t *rapid.T, c *scoreCase) error {
		answers := lead.Answers{}
		for _, q := range c.p.Checklist() {
			answers[q.ID] = rapid.SampledFrom([]lead.Answer{lead.Yes, lead.Yes, lead.Yes, lead.No}).Draw(t, q.ID)
		}
		return c.l.Certify(actor(c.p, "dan"), lead.Verdict{Answers: answers}, c.p.Checklist(), c.p.Judge(c.l, c.now), c.nurture(), c.now)
	},
	"claimed": func(_ *rapid.T, c *scoreCase) error { return c.l.Claim(actor(c.p, "mia"), c.now) },
	"handed back": func(_ *rapid.T, c *scoreCase) error {
		return c.l.HandBackToMarketing(actor(c.p, "mia"), c.nurture(), c.now)
	},
	"put off": func(_ *rapid.T, c *scoreCase) error {
		return c.l.SendToMarketing(actor(c.p, "mia"), c.nurture(), c.now)
	},
	"lost": func(_ *rapid.T, c *scoreCase) error {
		return c.l.Lose(actor(c.p, "mia"), lead.Money{}, "price", "", c.now)
	},
	"reopened": func(_ *rapid.T, c *scoreCase) error { return c.l.Reopen(actor(c.p, "mia"), lead.Member{}, c.now) },
	"climbed": func(_ *rapid.T, c *scoreCase) error {
		c.l.Climb(c.p.Due(c.l, c.p.Members(slack()), c.now), c.now)
		return nil
	},
	"nothing": func(*rapid.T, *scoreCase) error { return nil },
}

func (c *scoreCase) nurture() lead.Nurture {
	return lead.Nurture{Channel: "#marketing", WakeAt: c.now.Add(30 * day), Reason: "not now"}
}

// TestTheScoreAlwaysEqualsTheLog lets things happen to a lead over months, on machines whose clocks differ a
// little. Whatever happens, the stored score equals the score computed from the log as of its time, down to
// every reason; and only an event changes it.
func TestTheScoreAlwaysEqualsTheLog(t *testing.T) {
	playbooks := []*Playbook{
		example(t),
		changed(t, `'lead.freemail'`, `'int(lead.attributes["seats"]) > 5'`),
		changed(t, `wake_when: 'engagement >= 30'`, `wake_when: 'engagement % lead.employees == 0'`),
	}
	names := slices.Sorted(maps.Keys(happenings))
	rapid.Check(t, func(t *rapid.T) {
		c := &scoreCase{p: rapid.SampledFrom(playbooks).Draw(t, "playbook"), now: sunday.Add(-300 * day)}
		in := drawInquiry(t)
		c.l = lead.Register(in, lead.Dibs(), c.p.Judge(lead.Interested(in, c.now), c.now), c.now)
		c.l.TakeEvents()
		for range rapid.IntRange(0, 25).Draw(t, "happenings") {
			c.asIfStored()
			if got := c.p.Score(c.l, c.l.Score.At); !cmp.Equal(got, c.l.Score) {
				t.Fatalf("the score from the log differs: %s", cmp.Diff(got, c.l.Score))
			}
			c.now = c.now.Add(time.Duration(rapid.Int64Range(-int64(time.Second), int64(20*day)).Draw(t, "later")))
			before := c.l.Clone()
			name := rapid.SampledFrom(names).Draw(t, "happens")
			err := happenings[name](t, c)
			if events := c.l.TakeEvents(); (err != nil || len(events) == 0) && !cmp.Equal(before.Score, c.l.Score) {
				t.Fatalf("%s changed the score without an event: %s", name, cmp.Diff(before.Score, c.l.Score))
			}
		}
	})
}

func TestASignThatIsYetToComeCountsOnlyOnceItIsKnown(t *testing.T) {
	p := example(t)
	l := lead.Interested(nadia(), sunday)
	l.Engagements = append(l.Engagements, lead.Interest{Event: "attended", At: sunday.Add(time.Second)})
	if sc := p.Score(l, sunday); sc.Engagement != 45 || !sc.At.Equal(sunday) {
		t.Errorf("score before the engagement: %+v", sc)
	}
	if sc := p.Judge(l, sunday).Score; sc.Engagement != 65 || !sc.At.Equal(sunday.Add(time.Second)) {
		t.Errorf("score on a machine whose clock is behind: %+v", sc)
	}
	if sc := p.Score(l, sunday.Add(-time.Second)); sc.Engagement != 0 {
		t.Errorf("score before anything happened: %+v", sc)
	}
}

func TestTheSameLeadAtTheSameInstantIsAlwaysJudgedTheSame(t *testing.T) {
	p := example(t)
	rapid.Check(t, func(t *rapid.T) {
		l := lead.Interested(drawInquiry(t), sunday)
		for range rapid.IntRange(0, 5).Draw(t, "signs") {
			l.Engagements = append(l.Engagements, lead.Interest{
				Event: rapid.SampledFrom(signs).Draw(t, "sign"), At: sunday.Add(-time.Duration(rapid.Int64Range(0, int64(400*day)).Draw(t, "age"))),
			})
		}
		before, now := l.Clone(), sunday.Add(time.Duration(rapid.Int64Range(0, int64(100*day)).Draw(t, "now")))
		once := p.Judge(l, now)
		if again := p.Judge(before, now); !cmp.Equal(once, again) {
			t.Fatalf("judged twice, the result differs: %s", cmp.Diff(once, again))
		}
		if !cmp.Equal(before.Engagements, l.Engagements) || !cmp.Equal(before.Inquiry, l.Inquiry) || !cmp.Equal(before.Score, l.Score) {
			t.Fatal("judging changed the lead")
		}
	})
}
