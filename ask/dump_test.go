package ask

import (
	"bufio"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestDump(t *testing.T) {
	f, err := os.Open("/tmp/lines.txt")
	if err != nil {
		t.Skip("only by hand")
	}
	z, _ := time.LoadLocation("Europe/Berlin")
	a := Asker{Now: time.Date(2026, 11, 22, 15, 30, 0, 0, z), Zone: z, Names: Names{
		Sources:   []string{"website", "demo", "webinar", "trade-show", "newsletter", "phone", "referral", "typeform", "google-ads"},
		Campaigns: []string{"spring-webinar", "hannover-fair"}, Teams: []string{"emea", "americas"}, Me: "p-ana",
		People: []Person{{"p-ana", "U0ANA", "Ana Duarte", "ana@acme.example", "emea"}, {"p-ben", "U0BEN", "Ben Osei", "ben@acme.example", "emea"}, {"p-carla", "U0CARLA", "Carla Møller", "carla@acme.example", "americas"}},
	}}
	s := bufio.NewScanner(f)
	for s.Scan() {
		l := s.Text()
		if l == "THREAD" {
			a.Lead = 7
			continue
		}
		start := time.Now()
		q, ok := Read(l, a)
		d := time.Since(start)
		if !ok {
			fmt.Printf("%-50s  -- %v\n", l, d)
			continue
		}
		w := ""
		if !q.When.At.IsZero() {
			w = q.When.At.Format("Mon 2006-01-02 15:04")
		}
		fmt.Printf("%-50s  %s %s L%d W=%q P=%s %+v %s %s %v\n", l, q.Verb, q.Act, q.Lead, q.Words, q.Person, q.Query.Filter, q.Query.Span.Words+" "+q.Query.Span.From.Format("2006-01-02")+".."+q.Query.Span.To.Format("01-02")+" by "+string(q.Query.By), w, d)
	}
}
