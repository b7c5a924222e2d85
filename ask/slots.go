package ask

// slots are the placeholders in patterns, with the functions that read them.
var slots = map[string]slot{
	"<rest>":      readRest,             // any words or none, exactly as typed
	"<whatever>":  readIgnored,          // any words or none, ignored
	"<any>":       readAnything,         // any words, at least one
	"<number>":    readNumber,           // a lead by its number
	"<thread>":    readThreadLead,       // no words: the lead of the thread, if there is one
	"<this>":      readReference,        // a number, or "this" in a thread
	"<here>":      readTarget,           // a number, "this", or no words in a thread; a lead is required
	"<lead>":      readAnyLead,          // a number, "this", or words
	"<owned>":     readAnyLead,          // as <lead>
	"<known>":     readName,             // words that name a person or a company
	"<person>":    readPerson,           // a name or a mention
	"<colleague>": readColleague,        // a name or a mention of somebody else
	"<undated>":   readUndatedColleague, // as <colleague>, but no word that may begin a date
	"<about>":     readQuery,            // filters, a period and a breakdown; see query.go
	"<leads>":     readLeads,            // as <about>, and it mentions leads
	"<plain>":     readPlainLeads,       // as <leads>, but it begins with no filler word such as "is"
	"<whose>":     readOwned,            // as <about>, and it names an owner
	"<broken>":    readBreakdown,        // as <about>, and it has a breakdown
	"<waiting>":   readWaiting,          // as <about>, for unclaimed leads
	"<due>":       readDue,              // owners and a period, which may lie ahead
	"<day>":       readDueDay,           // as <due>, and it has a period
	"<overdue>":   readOverdue,          // owners
	"<until>":     readUntil,            // the end of an absence, or no words
	"<later>":     readReturn,           // a date
	"<date>":      readDate,             // a date, or no words
	"<reminder>":  readReminder,         // a date and a subject, in any order
	"<note>":      readNote,             // a lead and a text
	"<amount>":    readAmount,           // an amount of money, or no words
	"<reason>":    readReason,           // a reason, or no words
}
