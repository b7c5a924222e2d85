package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestACrowdOfLeadsIsListedAndEachCanBeTakenFromTheList(t *testing.T) {
	const size = 60
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, warmSells(), []string{"fair"})
			takes := busySlack(o.sim, "chat.postMessage")
			o.crowd(size)
			o.hot("fair", "Nadia Rahman")
			takes()
			o.awaitCrowd(size)
			o.ana.Expect("#fair", "Nadia Rahman", "Not a fit") // a card, since it is hot
			o.listed(size)
			if n := o.ana.Count("#fair"); n > size/2 {
				t.Errorf("%d messages show %d leads", n, size+1)
			}

			list := o.ana.Expect("#fair", "🗂", "*Visitor Fair")
			_, row, _ := strings.Cut(list.Visible(), "*Visitor ")
			name := "Visitor " + row[:len("Fair00")]
			takes = busySlack(o.sim, "chat.update") // so that the list stays as it is
			said := o.told(o.ana, "#fair", func() { o.ana.Click(list, "Claim") })
			if !strings.HasPrefix(said, "It's yours: "+name) {
				t.Errorf("a claim from the list is answered with %q", said)
			}
			said = o.told(o.ben, "#fair", func() { o.ben.Click(list, "Claim") })
			if !strings.HasPrefix(said, "Ana Duarte was ") {
				t.Errorf("a late claim is answered with %q", said)
			}
			takes()
			card := o.ana.Expect("#fair", name, "*Ana Duarte*", "Log contact")
			o.ana.ExpectThread(card, "claimed it")
			simtest.Until(t, o.sim, "list without the lead", func() bool { return !o.ana.Again(list).Shows(name) })
			o.listed(size)
			o.ana.MentionIn(list, "who owns this?")
			o.ana.ExpectPrivateReply(list, "Who owns 1042") // the list is about more than one lead
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// busySlack makes Slack refuse all calls of a method as rate limited until takes is called.
func busySlack(sim *slacksim.Sim, method string) (takes func()) {
	sim.Fault(method, slacksim.Fault{Times: -1, RetryAfter: time.Second})
	return sim.Heal
}

// warmSells is the office's playbook with warm leads ready for sales too.
func warmSells() []byte {
	return bytes.Replace(officePlaybook, []byte(`sales_ready: 'temperature == "hot"'`), []byte(`sales_ready: 'temperature != "cold"'`), 1)
}

func visitor(n int) string { return fmt.Sprintf("Visitor Fair%02d", n) }

// listed waits until each of the visitors is seen in one message of #fair.
func (o office) listed(size int) {
	o.t.Helper()
	simtest.Until(o.t, o.sim, "channel with each visitor in one message", func() bool {
		for n := range size {
			if o.ana.Count("#fair", visitor(n)) != 1 {
				return false
			}
		}
		return true
	})
}
