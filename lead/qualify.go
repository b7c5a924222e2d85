package lead

import "time"

// Verdict is what a qualifier or an owner enters in the Qualify dialog.
type Verdict struct {
	Answers   Answers
	GutRating int // 1 to 5, 0 when not given
	Amount    Money
	Note      string
	// To is the rep to offer a certified inquiry to; without an id it goes to its pool. Meeting is when the
	// inquirer expects its future owner; zero when nothing was arranged.
	To      Member
	Meeting time.Time
}

// Qualify passes an owned lead through the checklist. Every required question must be answered yes, and an
// amount is required. It may be called again to correct the amount.
func (l *Lead) Qualify(a Actor, v Verdict, required []Question, now time.Time) error {
	if err := l.ownerMay(Qualified, a); err != nil {
		return err
	}
	answers := l.Checklist.with(v.Answers)
	failed, open := answers.failing(required)
	if failed != "" || open != "" {
		r := l.refuse(Qualified, WhyFailed)
		r.Field = failed
		if failed == "" {
			r.Field = open
		}
		return r
	}
	if v.Amount.IsZero() || v.Amount.Minor <= 0 {
		return l.missing(Qualified, "amount")
	}
	from := l.Stage
	l.Checklist, l.Amount = answers, v.Amount
	if v.GutRating != 0 {
		l.GutRating = v.GutRating
	}
	if l.Stage != StageQualified {
		l.enter(StageQualified, now)
		l.QualifiedAt = now
	}
	l.restartStale(now)
	amount := v.Amount
	l.record(Qualified, a, now, Facts{From: from, Answers: answers, GutRating: v.GutRating, Amount: &amount, For: l.standsIn(a)}, Words{Comment: v.Note})
	return nil
}

func (as Answers) with(more Answers) Answers {
	all := Answers{}
	for _, from := range []Answers{as, more} {
		for id, a := range from {
			all[id] = a
		}
	}
	return all
}

// failing returns the first required question that was answered No, and the first one without an answer.
func (as Answers) failing(questions []Question) (failed, open string) {
	for _, q := range questions {
		if !q.Required {
			continue
		}
		switch as[q.ID] {
		case Yes:
		case No:
			if failed == "" {
				failed = q.ID
			}
		default:
			if open == "" {
				open = q.ID
			}
		}
	}
	return failed, open
}
