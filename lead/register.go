package lead

import "time"

// Register makes a lead from an inquiry and a judgement. The inquiry is kept whatever the judgement says; the
// lead is placed with sales, the qualifiers or marketing. registrar is the person who typed it in, or Dibs if
// a source sent it.
func Register(in Inquiry, registrar Actor, j Judgement, now time.Time) *Lead {
	l := &Lead{Inquiry: in, RegisteredAt: now}
	l.engage(in.Engagement, now)
	l.record(Registered, registrar, now, Facts{
		Source: in.Source, Campaign: in.Campaign, Engagement: in.Engagement, Message: clone(in.SourceMessage),
	}, Words{})
	l.place(j.held(), now)
	l.judged(j, now)
	return l
}

// Interested returns the lead that an inquiry would become, not yet judged. A playbook scores it.
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

// place puts the lead where a judgement says, and starts the clock that belongs there.
func (l *Lead) place(j Judgement, now time.Time) {
	l.Score, l.PlaybookID, l.Route = j.Score, j.PlaybookID, j.Route
	l.Undo = nil // it would restore a place that no longer applies
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
	if l.pendingAssignment == AssignOnArrival { // a lead that was already waiting keeps its route
		f.Route = &route
	}
	l.record(Judged, Dibs(), now, f, Words{})
}

// enter moves the lead to a stage. Closing it stops its clocks.
func (l *Lead) enter(s Stage, now time.Time) {
	if l.Stage != s {
		l.EnteredAt = now
	}
	l.Stage = s
	l.Hold, l.pendingAssignment = nil, ""
	if !s.Open() {
		l.Clocks, l.Deadline, l.Offer, l.Next = Clocks{}, Deadline{}, nil, nil
		l.ExtraChannels, l.Meeting = nil, time.Time{}
		l.ClosedAt, l.WaitingAt = now, time.Time{}
	} else {
		l.ClosedAt = time.Time{}
	}
}

// toPool makes the lead unclaimed in its route's pool. The claim clock starts again.
func (l *Lead) toPool(now time.Time) {
	l.enter(StageNew, now)
	l.disown()
	l.Offer, l.Next, l.Meeting, l.WaitingAt, l.ExtraChannels = nil, nil, time.Time{}, now, nil
	l.Channel, l.Pool = l.Route.Channel, []string{l.Route.Team}
	if l.Route.Partner != "" {
		l.Pool = []string{PartnerTeam(l.Route.Partner)}
	}
	if l.SalesAt.IsZero() {
		l.SalesAt = now
	}
	l.run(now, ClockClaim)
	l.pendingAssignment = AssignOnArrival
}

// toOurPool is toPool for a lead that somebody gave up or lost. It is not offered to that person again, nor
// to their partner.
func (l *Lead) toOurPool(now time.Time) {
	l.leavePartner(now)
	l.toPool(now)
	l.pendingAssignment = AssignAfterReturn
}

// ReturnFromPartner takes a lead back from a partner who has no people to accept it. The note says why.
func (l *Lead) ReturnFromPartner(note RouteNote, now time.Time) {
	l.leavePartner(now)
	l.Route.Note, l.Route.Notes = "", []RouteNote{note}
}

// leavePartner makes a partner's lead ours: from now on it is in our own channel, where the partner cannot
// see it. The log keeps its first route.
func (l *Lead) leavePartner(now time.Time) {
	if l.Route.Partner == "" {
		return
	}
	l.Route.Channel, l.Route.Partner, l.Route.SalesChannel = l.Route.Home, "", ChannelRep
	l.Channel = l.Route.Channel
	if l.Stage == StageNew {
		l.Pool = []string{l.Route.Team}
		l.start(ClockClaim, now)
	}
}

// toNurture gives the lead to marketing until wakeAt.
func (l *Lead) toNurture(channel string, wakeAt, now time.Time) {
	l.enter(StageNurturing, now)
	l.disown()
	l.Offer, l.Next, l.WaitingAt, l.Channel, l.Pool, l.ExtraChannels = nil, nil, time.Time{}, channel, nil, nil
	l.Meeting = time.Time{}
	l.PreviousHolders, l.Handoffs = nil, 0 // anyone may be offered it when it comes back
	l.run(wakeAt, ClockWake)
}

func (l *Lead) disown() {
	if l.Owner != NoOne {
		l.LastOwner = l.Owner
		l.remember(l.Owner)
	}
	l.Owner, l.ContactedAt, l.Attempts = NoOne, time.Time{}, 0
}

// AddRepeatInquiry records that the same person inquired again. other is the lead made of that inquiry, which
// is merged into this one. The new inquiry adds its engagement and fills empty fields. Then the lead is
// judged again, and a nurtured one may wake.
func (l *Lead) AddRepeatInquiry(other *Lead, judge func(*Lead, time.Time) Judgement, now time.Time) {
	l.Contact.fill(other.Contact)
	l.Company.fill(other.Company)
	fillString(&l.Message, other.Message)
	l.engage(other.Engagement, now)
	l.record(RepeatInquiry, Dibs(), now, Facts{
		Source: other.Source, Campaign: other.Campaign, Engagement: other.Engagement,
	}, Words{Comment: other.Message})
	j := judge(l, now)
	if other.Campaign != l.Campaign {
		j.HeldUntil = time.Time{} // somebody who comes by another way need not wait for the campaign's event
	}
	l.rejudge(j, now)
}

// Engage records a sign of interest that is no inquiry: a download, an attendance, a cancelled newsletter.
// The lead is judged again at once. A nurtured lead wakes if it has warmed up enough. It also wakes if it
// meets the definition, unless a person put it off: it may have met the definition then, too. For a closed
// lead only the log and the score change.
func (l *Lead) Engage(event string, judge func(*Lead, time.Time) Judgement, now time.Time) {
	l.engage(event, now)
	l.record(Engaged, Dibs(), now, Facts{Engagement: event}, Words{})
	j := judge(l, now)
	if l.Reason != "" && !j.Wakes {
		j.Stage = StageNurturing
	}
	l.rejudge(j, now)
}

// rejudge applies a new judgement. It always replaces the score. It moves the lead only if it is nurtured and
// either ready now or warmed up enough; if it is not ready, it goes to the qualifiers.
func (l *Lead) rejudge(j Judgement, now time.Time) {
	if place := j; l.Stage == StageNurturing && j.HeldUntil.IsZero() && (j.Stage != StageNurturing || j.Wakes) {
		if place.Stage == StageNurturing {
			place.Stage, place.Channel = StageInquiry, j.Qualifiers
		}
		reason := l.Reason
		l.Reason = ""
		l.place(place, now)
		l.record(Woken, Dibs(), now, Facts{From: StageNurturing, Reason: reason}, Words{})
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
