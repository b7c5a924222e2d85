package ask

// slots are what a pattern can hold besides words.
var slots = map[string]slot{
	"<rest>":      rest,      // anything, exactly as typed; may be nothing
	"<whatever>":  whatever,  // anything, which does not matter
	"<any>":       anything,  // anything but nothing
	"<number>":    numbered,  // a lead by its number
	"<thread>":    thread,    // nothing: the lead of the thread, if there is one
	"<this>":      this,      // a number, or this in a thread
	"<here>":      here,      // a number, this, or nothing in a thread: there must be a lead
	"<lead>":      anyLead,   // a number, this, or words
	"<owned>":     anyLead,   // the same
	"<known>":     name,      // words that name somebody or a company
	"<person>":    person,    // somebody's name or mention
	"<colleague>": colleague, // the name or mention of somebody else
	"<undated>":   undated,   // the same, where a date could stand
	"<about>":     about,     // which leads, when, broken down by what; see query.go
	"<leads>":     leads,     // the same, and it says that it is of leads
	"<plain>":     plainly,   // the same, where nothing before it asks
	"<whose>":     whose,     // the same, and it says whose
	"<broken>":    broken,    // the same, and it says by what
	"<waiting>":   waiting,   // the same, of those that wait
	"<due>":       due,       // whose and when, also ahead
	"<day>":       day,       // the same, and it says when
	"<overdue>":   overdue,   // whose
	"<until>":     until,     // nothing, or until when
	"<later>":     later,     // when
	"<date>":      date,      // nothing, or when
	"<reminder>":  reminder,  // when and of what, in any order
	"<note>":      note,      // of which lead, and what
	"<amount>":    amount,    // nothing, or money
	"<reason>":    reason,    // nothing, or why
}
