package lead

import (
	"cmp"
	"slices"
	"time"
)

// PersonID is our own id of a person in the workspace. It stays the same even if their Slack name or e-mail
// address changes.
type PersonID string

// NoOne is the owner of an unclaimed lead.
const NoOne PersonID = ""

// Role says what a person may do. Roles come from the playbook; people it does not name have RoleAnyone.
type Role string

// The roles.
const (
	RoleAnyone    Role = ""          // may refer leads and ask for summaries
	RoleRep       Role = "rep"       // claims and works leads of their team
	RoleQualifier Role = "qualifier" // certifies inquiries
	RoleManager   Role = "manager"   // may do everything with a lead, and gets escalations
	RoleMarketing Role = "marketing" // owns inquiries, nurturing and campaigns
	RolePartner   Role = "partner"   // gets leads in their partner's channel
	RoleAdmin     Role = "admin"     // a manager who also runs Dibs
)

// Person is a member of the workspace, as Slack knows them.
type Person struct {
	ID      PersonID
	SlackID string
	Email   string
	Name    string
	Zone    string    // IANA name, or empty
	AwayAt  time.Time // start of the absence; zero when none is set
	BackAt  time.Time // end of the absence; zero with AwayAt set: until they say so
	AwayBy  AwayBy    // where the absence is known from
	Status  string    // hash of the Slack status seen last; only a changed status can start an absence
	Deleted bool      // deactivated in Slack
	Guest   bool
	Muted   []string // digests they turned off: DigestBriefing or DigestWeek
}

// The digests that a person can turn off.
const (
	DigestBriefing = "diary" // their day: what is due, and what needs them
	DigestWeek     = "week"  // a manager's week
)

// Mutes reports whether the person turned a digest off.
func (p Person) Mutes(digest string) bool { return slices.Contains(p.Muted, digest) }

// AwayBy says where an absence is known from.
type AwayBy string

// The sources of absences.
const (
	AwaySaid   AwayBy = "said"   // /lead away: it ends with /lead back or at its end date
	AwayStatus AwayBy = "status" // the Slack status: it ends as soon as the status says something else
)

// Away reports whether the person is absent at time now. The start of an absence belongs to it, the end does
// not. A deactivated person is always away.
func (p Person) Away(now time.Time) bool {
	if p.Deleted {
		return true
	}
	if p.AwayAt.IsZero() || now.Before(p.AwayAt) {
		return false
	}
	return p.BackAt.IsZero() || now.Before(p.BackAt)
}

// Member is a person with their role and team.
type Member struct {
	Person
	Role     Role
	Team     string // for a partner's people: the partner, see PartnerTeam
	Backup   PersonID
	Capacity int // open leads at most; 0 means no limit
	Weight   int // share in the rotation; 0 counts as 1
}

// Sells reports whether the member can be given leads of ours: a rep, a manager or an admin.
func (m Member) Sells() bool {
	return m.Role == RoleRep || m.Role == RoleManager || m.Role == RoleAdmin
}

// Crew is everyone in the workspace with their role and team, at one time. The playbook builds it from the
// people that Slack knows. After that it is only read, so it is safe for concurrent use.
type Crew map[PersonID]Member

// Member returns a person of the crew. An unknown person is a member without a role.
func (c Crew) Member(id PersonID) Member {
	if m, ok := c[id]; ok {
		return m
	}
	return Member{Person: Person{ID: id}}
}

// BySlackID finds a person by their Slack id.
func (c Crew) BySlackID(id string) (PersonID, bool) {
	for _, m := range c {
		if m.SlackID == id && id != "" {
			return m.ID, true
		}
	}
	return NoOne, false
}

// Actor returns a person as an actor. Covers lists the people who are away at time now and have this person
// as their backup.
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

// Role lists the members with a role who are not away at time now, by id.
func (c Crew) Role(r Role, now time.Time) []Member {
	return c.there(now, func(m Member) bool { return m.Role == r })
}

// Reps lists the reps of the given teams who are not away at time now, by id.
func (c Crew) Reps(now time.Time, teams ...string) []Member {
	return c.there(now, func(m Member) bool { return m.Role == RoleRep && slices.Contains(teams, m.Team) })
}

// Team lists everyone on a team who is not deactivated in Slack, away or not, by id.
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

// Actor is the one who performs an action: a person in a role, or Dibs itself.
type Actor struct {
	ID     PersonID
	Role   Role
	Team   string
	Covers []PersonID // people who are away and whose backup the actor is
	system bool
}

// Dibs returns the actor of everything that happens without a person: judging, waking, climbing.
func Dibs() Actor { return Actor{system: true} }

// IsDibs reports whether the program acts and not a person.
func (a Actor) IsDibs() bool { return a.system }

// Leads reports whether the actor may do everything with a lead: a manager, an admin, or Dibs itself.
func (a Actor) Leads() bool { return a.system || a.Role == RoleManager || a.Role == RoleAdmin }

// Qualifies reports whether the actor may judge inquiries.
func (a Actor) Qualifies() bool { return a.Leads() || a.Role == RoleQualifier }

// Markets reports whether the actor may look after nurtured leads.
func (a Actor) Markets() bool { return a.Leads() || a.Role == RoleMarketing }

// Sells reports whether the actor may sell for one of the teams: a rep or a partner's person on it, or anyone
// who Leads. A partner's people form a team of their own, see PartnerTeam.
func (a Actor) Sells(teams []string) bool {
	return a.Leads() || (a.Role == RoleRep || a.Role == RolePartner) && slices.Contains(teams, a.Team)
}

// PartnerTeam returns the name of the team that a partner's people form. No team of ours can have that name.
func PartnerTeam(partner string) string { return "partner:" + partner }

// Is reports whether the actor is the person, or covers for them while they are away.
func (a Actor) Is(id PersonID) bool {
	return id != NoOne && (a.ID == id || slices.Contains(a.Covers, id))
}
