package workflows

import (
	"slices"

	"dibs/lead"
)

// notes says who is to be told privately of what just happened. A test lead calls nobody.
func notes(l *lead.Lead, events []lead.Event) []lead.Note {
	var ns []lead.Note
	if l.Test {
		return nil
	}
	for _, ev := range events {
		switch ev.Kind {
		case lead.Offered:
			ns = append(ns, lead.NoteOf(lead.NoteOffered, ev.Facts.To, ev, ev.At))
		case lead.Released:
			for _, p := range []lead.PersonID{ev.Facts.Before, ev.Facts.To} {
				if p != lead.NoOne {
					ns = append(ns, lead.NoteOf(lead.NoteLapsed, p, ev, ev.At))
				}
			}
		case lead.Climbed:
			for _, p := range called(ev.Facts.Steps) {
				ns = append(ns, lead.NoteOf(lead.NoteClimbed, p, ev, ev.At))
			}
		}
	}
	return ns
}

// called lists, once each, whom steps call in private. The pool is called in the thread, and who
// is called there is not called twice.
func called(steps []lead.Step) []lead.PersonID {
	var people, told []lead.PersonID
	for _, s := range steps {
		for _, p := range s.People {
			if s.Do != lead.DoRemind || slices.Contains(told, p) {
				continue
			}
			told = append(told, p)
			if s.Tell != "pool" {
				people = append(people, p)
			}
		}
	}
	return people
}

// moot reports whether a note has nothing more to ask: what it tells of is over.
func moot(n lead.Note, l *lead.Lead, ev lead.Event) bool {
	switch n.Kind {
	case lead.NoteOffered:
		return l.Offer == nil || l.Offer.To != n.To
	case lead.NoteClimbed:
		return !slices.ContainsFunc(ev.Facts.Steps, func(s lead.Step) bool {
			c, running := l.Clocks[s.Clock]
			return running && !c.Start.After(ev.At)
		})
	default:
		return false
	}
}
