package ask_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"dibs/ask"
	"dibs/lead/report"
)

// inWords formats a question in the notation of testdata/questions.txt.
func inWords(q ask.Question) string {
	parts := []string{string(q.Verb)}
	add := func(format, value string) {
		if value != "" {
			parts = append(parts, fmt.Sprintf(format, value))
		}
	}
	add("%s", string(q.Act))
	if q.Lead != 0 {
		add("%s", q.Lead.String())
	}
	add("%q", q.Words)
	add("person=%s", string(q.Person))
	each(add, "%s", q.Query.Temperatures)
	each(add, "stage=%s", q.Query.Stages)
	each(add, "source=%s", q.Query.Sources)
	each(add, "campaign=%s", q.Query.Campaigns)
	each(add, "team=%s", q.Query.Teams)
	each(add, "country=%s", q.Query.Countries)
	each(add, "owner=%s", q.Query.Owners)
	if s := q.Query.Span; s != (report.Span{}) {
		from, to := "", s.To.Add(-time.Second).Format(time.DateOnly)
		if !s.From.IsZero() {
			from = s.From.Format(time.DateOnly)
		}
		add("span=%s", fmt.Sprintf("%s..%s (%s)", from, to, s.Words))
	}
	add("by %s", string(q.Query.By))
	if form := time.DateOnly + " 15:04"; !q.When.At.IsZero() {
		if !q.When.Timed {
			form = time.DateOnly
		}
		add("at %s", q.When.At.Format(form))
	}
	return strings.Join(parts, " ")
}

func each[V ~string](add func(format, value string), format string, values []V) {
	for _, v := range values {
		add(format, string(v))
	}
}

// example is a line of the table with the expected question. thread means that it was typed in the thread of
// lead 7.
type example struct {
	line, want string
	thread     bool
}

func questions(t testing.TB) []example {
	t.Helper()
	text, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	thread := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			thread = strings.Contains(line, "in the thread of lead 7")
			continue
		}
		if line, want, ok := strings.Cut(line, " => "); ok {
			all = append(all, example{strings.TrimRight(line, " "), strings.TrimSpace(want), thread})
		}
	}
	return all
}

func TestEveryLineOfTheTableIsReadAsExpected(t *testing.T) {
	t.Parallel()
	all := questions(t)
	if len(all) < 300 {
		t.Errorf("the table has only %d lines", len(all))
	}
	for _, one := range all {
		a := office(t)
		if one.thread {
			a = inThread(t)
		}
		got := "not understood"
		if q, ok := ask.Read(one.line, a); ok {
			got = inWords(q)
		}
		if got != one.want {
			t.Errorf("%q is read as\n\t%s, want\n\t%s", one.line, got, one.want)
		}
	}
}
