package workflows_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

func TestAChangedPlaybookIsFollowedByEveryProcessAndNoRungIsRepeatedOrSkipped(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withAdmin := strings.Replace(process, "  max@acme.example", "  ops@acme.example: {role: admin}\n  max@acme.example", 1)
		d := openWith(t, s, withAdmin, "ana", "ben", "dan", "mia", "max", "ops")
		second := workflowstest.New(workflowstest.Config{
			Store: s, Timers: d.timers, Board: d.board, Playbook: parse(t, withAdmin), Worker: "second",
		})
		d.must(second.Refresh(t.Context()))
		d.must(s.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
		id := d.register(inquiry(1), nine)
		d.must(d.Wake(t.Context(), id, nine.Add(10*time.Minute)))

		slower := parse(t, strings.Replace(withAdmin, "{after: 20m, do: remind, tell: manager}]}\n  accept", "{after: 40m, do: remind, tell: manager}]}\n  accept", 1))
		d.must(d.Adopt(t.Context(), slower, nine.Add(11*time.Minute)))
		if at := d.lead(id).Deadline.At; !at.Equal(nine.Add(40 * time.Minute)) {
			t.Errorf("the next rung is due at %v", at)
		}
		same := func(text string) (*playbook.Playbook, error) { return parse(t, text), nil }
		d.must(second.Follow(t.Context(), same, nine.Add(12*time.Minute)))
		if second.Playbook().Version() != slower.Version() {
			t.Error("the other process goes on with the former one")
		}
		d.publish(nine.Add(12 * time.Minute))
		told := d.board.of(outbox.DirectMessage)
		if last := told[len(told)-1].Items[0]; last.Kind != outbox.NotifyPlaybookChanged || !slices.ContainsFunc(last.Args, func(line string) bool {
			return strings.HasPrefix(line, "+ ") && strings.Contains(line, "40m")
		}) {
			t.Errorf("the admin is told %+v", last)
		}

		d.must(d.RefusedPlaybook(t.Context(), []string{"playbook.yaml:3:1: nonsense"}, nine.Add(13*time.Minute)))
		d.publish(nine.Add(13 * time.Minute))
		told = d.board.of(outbox.DirectMessage)
		if last := told[len(told)-1]; last.To != d.who("ops") || last.Items[0].Kind != outbox.NotifyPlaybookRefused {
			t.Errorf("of a bad playbook the admin is told %+v", last)
		}
		bad := errors.New("cannot be read")
		if err := d.Follow(t.Context(), func(string) (*playbook.Playbook, error) { return nil, bad }, nine); err != nil {
			t.Errorf("following what is in force already: %v", err)
		}
		text, err := d.JudgedBy(t.Context(), id)
		d.must(err)
		if text != withAdmin {
			t.Error("the definition that the lead was judged by is not the one of then")
		}
	})
}
