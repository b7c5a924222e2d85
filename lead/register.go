package lead

import "time"

// Register makes a lead of an inquiry as judged: it is kept whatever the judgement says, and
// placed with sales, the qualifiers or marketing. registrar is the person who typed it in, or
// Dibs when a source sent it.
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
	l.Undo = nil // what was taken from its place is placed anew
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
	if l.pendingAssignment == AssignOnArrival { // it was placed just now; one that waits already keeps its route
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
	l.Hold, l.pendingAssignment = nil, ""
	if !s.Open() {
		l.Clocks, l.Deadline, l.Offer, l.Next = Clocks{}, Deadline{}, nil, nil
		l.ExtraChannels, l.Meeting = nil, time.Time{}
		l.ClosedAt, l.WaitingAt = now, time.Time{}
	} else {
		l.ClosedAt = time.Time{}
	}
}

// toPool lets the lead wait for any rep of its route's team; the claim clock starts anew.
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

// toOurPool is toPool for a lead that comes out of somebody's hands: who had it does not get it
// again, and neither does their partner.
func (l *Lead) toOurPool(now time.Time) {
	l.leavePartner(now)
	l.toPool(now)
	l.pendingAssignment = AssignAfterReturn
}

// ReturnFromPartner takes a lead back from a partner that has nobody to accept it. The note says why.
func (l *Lead) ReturnFromPartner(note RouteNote, now time.Time) {
	l.leavePartner(now)
	l.Route.Note, l.Route.Notes = "", []RouteNote{note}
}

// leavePartner makes a partner's lead ours: from here on it hangs in our own channel, out of their
// sight. The log keeps where it was routed first.
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

// toNurture gives the lead to marketing until a date.
func (l *Lead) toNurture(channel string, wakeAt, now time.Time) {
	l.enter(StageNurturing, now)
	l.disown()
	l.Offer, l.Next, l.WaitingAt, l.Channel, l.Pool, l.ExtraChannels = nil, nil, time.Time{}, channel, nil, nil
	l.Meeting = time.Time{}
	l.PreviousHolders, l.Handoffs = nil, 0 // when it comes back it is for anyone again
	l.run(wakeAt, ClockWake)
}

func (l *Lead) disown() {
	if l.Owner != NoOne {
		l.LastOwner = l.Owner
		l.remember(l.Owner)
	}
	l.Owner, l.ContactedAt, l.Attempts = NoOne, time.Time{}, 0
}

// AddRepeatInquiry notes that the same person inquired once more, as the lead other, which is merged
// into this one. The new inquiry adds engagement and fills what was empty; then the lead is
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
		j.HeldUntil = time.Time{} // who comes to us by another way need not wait for the event
	}
	l.rejudge(j, now)
}

// Engage notes a sign of interest that is no inquiry: a download, an attendance, a cancelled
// newsletter. The lead is judged again at once, and a nurtured one that has warmed up wakes; so
// does one that meets the definition, unless a person put it off: it met it then, too. A closed
// lead only keeps it in its log and score.
func (l *Lead) Engage(event string, judge func(*Lead, time.Time) Judgement, now time.Time) {
	l.engage(event, now)
	l.record(Engaged, Dibs(), now, Facts{Engagement: event}, Words{})
	j := judge(l, now)
	if l.Reason != "" && !j.Wakes {
		j.Stage = StageNurturing
	}
	l.rejudge(j, now)
}

// rejudge takes a new judgement over: the score always, the place only of a nurtured lead that is
// ready now or has warmed up enough, in which case the qualifiers look at it at least.
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
