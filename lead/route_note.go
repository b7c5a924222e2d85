package lead

// RouteNote is one thing that could not be done as the playbook writes it. It is stored as a code with its
// arguments and worded when it is shown.
type RouteNote struct {
	Code RouteNoteCode `json:"code"`
	Args []string      `json:"args,omitempty"`
}

// RouteNoteCode says what could not be done.
type RouteNoteCode string

// The codes, each with its arguments. They are stored: do not change one.
const (
	// NoteOutsideCountries: a rule was skipped because its partner does not sell in the lead's country. The
	// arguments are the rule, the partner, the lead's country (empty if unknown) and the partner's countries.
	NoteOutsideCountries RouteNoteCode = "outside_countries"
	// NoteConditionFailed: a rule's condition could not be evaluated for this lead, so the last rule took it.
	// The arguments are the rule and the condition as the playbook writes it.
	NoteConditionFailed RouteNoteCode = "condition_failed"
	// NoteTeamGone: the playbook no longer has the team named by the argument.
	NoteTeamGone RouteNoteCode = "team_gone"
	// NotePartnerGone: the playbook no longer has the partner named by the argument.
	NotePartnerGone RouteNoteCode = "partner_gone"
	// NoteChannelGone: the playbook no longer has the channel named by the argument.
	NoteChannelGone RouteNoteCode = "channel_gone"
	// NotePartnerEmpty: nobody of the partner named by the argument is in the workspace, so its lead stays
	// with the team.
	NotePartnerEmpty RouteNoteCode = "partner_empty"
)

// NewRouteNote is a note with its arguments in the order of its code.
func NewRouteNote(code RouteNoteCode, args ...string) RouteNote {
	return RouteNote{Code: code, Args: args}
}

// Arg is the argument at a position from 0; empty when the note has fewer.
func (n RouteNote) Arg(i int) string {
	if i < len(n.Args) {
		return n.Args[i]
	}
	return ""
}
