package playbook

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"dibs/lead"
)

// manyTimes repeats a condition, joined by or, up to the length limit of a condition.
func manyTimes(c string) string {
	all := c
	for i := 1; len(all)+len(c)+4 < maxCondition && i < maxNodes/10; i++ {
		all += " or " + c
	}
	return all
}

// hostile returns a lead whose texts are all far too long.
func hostile() *lead.Lead {
	long, many := strings.Repeat("a", 1<<20), map[string]string{}
	for i := range 10_000 {
		many[fmt.Sprint(i)] = "b"
	}
	many["0"] = long
	return &lead.Lead{Inquiry: lead.Inquiry{
		Message: long, Contact: lead.Contact{Name: long, Email: long, Phone: long, Title: long},
		Company: lead.Company{Name: long, Website: long, Country: long}, Attributes: many,
	}}
}

// TestNoConditionRunsForLongOrTakesMuchMemory runs the most expensive conditions that are allowed, on the
// most expensive lead. The limits allow a slow machine ten times as much as they need.
func TestNoConditionRunsForLongOrTakesMuchMemory(t *testing.T) {
	facts := scored{Lead: factsOf(hostile())}
	for name, source := range map[string]string{
		"upper case":       manyTimes(`upper(lead.message) == "b"`),
		"searching":        manyTimes(`lead.message contains "aaaaaaaaaaaaaaab"`),
		"many patterns":    manyTimes(`lead.message matches "(a|aa)+b"`),
		"one pattern":      `lead.message matches "(?:` + strings.Repeat("a?", 40) + `){10}b"`,
		"a nested pattern": `lead.message matches "((((a+)+)+)+)+b"`,
		"whole leads":      manyTimes(`lead == lead and lead.test`),
		"attributes":       manyTimes(`lead.attributes == lead.attributes and lead.test`),
		"lists":            manyTimes(`[lead, lead, lead] == [lead, lead]`),
		"powers":           manyTimes(`2 ** 1000000 < 1`),
	} {
		t.Run(name, func(t *testing.T) {
			c, err := compile(source, scored{})
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := cpuTime(t)
			if yes, err := c.holds(facts); yes {
				t.Errorf("the condition holds, error %v", err)
			}
			took := cpuTime(t) - begun
			runtime.ReadMemStats(&after)
			made := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d bytes of condition took %s and %d kB", len(source), took, made>>10)
			if took > time.Second || made > 8<<20 {
				t.Errorf("it took too much time or memory")
			}
		})
	}
}

// cpuTime returns the CPU time used by the test so far. Unlike the wall clock, it stands still while a busy
// machine does something else.
func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func TestAConditionThatCouldGrowIsRefusedWithItsPlace(t *testing.T) {
	for source, want := range map[string]string{
		`let a = lead.name; a == "x"`:                                        "conditions can't use let: write the value out",
		`lead.name + lead.name == "x"`:                                       "+ only works with numbers",
		`[lead.name, 1][0] + "x" == "x"`:                                     "+ only works with numbers",
		`string(lead) == "x"`:                                                "string(…) only works with numbers",
		`lead.name matches lead.title`:                                       "matches needs a pattern in quotes, not a field of the lead",
		`lead.name matches "(?:` + strings.Repeat("[a-z]?", 100) + `){10}b"`: "the pattern is too long or too complex",
		`1..lead.employees == []`:                                            "conditions can't use ranges: write a >= 1 and a <= 9",
		`all([1], # > 0)`:                                                    "conditions can't use loops such as all(…) or filter(…)",
		strings.Repeat("true or ", 300) + "true":                             "the condition is longer than the limit of 2000 bytes",
	} {
		if _, err := compile(source, scored{}); err == nil || firstLine(err) != want {
			t.Errorf("%s: %v", short(source), err)
		}
	}
	for _, source := range []string{
		`min(potential, 3) + int(lead.attributes["seats"]) > 2`, `potential + engagement * 0.5 + lead.value > 3`,
		`len(lead.name) + 1 > 3 and string(potential) == "3"`, `lead.name not matches "(?i)gmbh|ag"`,
	} {
		if _, err := compile(source, scored{}); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func TestPatternsOfAWholePlaybookAreBoundedToo(t *testing.T) {
	text := bare + "scoring:\n  temperature: {hot: 'engagement > 1', warm: 'engagement > 0'}\n  potential:\n"
	rule := `    - {when: 'lead.title matches "` + strings.Repeat("[a-z]?", 60) + `"', points: 1, because: title}` + "\n"
	if _, err := Parse("few.yaml", []byte(text+strings.Repeat(rule, 10)), env); err != nil {
		t.Errorf("ten patterns: %v", err)
	}
	_, err := Parse("many.yaml", []byte(text+strings.Repeat(rule, 300)), env)
	if err == nil || !strings.Contains(err.Error(), "all patterns of the playbook together are too long or too complex") {
		t.Errorf("300 patterns: %v", err)
	}
}

func TestConditionsSeeTheBeginningOfWhatIsTooLong(t *testing.T) {
	f := factsOf(hostile())
	if len(f.Message) != maxFact || len(f.Attributes) != maxAttributes || len(f.Attributes["0"]) != maxFact {
		t.Errorf("conditions see %d bytes of a message and %d attributes", len(f.Message), len(f.Attributes))
	}
	if got := boundedText(strings.Repeat("ü", maxFact)); got != strings.Repeat("ü", maxFact/2) {
		t.Errorf("a character was cut in two: %d bytes", len(got))
	}
	if got := boundedText("x" + strings.Repeat("ü", maxFact)); got != "x"+strings.Repeat("ü", maxFact/2-1) {
		t.Errorf("a character was cut in two: %d bytes", len(got))
	}
}
