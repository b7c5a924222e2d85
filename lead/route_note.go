package lead

// RouteNote is one thing that could not be done as written in the playbook. It is stored as a code with
// arguments, and worded when it is shown.
type RouteNote struct {
	Code RouteNoteCode `json:"code"`
	Args []string      `json:"args,omitempty"`
}

// RouteNoteCode says what could not be done.
type RouteNoteCode string

// The codes, each with its arguments. They are stored: never change one.
const (
	// NoteOutsideCountries: a rule was skipped because its partner does not sell in the lead's country. The
	// arguments are the rule, the partner, the lead's country (empty if unknown) and the partner's countries.
	NoteOutsideCountries RouteNoteCode = "outside_countries"
	// NoteConditionFailed: a rule's condition could not be evaluated for this lead, so the last rule applied.
	// The arguments are the rule and the condition as written in the playbook.
	NoteConditionFailed RouteNoteCode = "condition_failed"
	// NoteTeamGone: the playbook no longer has the team named by the argument.
	NoteTeamGone RouteNoteCode = "team_gone"
	// NotePartnerGone: the playbook no longer has the partner named by the argument.
	NotePartnerGone RouteNoteCode = "partner_gone"
	// NoteChannelGone: the playbook no longer has the channel named by the argument.
	NoteChannelGone RouteNoteCode = "channel_gone"
	// NotePartnerEmpty: none of the people of the partner named by the argument are in the workspace, so the
	// lead stays with the team.
	NotePartnerEmpty RouteNoteCode = "partner_empty"
)

// NewRouteNote returns a note with the given arguments, in the order of its code.
func NewRouteNote(code RouteNoteCode, args ...string) RouteNote {
	return RouteNote{Code: code, Args: args}
}

// Arg returns the argument at position i, counting from 0, or an empty string if there are fewer.
func (n RouteNote) Arg(i int) string {
	if i < len(n.Args) {
		return n.Args[i]
	}
	return ""
}
