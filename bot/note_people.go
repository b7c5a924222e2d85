package bot

import (
	"strconv"
	"time"

	"dibs/lead"
)

// left tells a manager, or whoever got leads by it, that somebody left the company. args are who, how many of their leads
// wait in a pool again, and then who else got how many.
func (p pen) left(to lead.PersonID, args []string) Message {
	if len(args) < 2 {
		return answer("🚪 Somebody has left the company. Their leads are with others now.")
	}
	var shares []string
	own, all := 0, 0
	for n := 2; n+1 < len(args); n += 2 {
		got, _ := strconv.Atoi(args[n+1])
		if all += got; lead.PersonID(args[n]) == to {
			own = got
			continue
		}
		shares = append(shares, p.name(lead.PersonID(args[n]))+" has "+number(got))
	}
	if pool, _ := strconv.Atoi(args[1]); pool > 0 {
		all += pool
		shares = append(shares, number(pool)+plural(pool, " waits in its pool again", " wait in their pool again"))
	}
	said := "🚪 " + p.name(lead.PersonID(args[0])) + " has left the company, with " + counted(all, "open lead") + "."
	yours, others := "", ""
	if own > 0 {
		yours = "You have " + number(own) + " of them now: `/lead mine` lists " + plural(own, "it", "them") + "."
	}
	if len(shares) > 0 {
		others = capital(list(shares)) + "."
	}
	return answer(sentences(said, yours, others, "What was promised stands, and every clock runs on; the one to the first contact starts anew."))
}

// setAway tells somebody that a manager said of them that they are away. args are who, and until when if that is known.
func (p pen) setAway(to lead.PersonID, args []string) Message {
	by := lead.NoOne
	if len(args) > 0 {
		by = lead.PersonID(args[0])
	}
	p.at = zoneOf(p.crew.Member(to))
	until := " until you say `/lead back`."
	if len(args) > 1 {
		if at, err := time.Parse(time.RFC3339, args[1]); err == nil {
			until = " until " + p.moment(at) + "."
		}
	}
	covers := ""
	if backup := p.crew.Member(to).Backup; backup != lead.NoOne {
		covers = p.name(backup) + " covers your leads; they stay yours."
	}
	return answer(sentences("🌴 "+p.name(by)+" has set you away"+until, "No new leads come to you meanwhile.", covers, "If that is wrong, `/lead back` undoes it."))
}
