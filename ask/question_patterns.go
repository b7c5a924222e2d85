package ask

// questionPatterns lists all questions. If two fit, the first one wins. "a|b" stands for either word, "[a]"
// is optional, and <…> are the slots of slots.go.
var questionPatterns = []struct {
	verb     Verb
	patterns []string
}{
	{Help, []string{
		"help [me]", "commands", "what can|do|should i ask|say|do|type [you|here|dibs]",
		"what can|do you do|know|understand", "how does this|it|dibs work", "how do|can i|we <whatever>",
		"what|who are you", "hi|hello|hey|hiya [there|dibs|@dibs]",
	}},
	{Thanks, []string{
		"thanks|thx|ty|cheers [a] [lot|million] [for] [that] [dibs|@dibs]", "thank you [so|very] [much] [dibs|@dibs]",
		"many thanks", "ok|okay|alright", "[very] good|nice|great|well [job|work|done|one|bot|dibs]",
		"perfect|cool|awesome|super",
	}},
	{Due, []string{
		"due <due>", "[what|which|show|list] [me] [leads|follow|steps] [ups] is|are due <due>", "leads due <due>",
		"[show|list] [me] what is due <due>", "what do i have|need to do <due>", "what do i have <day>",
		"what must|should i do <day>", "what is on <day>", "[my] agenda|diary|day|tasks|todo|todos|plate <due>",
		"what is [on] my agenda|diary|day|plate|list <due>", "how many [leads] are due <due>", "overdue <overdue>",
		"what|which|who [leads|follow] [ups] is|are|am overdue|late <overdue>", "am i late <overdue>",
		"[show|list|find|what|which] [me] [what] [is|are] [all] [the] [my] overdue|late [leads|ones|steps|follow] [ups] <overdue>",
		"how many [leads] is|are overdue|late <overdue>", "<about> overdue leads <overdue>",
		"what has|does <whose> got|have due <due>", "what is coming [up] <due>", "upcoming <due>",
	}},
	{Next, []string{
		"next [lead|one]", "what is next [for] [me]",
		"what|which|who [lead|one] should|do|can|must i do|take|call|claim|contact|work [on] next|first|now",
		"give|get|show me [a|the|my] next|new lead|one", "give|get me a lead", "what now|next", "who is next",
	}},
	{New, []string{"[a] new lead"}},
	{Count, []string{
		"how many [of] <leads>", "how much <leads>", "count <leads>", "[what] [is] [the] number of <leads>",
	}},
	{Mine, []string{
		"mine", "[show|list|give|what] [me] [are] [all] my [open|own] leads", "what do i have [open|now]",
		"what is mine", "which leads are mine", "what am i working on", "which|what leads do i have|own",
	}},
	{Report, []string{
		"report <about>", "[show|give] [me] [a|the] report|trend|trends <about>",
		"how fast|quick|quickly are|were we <about>",
		"how fast|quick|quickly do|did we answer|respond|react|claim|call|reply <about>",
		"how fast|quick|quickly is|are|was|were <about> [claimed|answered|called]", "<about> report <about>",
		"[what] [is] [our] conversion [rate] <about>", "how long do|did we take <about>", "numbers over time",
		"[what] [is|are] [our] response time|times <about>",
	}},
	{Show, []string{"[what] [is] [the] status [of] <here>"}},
	{Summary, []string{
		"summary|sum <about>",
		"[give|show|get] [me] [a|an|the] [pipeline] summary|pipeline|numbers|figures|overview|stats|statistics|status|funnel <about>",
		"how is|was [the|our] pipeline|funnel|business [doing|going|looking] <about>",
		"how are|is we|things|business [all] [doing|going|looking] <about>", "how is it [all] going <about>",
		"how is|are|was|were <about> doing|going|looking <about>", "how did <about> do <about>",
		"how have we been doing <about>", "what does the pipeline look like <about>",
		"what is [in] the pipeline <about>", "summarize|summarise [the] [pipeline|leads] <about>",
		"where do we stand <about>", "how much is in the pipeline <about>", "what is the status <about>",
		"<about> summary|pipeline|numbers|figures <about>", "<broken>",
	}},
	{Definition, []string{
		"definition <rest>", "what is|are|counts|makes [as] [a|an|our] lead|leads [here|exactly]",
		"what counts as [a|an] lead [here|for] [us]", "what do we call a lead",
		"what makes [a|an] lead [a] sales-ready|hot|qualified [lead]", "when is something|it|somebody|someone a lead",
		"define [a] lead", "what does [a] lead mean [here]", "[the|our] lead definition",
		"what is [the|our] [lead] definition [of] [a] [lead]",
	}},
	{Roster, []string{
		"who|anyone|anybody|somebody|someone [is|are] away|off|out|absent|ooo|sick|ill|there|here|available [sick|ill] [of] [the] [office] [today|now] [right] [now]",
		"is|are anyone|anybody|somebody|someone away|off|out|absent|ooo|sick|ill|there|here|available [of] [the] [office] [today|now] [right] [now]",
		"who|anyone|anybody is|are on vacation|holiday|holidays|leave|pto|duty [today|now] [right] [now]", "[who] [is] on duty [today|now]",
		"who is in [the] [office] [today|now]",
	}},
	{List, []string{
		"show|list|find|give|get|see [me] <leads>", "what|which <leads>", "who|what is|are waiting <waiting>",
		"do we have [any] <leads>", "are|is there [any] <leads>", "did|have we get|got|have [any] <leads>",
		"what does|has <whose> have|got <about>", "any <leads>", "<plain>",
	}},
	{Claim, []string{
		"claim <thread>", "dibs <thread>", "claim|grab|take [me] [the|a] next [lead|one]", "claim <lead>",
		"dibs on <lead>", "[i] [will|can] take|grab|claim <lead>", "i have|got|want <this>", "i am on <this>",
		"[can] [i] have <this>", "give me <this>", "let me take|have <this>",
	}},
	{Owner, []string{
		"who owns|has|got|claimed|took|handles|works [on] <owned>",
		"who is [the] owner|working|responsible|talking|on [of|on|for|to] <owned>", "whose [lead] is <owned>",
		"owner [of] <owned>", "[who] [is] [the] owner <here>", "who does <owned> belong to",
		"who takes|took care of <owned>",
	}},
	{Known, []string{
		"is|are there [already] [a|any] lead|leads|anything [already] for|from|of|at|called|named|with|about <known> [already]",
		"do|did we [already] have a|any lead|leads [already] for|from|of|at|with|called|named <known> [already]",
		"is|are <known> [already] a|an|our|one|in [of] [our] [the] lead|leads|customer|client|dibs|list|system [here|already]",
		"is|are <known> [already] known|registered|here|there|taken [here|already]",
		"do|did|does we|you|anyone|anybody|somebody|someone [already] know|have|own <known> [already]",
		"have we [already] [ever] got|met|registered|contacted <known> [already]",
		"have we [ever|already] heard of|from <known> [before]",
		"has anyone|anybody|somebody|someone [already|ever] talked|spoken|written to <known> [already]",
		"did|does anyone|anybody|somebody|someone [already|ever] talk|speak|write to <known> [already]",
		"anyone|anybody know|knows <known>", "known <known>",
	}},
	{Remind, []string{
		"remind|ping|nudge me <reminder>", "remind|ping|nudge <colleague> <reminder>",
		"[set|add|make|create] [a] reminder for <undated> <reminder>",
		"[set|add|make|create] [me] [a] reminder [for] [me] <reminder>",
	}},
	{Note, []string{"note [that] <note>", "add|save|make|take|leave|write [a|this] note [that] <note>"}},
	{Away, []string{
		"i am|will [be|now] away|off|out|absent|ooo [of] [the] [office] <until>",
		"i am|go|will [be|going] [now] on vacation|holiday|holidays|leave|pto <until>", "i am [off] sick|ill <until>",
		"<person> is|will|goes [be] [now] away|off|out|absent|ooo|sick|ill [of] [the] [office] <until>",
		"<person> is|will|goes [be] on vacation|holiday|holidays|leave|pto <until>", "out of [the] office <until>",
		"ooo <until>", "on vacation|holiday|leave|pto <until>", "set|mark <person> [as] away <until>", "away <rest>",
	}},
	{Back, []string{
		"i am [here] back|again [now|early]", "i am [here] back <later>", "<person> is [here] back|again [now|early]",
		"back <rest>",
	}},
	{Assign, []string{
		"assign [to] <person> <here>", "assign|reassign|give|hand|pass|send|transfer|offer [over] <here> to <person>",
		"assign|reassign|give|hand|pass|send|transfer|offer <lead> [over] to <person>", "assign|reassign <here>",
		"let <person> have|take|do <lead>",
		"<person> [please] [should|can|could|will|would|must] [you] [please] take|takes|have|do <lead>",
		"give <person> <here>",
	}},
	{New, []string{
		"add|register|create|enter|record [a|the|one] [new] lead <rest>", "refer [a] [new] lead <rest>",
		"a new lead <rest>", "new <rest>",
	}},
	{Show, []string{
		"show <thread>", "[show|open] [me] [lead] <number>", "details|detail|history <thread>",
		"[show] [me] [the] details|history <here>", "tell me more <here>", "what is up|happening|new with <lead>",
		"details|detail [of|for|on|about] <lead>", "tell me [more|everything] about <lead>",
		"[see|show] [me] everything|all|more about|on|of <lead>", "what [is|do] [with|about|we] [know] [about] <number>",
		"what about <lead>", "what happened [to|with] <lead>", "what do we know about|of <lead>",
		"what is the status|state of <lead>", "status of <lead>", "show|open [me] <here>", "show|open [me] <any>",
		"why is|was <lead> here|hot|warm|cold", "why here|hot|warm|cold <here>",
		"[what] [is] [the|their|his|her] phone|telephone|mobile|email|mail|contact|address [number|address|details|data] <here>",
		"[what] [is] [the] phone|telephone|mobile|email|mail|contact [number|address|details|data] of|for <lead>",
	}},
	{Find, []string{"search|look for|up <rest>", "search|lookup <rest>", "where is <known>", "find <rest>"}},
}
