package playbook

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dibs/lead"
)

// FuzzParse looks for a text that stops the program: one that panics, or a playbook that is accepted and then
// cannot decide.
func FuzzParse(f *testing.F) {
	text := exampleText(f)
	f.Add(text)
	f.Add("")
	f.Add("a: &a [*a, *a]")
	f.Add("? [a]: b\n: c")
	f.Add("company: !!binary x\n---\ncompany: y")
	f.Add(strings.Repeat("[", 500))
	f.Add(strings.Repeat("- ", 500))
	for _, line := range strings.SplitAfter(text, "\n") {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p, err := Parse("playbook.yaml", []byte(src), func(string) string { return "secret" })
		if (p == nil) == (err == nil) {
			t.Fatalf("a playbook together with the error %v", err)
		}
		if err != nil {
			return
		}
		decides(t, p)
	})
}

func decides(t *testing.T, p *Playbook) {
	l := registered(p, nadia(), sunday)
	next := p.Next(l)
	if next.At.IsZero() {
		t.Error("an open lead has no deadline")
	}
	crew := p.Members(slack())
	for _, now := range []time.Time{sunday, next.At, sunday.AddDate(5, 0, 0)} {
		due := p.Due(l, crew, now)
		p.Ahead(l, crew, 5)
		l.Climb(due, now)
	}
	if x := p.Explain(l, crew, nil, sunday); !cmp.Equal(x.Judgement, p.Judge(l, sunday)) {
		t.Error("the explained judgement differs")
	}
	if d := Diff(p, p); len(d) > 0 {
		t.Errorf("a playbook differs from itself: %v", d)
	}
	p.HiddenFields(l)
	p.OverContactLimit(l, sunday)
	p.NextAttempt(l, sunday)
	p.Channels()
}

// FuzzCondition looks for a condition that stops the program, on a lead full of odd values.
func FuzzCondition(f *testing.F) {
	for _, c := range []string{
		`potential >= 40 and engagement >= 40`, `lead.title matches "(?i)chief|head"`, `lead.attributes["x"] == "y"`,
		`lead.country in ["DE", "AT"]`, `lead.employees % 0 == 1`, `int(lead.name) > 3`, `lead.name[5] == "x"`,
		`lead.message matches lead.name`, `let x = lead.name; let y = x + x; len(y + y) > 1`, `not (1..9 == [])`, `lead?.name ?? "" == ""`, `2 ** 1000 > 1`,
		`((((((true))))))`, `lead.name startsWith lead.attributes.a`, `lead.message contains "` + strings.Repeat("a", 100) + `"`,
		`-9223372036854775808 / -1 == 1`, `[1,2,3][lead.employees] == 1`, `{"a": 1}.a == 1`, `lead.name | lower() == "x"`,
	} {
		f.Add(c, "Head of ()[", 420)
	}
	f.Fuzz(func(t *testing.T, source, text string, employees int) {
		c, err := compile(source, scored{})
		if err != nil {
			return
		}
		l := &lead.Lead{Inquiry: lead.Inquiry{
			Contact: lead.Contact{Name: text, Title: text}, Message: text,
			Company: lead.Company{Employees: employees}, Attributes: map[string]string{text: text},
		}}
		begun := time.Now()
		yes, err := c.holds(scored{Lead: factsOf(l), Potential: employees})
		if yes && err != nil {
			t.Error("a failed condition holds")
		}
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("the condition ran for %s", took)
		}
	})
}

// FuzzJudge looks for a lead that stops the program: one on which a condition panics, or that is judged in
// one way and explained in another.
func FuzzJudge(f *testing.F) {
	p, err := Parse("odd.yaml", []byte(strings.Replace(exampleText(f), "'lead.freemail'",
		`'int(lead.attributes["seats"]) / lead.employees > lead.value and lead.name[0:1] == lead.message[-1:]'`, 1)), env)
	if err != nil {
		f.Fatal(err)
	}
	crew := p.Members(slack())
	f.Add("nadia@brandt.example", "Head of Operations", "DE", "seats", "12", "demo_request", 420, int64(0))
	f.Add("", "", "", "", "", "", 0, int64(-1))
	f.Add("a@gmx.de", "\xff\x00(?i)", "ES", "seats", "-9223372036854775808", "unsubscribe", -1, int64(1)<<62)
	f.Fuzz(func(t *testing.T, email, title, country, key, value, event string, employees int, age int64) {
		l := lead.Interested(lead.Inquiry{
			Contact: lead.Contact{Name: title, Email: email, Title: title}, Company: lead.Company{Name: key, Country: country, Employees: employees},
			Message: value, Value: lead.Money{Minor: age, Currency: country}, Attributes: map[string]string{key: value}, Engagement: event, Campaign: key,
		}, sunday.Add(-time.Duration(age)))
		j := p.Judge(l, sunday)
		if j.Stage == "" || j.Channel == "" || j.Route.Channel == "" || j.Route.Team == "" || j.Score.Temperature == "" {
			t.Errorf("invalid judgement %+v", j)
		}
		if got := p.Score(l, j.Score.At); !cmp.Equal(got, j.Score) {
			t.Errorf("the score from the log differs: %s", cmp.Diff(got, j.Score))
		}
		if x := p.Explain(l, crew, nil, sunday); !cmp.Equal(x.Judgement, j) {
			t.Errorf("the explained judgement differs: %s", cmp.Diff(x.Judgement, j))
		}
	})
}

func TestNoTextMakesParseRunForLong(t *testing.T) {
	for name, src := range map[string]string{
		"too long":      strings.Repeat("#", 2<<20),
		"many keys":     strings.Repeat("k: v\n", 200_000),
		"deep lists":    strings.Repeat("[", 1_000),
		"deep blocks":   strings.Repeat("- ", 1_900) + "a",
		"deep mappings": strings.Repeat("{a: ", 1_000),
		"many problems": "sources:\n" + numbered(9_000, "  k%d: []\n"),
		"many partners": "partners:\n" + numbered(1_500, "  p%d: {channel: \"#c\", people: [a@b.example]}\n"),
		"long words":    "hours: {" + strings.Repeat("x", 3_900) + ": " + "{}}",
		"many unknown": "sources:\n" + numbered(1_500, "  s%d: {engagement: some_thing_unknown_of_forty_letters_%[1]d}\n") +
			"scoring:\n  engagement:\n" + numbered(1_500, "    - {event: some_thing_else_known_of_forty_letters%d, points: 1}\n"),
		"an empty text": "",
		"zero bytes":    "a: \x00",
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			if _, err := Parse("playbook.yaml", []byte(src), env); err == nil {
				t.Error("the text was accepted")
			} else if len(err.Error()) > 50_000 {
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
			if took := time.Since(begun); took > time.Minute {
				t.Errorf("parsing took %s", took)
			} else {
				t.Log(took)
			}
		})
	}
}

func numbered(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}
