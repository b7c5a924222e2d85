package ask

// slots are what a pattern can hold besides words.
var slots = map[string]slot{
	"<rest>":      readRest,             // anything, exactly as typed; may be nothing
	"<whatever>":  readIgnored,          // anything, which does not matter
	"<any>":       readAnything,         // anything but nothing
	"<number>":    readNumber,           // a lead by its number
	"<thread>":    readThreadLead,       // nothing: the lead of the thread, if there is one
	"<this>":      readReference,        // a number, or this in a thread
	"<here>":      readTarget,           // a number, this, or nothing in a thread: there must be a lead
	"<lead>":      readAnyLead,          // a number, this, or words
	"<owned>":     readAnyLead,          // the same
	"<known>":     readName,             // words that name somebody or a company
	"<person>":    readPerson,           // somebody's name or mention
	"<colleague>": readColleague,        // the name or mention of somebody else
	"<undated>":   readUndatedColleague, // the same, where a date could stand
	"<about>":     readQuery,            // which leads, when, broken down by what; see query.go
	"<leads>":     readLeads,            // the same, and it says that it is of leads
	"<plain>":     readPlainLeads,       // the same, where nothing before it asks
	"<whose>":     readOwned,            // the same, and it says whose
	"<broken>":    readBreakdown,        // the same, and it says by what
	"<waiting>":   readWaiting,          // the same, of those that wait
	"<due>":       readDue,              // whose and when, also ahead
	"<day>":       readDueDay,           // the same, and it says when
	"<overdue>":   readOverdue,          // whose
	"<until>":     readUntil,            // nothing, or until when
	"<later>":     readReturn,           // when
	"<date>":      readDate,             // nothing, or when
	"<reminder>":  readReminder,         // when and of what, in any order
	"<note>":      readNote,             // of which lead, and what
	"<amount>":    readAmount,           // nothing, or money
	"<reason>":    readReason,           // nothing, or why
}
