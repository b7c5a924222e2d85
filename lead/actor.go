package lead

import (
	"cmp"
	"slices"
	"time"
)

// PersonID is our own id of a person of the team or the workspace. It never changes, whatever
// Slack calls them.
type PersonID string

// NoOne is the owner of a waiting lead.
const NoOne PersonID = ""

// Role says what somebody may do. Roles come from the playbook; whoever is not named there is
// Anyone.
type Role string

// The roles.
const (
	RoleAnyone    Role = ""          // may refer leads and ask for summaries
	RoleRep       Role = "rep"       // claims and works leads of the own team
	RoleQualifier Role = "qualifier" // certifies inquiries
	RoleManager   Role = "manager"   // may do everything with a lead, and gets escalations
	RoleMarketing Role = "marketing" // owns inquiries, nurturing and campaigns
	RolePartner   Role = "partner"   // gets leads in a channel of their own
	RoleAdmin     Role = "admin"     // a manager who also runs Dibs
)

// Person is somebody of the workspace, as Slack knows them.
type Person struct {
	ID      PersonID
	SlackID string
	Email   string
	Name    string
	Zone    string    // IANA name, or empty
	AwayAt  time.Time // absent from this instant; zero when not away
	BackAt  time.Time // absent until; zero with AwayAt set means until they say so
	AwayBy  AwayBy    // what says so
	Status  string    // a hash of the Slack status seen last: it speaks of absence only when it is set anew
	Deleted bool      // deactivated in Slack
	Guest   bool
	Muted   []string // which digests they turned off, DigestDiary or DigestWeek
}

// The digests that a person can turn off.
const (
	DigestBriefing = "diary" // their day: what is due, and what waits for them
	DigestWeek     = "week"  // a manager's week
)

// Mutes reports whether the person turned a digest off.
func (p Person) Mutes(digest string) bool { return slices.Contains(p.Muted, digest) }

// AwayBy says what an absence is known from.
type AwayBy string

// What tells of absences.
const (
	AwaySaid   AwayBy = "said"   // /lead away: only /lead back or its end takes it back
	AwayStatus AwayBy = "status" // the Slack status: over as soon as the status says something else
)

// Away reports whether the person is absent at the instant. Absence counts from the moment it
// starts.
func (p Person) Away(now time.Time) bool {
	if p.Deleted {
		return true
	}
	if p.AwayAt.IsZero() || now.Before(p.AwayAt) {
		return false
	}
	return p.BackAt.IsZero() || now.Before(p.BackAt)
}

// Member is a person with their place in the team.
type Member struct {
	Person
	Role     Role
	Team     string // of a partner's people: the partner, see PartnerTeam
	Backup   PersonID
	Capacity int // open leads at most; 0 means no limit
	Weight   int // share in the rotation, at least 1
}

// Sells reports whether somebody can be given leads of ours: a rep, a manager or an admin.
func (m Member) Sells() bool {
	return m.Role == RoleRep || m.Role == RoleManager || m.Role == RoleAdmin
}

// Crew is everybody at one instant: who is who, in which role and team. It is built by the
// playbook from the people Slack knows, and is only read after that; it is safe to share.
type Crew map[PersonID]Member

// Member looks somebody up; a stranger is a member without a role.
func (c Crew) Member(id PersonID) Member {
	if m, ok := c[id]; ok {
		return m
	}
	return Member{Person: Person{ID: id}}
}

// BySlackID finds somebody by the id that Slack gave them.
func (c Crew) BySlackID(id string) (PersonID, bool) {
	for _, m := range c {
		if m.SlackID == id && id != "" {
			return m.ID, true
		}
	}
	return NoOne, false
}

// Actor is the person as the one who acts. Covers lists the away people whose backup they are.
func (c Crew) Actor(id PersonID, now time.Time) Actor {
	m := c.Member(id)
	a := Actor{ID: id, Role: m.Role, Team: m.Team}
	for _, o := range c {
		if o.Backup == id && id != NoOne && o.Away(now) {
			a.Covers = append(a.Covers, o.ID)
		}
	}
	slices.Sort(a.Covers)
	return a
}

// Role lists the members of a role who are there at the instant, by id.
func (c Crew) Role(r Role, now time.Time) []Member {
	return c.there(now, func(m Member) bool { return m.Role == r })
}

// Reps lists the reps of the teams who are there at the instant, by id.
func (c Crew) Reps(now time.Time, teams ...string) []Member {
	return c.there(now, func(m Member) bool { return m.Role == RoleRep && slices.Contains(teams, m.Team) })
}

// Team lists everybody of a team whom Slack still knows, there or not, by id.
func (c Crew) Team(name string) []Member {
	return c.members(func(m Member) bool { return m.Team == name && !m.Deleted })
}

func (c Crew) there(now time.Time, is func(Member) bool) []Member {
	return c.members(func(m Member) bool { return is(m) && !m.Away(now) })
}

func (c Crew) members(are func(Member) bool) []Member {
	var ms []Member
	for _, m := range c {
		if are(m) {
			ms = append(ms, m)
		}
	}
	slices.SortFunc(ms, func(a, b Member) int { return cmp.Compare(a.ID, b.ID) })
	return ms
}

// Actor is who does something: a person in a role, or Dibs itself.
type Actor struct {
	ID     PersonID
	Role   Role
	Team   string
	Covers []PersonID // away people whose backup the actor is
	system bool
}

// Dibs is the actor of what happens by itself: judging, waking, climbing.
func Dibs() Actor { return Actor{system: true} }

// IsDibs reports whether nobody but the program acts.
func (a Actor) IsDibs() bool { return a.system }

// Leads reports whether the actor may do everything with a lead: a manager or an admin.
func (a Actor) Leads() bool { return a.system || a.Role == RoleManager || a.Role == RoleAdmin }

// Qualifies reports whether the actor may judge inquiries.
func (a Actor) Qualifies() bool { return a.Leads() || a.Role == RoleQualifier }

// Markets reports whether the actor may look after nurtured leads.
func (a Actor) Markets() bool { return a.Leads() || a.Role == RoleMarketing }

// Sells reports whether the actor is a rep of one of the teams, or leads. A partner's people are
// a team of their own.
func (a Actor) Sells(teams []string) bool {
	return a.Leads() || (a.Role == RoleRep || a.Role == RolePartner) && slices.Contains(teams, a.Team)
}

// PartnerTeam is the team that the people of a partner are. No team of ours can have that name.
func PartnerTeam(partner string) string { return "partner:" + partner }

// Is reports whether the actor is the person, or covers for them while they are away.
func (a Actor) Is(id PersonID) bool {
	return id != NoOne && (a.ID == id || slices.Contains(a.Covers, id))
}
