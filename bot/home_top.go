package bot

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dibs/lead"
)

// top is the greeting with the day in one line, what came of the last act, whether they are away, and what they can begin.
func (h homing) top() []slack.Block {
	hello := section(h.greeting())
	if h.involved() {
		hello.Accessory = slack.NewAccessory(h.availability())
	}
	blocks := []slack.Block{hello}
	if h.d.Told != nil && !h.barred() {
		blocks = append(blocks, h.told()...)
	}
	if away := h.away(); away != "" {
		blocks = append(blocks, section(away))
	}
	if h.d.Team != nil {
		blocks = append(blocks, section(h.teamNow()))
	}
	label := "Register a lead"
	if !h.involved() {
		label = "Refer a lead"
	}
	begin := slack.NewButtonBlockElement(ActionNewLead, "new", plainText(label))
	return append(blocks, slack.NewActionBlock("home:actions", begin))
}

func (h homing) greeting() string {
	hello := "Good evening"
	switch hour := h.d.Now.In(h.zone()).Hour(); {
	case hour >= 4 && hour < 12:
		hello = "Good morning"
	case hour >= 12 && hour < 18:
		hello = "Good afternoon"
	}
	if name := safe(h.d.Of.Name, 80); name != "" {
		hello += ", " + name
	}
	return strings.TrimSpace("*" + hello + ".* " + h.sumUp())
}

// sumUp says what there is to do; what is zero goes without saying.
func (h homing) sumUp() string {
	if !h.involved() {
		return "Whoever you refer gets a fast answer, and you can follow what becomes of it here."
	}
	n := func(s lead.Shelf) int { return len(h.d.Leads[s]) }
	var parts []string
	say := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	say(n(lead.ShelfOverdue), "overdue")
	say(n(lead.ShelfToday), "due today")
	say(n(lead.ShelfWaiting), "waiting for you")
	hot := 0
	for _, l := range h.d.Leads[lead.ShelfPool] {
		if l.Score.Temperature == lead.Hot {
			hot++
		}
	}
	if hot > 0 {
		parts = append(parts, counted(hot, "hot lead")+" waiting in your pool")
	}
	say(n(lead.ShelfInquiries), plural(n(lead.ShelfInquiries), "inquiry to judge", "inquiries to judge"))
	say(n(lead.ShelfReturned), "came back")
	switch {
	case len(parts) > 0:
		return list(parts) + "."
	case h.d.Of.Away(h.d.Now), h.d.Team != nil:
		return ""
	}
	return "Nothing is due today."
}

// told is what came of the last act here, with the button that most people need after it.
func (h homing) told() []slack.Block {
	l, e := h.d.Told.Lead, h.d.Told.Event
	if h.gone(h.d.Of.ID, l) {
		return []slack.Block{section("✔️ " + h.handedHome(l))}
	}
	blocks := []slack.Block{section("✔️ " + h.confirmed(l, e))}
	for _, a := range followUp(l, e, h.pb) {
		if a == ActionUndo { // the others stand beside the lead, further down
			blocks = append(blocks, slack.NewActionBlock(blockID(l, "home:told"), button(a, l)))
		}
	}
	return blocks
}

// availability is the button that says that they are away, or back.
func (h homing) availability() *slack.ButtonBlockElement {
	if h.d.Of.Away(h.d.Now) {
		return slack.NewButtonBlockElement(ActionBack, "back", plainText("I'm back"))
	}
	return slack.NewButtonBlockElement(ActionAway, "away", plainText("I'm away…"))
}

// away says until when they are away, and who covers.
func (h homing) away() string {
	if !h.d.Of.Away(h.d.Now) || !h.involved() {
		return ""
	}
	backup := h.d.Of.Backup
	if h.crew.Member(backup).Away(h.d.Now) {
		backup = lead.NoOne
	}
	ends := "you say that you are back."
	if !h.d.Of.BackAt.IsZero() {
		ends = h.moment(h.d.Of.BackAt) + "."
	}
	return h.awaySaid(ends, backup, h.d.Open)
}

// nothing is what an empty home tab says: that this is good, and what comes next.
func (h homing) nothing() string {
	switch h.d.Of.Role {
	case lead.RoleRep:
		return "🎉 All is done. When a lead comes in for " + cmp.Or(readable(h.d.Of.Team), "your team") + ", it appears here and in your channel, and you can claim it with one click."
	case lead.RolePartner:
		partner := strings.TrimPrefix(h.d.Of.Team, lead.PartnerTeam(""))
		return "🎉 All is done. When a lead comes in for " + cmp.Or(safe(partner, 80), "you") + ", it appears here and in your channel, and you can accept it."
	case lead.RoleQualifier:
		return "🎉 No inquiry waits. The next one appears here and in " + h.channel(h.pb.Qualifiers()) + ": call, then certify it or send it to marketing."
	case lead.RoleMarketing:
		return "🎉 Nothing came back this week, and nothing wakes in the next seven days. What sales hands back appears here and in " + h.channel(h.pb.Marketing()) + "."
	}
	if h.involved() {
		return "🎉 Nobody waits and no clock runs. The next lead appears here with who is called when."
	}
	return "You have referred nobody yet. Somebody you know could need " + cmp.Or(safe(h.pb.Company(), 80), "us") +
		"? *Refer a lead* takes half a minute; you hear when it is claimed and what comes of it." + h.mayEarn(h.d.Of.ID)
}

// bottom is what they may want to change, and for those who do not ask often what can be asked.
func (h homing) bottom() []slack.Block {
	if h.involved() {
		return h.digests()
	}
	return []slack.Block{slack.NewDividerBlock(), smallPrint("Just ask: `/lead summary` how the pipeline stands · `/lead definition` what counts as a lead here · `/lead help` all the rest")}
}
