package workflows_test

import (
	"testing"
	"time"

	"dibs/lead/outbox"
)

func TestALeadWhoseDrawingPanicsIsPassedOverAndTheOthersAreShown(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		odd, even := d.register(other(1), nine), d.register(other(2), nine)
		_, err := d.Assign(t.Context(), odd, d.who("mia"), d.who("ana"), nine)
		d.must(err)
		_, err = d.Assign(t.Context(), even, d.who("mia"), d.who("ben"), nine)
		d.must(err)
		d.board.fail = func(p outbox.Message) (bool, error) {
			if p.Lead != nil && p.Lead.ID == odd || len(p.Items) > 0 && p.Items[0].Lead.ID == odd {
				panic("a mistake in one drawing")
			}
			return true, nil
		}
		d.publish(nine.Add(time.Minute))
		shown := map[outbox.MessageKind]bool{}
		for _, m := range d.board.stands {
			if m.Lead != nil && m.Lead.ID == even || len(m.Items) > 0 && m.Items[0].Lead.ID == even {
				shown[m.Kind] = true
			}
		}
		if !shown[outbox.Card] || !shown[outbox.DirectMessage] {
			t.Errorf("of the other lead it shows %v", shown)
		}
		d.board.fail = nil
		d.publish(nine.Add(time.Hour))
		cards := 0
		for _, m := range d.board.stands {
			if m.Kind == outbox.Card {
				cards++
			}
		}
		if cards != 2 {
			t.Errorf("once the mistake is mended %d cards are shown", cards)
		}
	})
}
