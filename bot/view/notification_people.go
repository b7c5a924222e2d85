package view

import (
	"strconv"
	"time"

	"dibs/bot"
	"dibs/bot/view/wording"
	"dibs/lead"
)

// left tells a manager, or whoever got leads by it, that somebody left the company. args are who, how many of their leads
// wait in a pool again, and then who else got how many.
func (p Renderer) left(to lead.PersonID, args []string) bot.Message {
	if len(args) < 2 {
		return TextMessage("🚪 Somebody has left the company. Their leads are with others now.")
	}
	var shares []string
	own, all := 0, 0
	for n := 2; n+1 < len(args); n += 2 {
		got, _ := strconv.Atoi(args[n+1])
		if all += got; lead.PersonID(args[n]) == to {
			own = got
			continue
		}
		shares = append(shares, p.Name(lead.PersonID(args[n]))+" has "+wording.Number(got))
	}
	if pool, _ := strconv.Atoi(args[1]); pool > 0 {
		all += pool
		shares = append(shares, wording.Number(pool)+wording.Plural(pool, " waits in its pool again", " wait in their pool again"))
	}
	said := "🚪 " + p.Name(lead.PersonID(args[0])) + " has left the company, with " + wording.Count(all, "open lead") + "."
	yours, others := "", ""
	if own > 0 {
		yours = "You have " + wording.Number(own) + " of them now: `/lead mine` lists " + wording.Plural(own, "it", "them") + "."
	}
	if len(shares) > 0 {
		others = wording.Capital(wording.And(shares)) + "."
	}
	return TextMessage(sentences(said, yours, others, "What was promised stands, and every clock runs on; the one to the first contact starts anew."))
}

// setAway tells somebody that a manager said of them that they are away. args are who, and until when if that is known.
func (p Renderer) setAway(to lead.PersonID, args []string) bot.Message {
	by := lead.NoOne
	if len(args) > 0 {
		by = lead.PersonID(args[0])
	}
	p.ReaderZone = ZoneOf(p.Crew.Member(to))
	until := " until you say `/lead back`."
	if len(args) > 1 {
		if at, err := time.Parse(time.RFC3339, args[1]); err == nil {
			until = " until " + p.Moment(at) + "."
		}
	}
	covers := ""
	if backup := p.Crew.Member(to).Backup; backup != lead.NoOne {
		covers = p.Name(backup) + " covers your leads; they stay yours."
	}
	return TextMessage(sentences("🌴 "+p.Name(by)+" has set you away"+until, "No new leads come to you meanwhile.", covers, "If that is wrong, `/lead back` undoes it."))
}
