package lead

import "time"

// Register makes a lead of an inquiry as judged: it is kept whatever the judgement says, and
// placed with sales, the qualifiers or marketing. registrar is the person who typed it in, or
// Dibs when a source sent it.
func Register(in Inquiry, registrar Actor, j Judgement, now time.Time) *Lead {
	l := &Lead{Inquiry: in, RegisteredAt: now}
	l.engage(in.Engagement, now)
	l.record(Registered, registrar, now, Facts{Source: in.Source, Campaign: in.Campaign, Engagement: in.Engagement}, Words{})
	l.place(j, now)
	l.judged(j, now)
	return l
}

// Interested is the lead an inquiry would become, before it is judged: what a playbook scores.
func Interested(in Inquiry, now time.Time) *Lead {
	l := &Lead{Inquiry: in, RegisteredAt: now}
	l.engage(in.Engagement, now)
	return l
}

func (l *Lead) engage(event string, now time.Time) {
	if event != "" {
		l.Engagements = append(l.Engagements, Interest{Event: event, At: now})
	}
}

// place puts the lead where a judgement says, with the clock that runs there.
func (l *Lead) place(j Judgement, now time.Time) {
	l.Score, l.PlaybookID, l.Route = j.Score, j.PlaybookID, j.Route
	switch j.Stage {
	case StageNew:
		l.toPool(now)
	case StageInquiry:
		l.enter(StageInquiry, now)
		l.Channel, l.Pool, l.WaitingAt = j.Channel, nil, now
		l.run(now, ClockQualify)
	default:
		l.toNurture(j.Channel, j.WakeAt, now)
	}
}

func (l *Lead) judged(j Judgement, now time.Time) {
	score, route := j.Score, j.Route
	f := Facts{Score: &score, Missing: j.Missing, Playbook: j.PlaybookID}
	if l.Stage == StageNew {
		f.Route = &route
	}
	l.record(Judged, Dibs(), now, f, Words{})
}

// enter moves the lead to a stage.
func (l *Lead) enter(s Stage, now time.Time) {
	if l.Stage != s {
		l.EnteredAt = now
	}
	l.Stage = s
	l.Hold = nil
	if !s.Open() {
		l.Clocks, l.Deadline, l.Offer, l.Next = Clocks{}, Deadline{}, nil, nil
		l.ClosedAt, l.WaitingAt = now, time.Time{}
	} else {
		l.ClosedAt = time.Time{}
	}
}

// toPool lets the lead wait for any rep of its route's team; the claim clock starts anew.
func (l *Lead) toPool(now time.Time) {
	l.enter(StageNew, now)
	l.disown()
	l.Offer, l.Next, l.WaitingAt = nil, nil, now
	l.Channel, l.Pool = l.Route.Channel, []string{l.Route.Team}
	if l.SalesAt.IsZero() {
		l.SalesAt = now
	}
	l.run(now, ClockClaim)
}

// toNurture gives the lead to marketing until a date.
func (l *Lead) toNurture(channel string, wakeAt, now time.Time) {
	l.enter(StageNurturing, now)
	l.disown()
	l.Offer, l.Next, l.WaitingAt, l.Channel, l.Pool = nil, nil, time.Time{}, channel, nil
	l.run(wakeAt, ClockWake)
}

func (l *Lead) disown() {
	if l.Owner != NoOne {
		l.LastOwner = l.Owner
	}
	l.Owner, l.ContactedAt, l.Attempts = NoOne, time.Time{}, 0
}

// AskAgain notes that the same person inquired once more, as the lead other, which is merged
// into this one. The new inquiry adds engagement and fills what was empty; then the lead is
// judged again, and a nurtured one may wake.
func (l *Lead) AskAgain(other *Lead, judge func(*Lead, time.Time) Judgement, now time.Time) {
	l.Contact.fill(other.Contact)
	l.Company.fill(other.Company)
	fillString(&l.Message, other.Message)
	l.engage(other.Engagement, now)
	l.record(AskedAgain, Dibs(), now, Facts{
		Source: other.Source, Campaign: other.Campaign, Engagement: other.Engagement,
	}, Words{Note: other.Message})
	j := judge(l, now)
	if l.Stage == StageNurturing && j.Stage != StageNurturing {
		l.Reason = ""
		l.place(j, now)
	}
	l.Score, l.PlaybookID = j.Score, j.PlaybookID
	l.judged(j, now)
}

func (c *Contact) fill(o Contact) {
	fillString(&c.Name, o.Name)
	fillString(&c.Email, o.Email)
	fillString(&c.Phone, o.Phone)
	fillString(&c.Title, o.Title)
}

func (c *Company) fill(o Company) {
	fillString(&c.Name, o.Name)
	fillString(&c.Website, o.Website)
	fillString(&c.Country, o.Country)
	if c.Employees == 0 {
		c.Employees = o.Employees
	}
}

func fillString(s *string, with string) {
	if *s == "" {
		*s = with
	}
}
