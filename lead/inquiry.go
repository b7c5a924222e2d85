package lead

import "time"

// Call reserves an inquiry for HoldTime for the qualifier who is calling now. Calling again extends their own
// hold. An expired hold stops nobody. A running hold stops even a manager from calling, since two people must
// not call the same person.
func (l *Lead) Call(a Actor, now time.Time) error {
	if err := l.qualifierMay(Calling, a, now); err != nil {
		return err
	}
	until := now.Add(HoldTime)
	l.Hold = &Hold{By: a.ID, Until: until}
	l.record(Calling, a, now, Facts{Until: &until}, Words{})
	return nil
}

// qualifierMay checks whether the actor may do k with an inquiry.
func (l *Lead) qualifierMay(k Kind, a Actor, now time.Time) error {
	if l.Stage != StageInquiry {
		return l.refuse(k, WhyStage)
	}
	marketing := (k == ToMarketing || k == Disqualified) && a.Markets() // it owns inquiries and may take one back
	if !a.Qualifies() && !marketing {
		return l.only(k, AudienceQualifiers)
	}
	if h := l.Hold; h != nil && now.Before(h.Until) && h.By != a.ID && (!a.Leads() || k == Calling) {
		r := l.refuse(k, WhyHeld)
		r.Until = h.Until
		return r
	}
	return nil
}

// Certify runs the checklist on an inquiry. If every required question is answered yes, it goes to the sales
// channel of the judgement's route. A No to a required question sends it to marketing, with the id of that
// question as the reason. A required question without an answer is refused: the qualifier must ask first, or
// send the inquiry to marketing. If the verdict names a rep, the lead is offered to them; the meeting that
// was arranged becomes the next step of its owner.
func (l *Lead) Certify(a Actor, v Verdict, required []Question, j Judgement, n Nurture, now time.Time) error {
	if err := l.qualifierMay(Certified, a, now); err != nil {
		return err
	}
	answers := l.Checklist.with(v.Answers)
	failed, open := answers.failing(required)
	if failed == "" && open != "" {
		r := l.refuse(Certified, WhyFailed)
		r.Field = open
		return r
	}
	if failed == "" {
		if err := l.handable(v, now); err != nil {
			return err
		}
	}
	l.Checklist = answers
	if v.GutRating != 0 {
		l.GutRating = v.GutRating
	}
	waited := now.Sub(l.EnteredAt)
	l.Score, l.PlaybookID = j.Score, j.PlaybookID
	if failed != "" {
		l.Reason = failed
		l.toNurture(n.Channel, n.WakeAt, now)
		l.record(ToMarketing, a, now, Facts{From: StageInquiry, Reason: failed, Answers: answers, GutRating: v.GutRating, NextAt: &n.WakeAt}, Words{Comment: v.Note})
		return nil
	}
	l.Route, l.CertifiedBy, l.Reason = j.Route, a.ID, ""
	l.toPool(now)
	route := j.Route
	f := Facts{From: StageInquiry, Answers: answers, GutRating: v.GutRating, Route: &route, Playbook: j.PlaybookID, Waited: waited}
	if !v.Meeting.IsZero() {
		l.Meeting, f.NextAt = v.Meeting, &v.Meeting
	}
	l.record(Certified, a, now, f, Words{Comment: v.Note})
	if v.To.ID != NoOne {
		l.offer(a, v.To.ID, Facts{From: StageInquiry, NextAt: f.NextAt}, now)
	}
	return nil
}

// handable checks whether a certified inquiry can be handed over as the verdict says.
func (l *Lead) handable(v Verdict, now time.Time) error {
	switch {
	case v.To.ID != NoOne && !v.To.canTake(now):
		return l.cannotTake(Certified, v.To)
	case !v.Meeting.IsZero() && !v.Meeting.After(now):
		return l.missing(Certified, "at")
	}
	return nil
}

// Nurture says where a lead that is not ready goes, until when, and why.
type Nurture struct {
	Channel string
	WakeAt  time.Time
	Reason  string
	Note    string
}

// SendToMarketing ends the qualifiers' work on an inquiry that is not ready now. The reason is required.
func (l *Lead) SendToMarketing(a Actor, n Nurture, now time.Time) error {
	if err := l.qualifierMay(ToMarketing, a, now); err != nil {
		return err
	}
	if n.Reason == "" {
		return l.missing(ToMarketing, "reason")
	}
	l.Reason = n.Reason
	l.toNurture(n.Channel, n.WakeAt, now)
	l.record(ToMarketing, a, now, Facts{From: StageInquiry, Reason: n.Reason, NextAt: &n.WakeAt}, Words{Comment: n.Note})
	return nil
}

// BringBack takes a nurtured lead back into play before its date: to sales if it meets the definition now,
// otherwise to the qualifiers.
func (l *Lead) BringBack(a Actor, j Judgement, now time.Time) error {
	if l.Stage != StageNurturing {
		return l.refuse(BroughtBack, WhyStage)
	}
	if !a.Markets() {
		return l.only(BroughtBack, AudienceMarketing)
	}
	if j.Stage == StageNurturing {
		j.Stage, j.Channel = StageInquiry, j.Qualifiers
	}
	reason := l.Reason
	l.Reason = ""
	l.place(j, now)
	l.record(BroughtBack, a, now, Facts{From: StageNurturing, Reason: reason}, Words{})
	l.judged(j, now)
	return nil
}

// Wake judges a nurtured lead again because its date has come. If it is still not ready, it stays with
// marketing until the judgement's next date. But if a person had put it off with a reason, they expect
// another look, so it goes to the qualifiers.
func (l *Lead) Wake(j Judgement, now time.Time) error {
	if l.Stage != StageNurturing {
		return l.refuse(Woken, WhyStage)
	}
	place := j.held()
	if place.Stage == StageNurturing && j.HeldUntil.IsZero() && l.Reason != "" {
		place.Stage, place.Channel = StageInquiry, j.Qualifiers
	}
	reason := l.Reason
	if place.Stage != StageNurturing { // while it is held back, the reason stays
		l.Reason = ""
	}
	l.place(place, now)
	l.record(Woken, Dibs(), now, Facts{From: StageNurturing, Reason: reason}, Words{})
	l.judged(j, now)
	return nil
}
