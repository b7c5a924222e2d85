package view

import (
	"strconv"
	"time"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// departure tells a manager, or a person who takes over leads, that somebody has left the company. args are the
// person who left, how many of their leads are unclaimed again, and then pairs of a person who got leads and how
// many.
func (v notificationView) departure(args []string) bot.Message {
	if len(args) < 2 {
		return TextMessage("🚪 Somebody has left the company. Their leads are with others now.")
	}
	var shares []string
	own, all := 0, 0
	for n := 2; n+1 < len(args); n += 2 {
		got, _ := strconv.Atoi(args[n+1])
		if all += got; lead.PersonID(args[n]) == v.to {
			own = got
			continue
		}
		shares = append(shares, v.Name(lead.PersonID(args[n]))+" has "+wording.Number(got))
	}
	pool, _ := strconv.Atoi(args[1])
	if pool > 0 {
		all += pool
		shares = append(shares, wording.Number(pool)+wording.Plural(pool, " is", " are")+" up for grabs")
	}
	left := "🚪 " + v.Name(lead.PersonID(args[0])) + " has left the company with " + wording.Count(all, "open lead") + "."
	yours, others := "", ""
	switch {
	case own == all && own > 0:
		yours = wording.Plural(own, "It's", "They're") + " yours now: `/lead mine` lists " + wording.Plural(own, "it", "them") + "."
	case own > 0:
		yours = "You now have " + wording.Number(own) + " of them: `/lead mine` lists " + wording.Plural(own, "it", "them") + "."
	}
	switch {
	case pool == all && pool > 0:
		others = wording.Plural(pool, "It's", "They're all") + " up for grabs."
	case len(shares) > 0:
		others = wording.Capital(wording.And(shares)) + "."
	}
	return TextMessage(sentences(left, yours, others, "All deadlines stay as they are, except that the time for the first contact starts over."))
}

// setAway tells a person that a manager marked them as away. args are the manager and, if it is known, the end of the
// absence in RFC 3339.
func (v notificationView) setAway(args []string) bot.Message {
	manager := lead.NoOne
	if len(args) > 0 {
		manager = lead.PersonID(args[0])
	}
	v.ReaderZone = ZoneOf(v.Crew.Member(v.to))
	until, undo := " until you type `/lead back`.", ""
	if len(args) > 1 {
		if at, err := time.Parse(time.RFC3339, args[1]); err == nil {
			until, undo = " until "+v.Moment(at)+".", "Not right? Type `/lead back`."
		}
	}
	covers := ""
	if backup := v.Crew.Member(v.to).Backup; backup != lead.NoOne {
		covers = v.Name(backup) + " covers your leads, and they stay yours."
	}
	return TextMessage(sentences("🌴 "+v.Name(manager)+" marked you as away"+until, "You won't get new leads until then.", covers, undo))
}
