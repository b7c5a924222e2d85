package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// Actions of the home tab, beside those of cards.
const (
	ActionNewLead  = "new_lead"  // Register a lead, Refer a lead
	ActionHomeNext = "home_next" // Show more; read by ParseTurn
	ActionHomeBack = "home_back" // Back; read by ParseTurn
	ActionAway     = "away"      // I'm away…
	ActionBack     = "back"      // I'm back
	ActionDigests  = "digests"   // which digests they get; read by ReadDigests
)

// AtHome is where a dialog was asked for that somebody opened on their home tab, see AskedIn.
const AtHome = "home"

const (
	homeRows   = 10  // rows of a list shown at once, when there is room
	homeBlocks = 100 // what Slack takes (docs.slack.dev, views.publish)
)

// Home draws a person's home tab: what they have to do, each with its button, and what their part in the team lets them
// see of others. It depends on the desk and the playbook alone. People of a partner see of a lead only what they may, and
// guests none by name. Long lists show a part, and are shown in shorter parts when there are many of them.
func Home(desk outbox.HomeView, pb *playbook.Playbook) slack.HomeTabViewRequest {
	h := homeView{Renderer: Renderer{Playbook: pb, Crew: desk.Crew, Quiet: true, ReaderZone: ZoneOf(desk.Reader)}, d: desk}
	h.redact()
	var blocks []slack.Block
	for _, h.size = range []int{homeRows, 7, 5, 3, 2, 1} {
		if blocks = h.blocks(); len(blocks) <= homeBlocks {
			break
		}
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks[:min(len(blocks), homeBlocks)]}}
}

// zoneOf is where a person is; nil when that is not known.
func ZoneOf(m lead.Member) *time.Location {
	if zone, err := time.LoadLocation(m.Zone); err == nil && m.Zone != "" {
		return zone
	}
	return nil
}

// homeView is one home tab being drawn.
type homeView struct {
	Renderer
	d    outbox.HomeView
	size int // rows of a list shown at once
}

// reader is the person as somebody who reads about leads.
func (h homeView) reader() lead.Reader { return lead.Reader(h.d.Reader) }

// redact takes out what the person may not see. What they referred stays on the list in any case, see referralLine.
func (h *homeView) redact() {
	shown := make(map[outbox.Section][]*lead.Lead, len(h.d.Leads))
	for on, leads := range h.d.Leads {
		for _, l := range leads {
			if !h.reader().KnowsOf(l) || !h.reader().SeesName(l) && on != outbox.SectionReferred {
				continue
			}
			l, _ = h.readBy(h.reader(), l, nil, false)
			shown[on] = append(shown[on], l)
		}
	}
	h.d.Leads = shown
	if last := h.d.LastAction; last != nil {
		l, events := h.readBy(h.reader(), last.Lead, []lead.Event{last.Event}, false)
		h.d.LastAction = &outbox.LastAction{Lead: l, Event: events[0]}
	}
	if h.d.Team != nil {
		team := *h.d.Team
		team.Breaches = slices.DeleteFunc(slices.Clone(team.Breaches), func(b outbox.Breach) bool { return !h.reader().SeesName(b.Lead) })
		h.d.Team = &team
	}
}

// involved reports whether the playbook gives the person a part in leads.
func (h homeView) involved() bool {
	return h.d.Reader.Role != lead.RoleAnyone && h.reader().SeesNames()
}

func (h homeView) blocks() []slack.Block {
	blocks, shelves := h.top(), h.shelves()
	if !slices.ContainsFunc(shelves, h.wants) {
		blocks = append(blocks, slack.NewDividerBlock(), Section(h.nothing()))
	}
	for _, s := range shelves {
		if s.count > 0 {
			blocks = append(blocks, h.list(s)...)
		}
	}
	return append(blocks, h.bottom()...)
}

// wants reports whether there is something on a list that is theirs to do; of who has no part in leads, to follow.
func (h homeView) wants(s shelf) bool {
	return s.count > 0 && s.name != outbox.SectionWorkload && (s.name != outbox.SectionReferred || !h.involved())
}

// shelf is a list on the home tab.
type shelf struct {
	name  outbox.Section
	title string
	count int
	rows  func(from, to int) []slack.Block
}

// list draws the part of a list that the person looks at.
func (h homeView) list(s shelf) []slack.Block {
	size := h.size
	if s.name == outbox.SectionWorkload || s.name == outbox.SectionReferred { // a line each, in one block
		size = 2 * homeRows
	}
	from := max(0, h.d.FirstRow[s.name])
	if from >= s.count {
		from = (s.count - 1) / size * size
	}
	to := min(from+size, s.count)
	title := fmt.Sprintf("*%s* (%s)", s.title, wording.Thousands(strconv.Itoa(s.count)))
	if to-from < s.count {
		title += fmt.Sprintf(", %d to %d", from+1, to)
	}
	blocks := append([]slack.Block{slack.NewDividerBlock(), Section(title)}, s.rows(from, to)...)
	var turns []slack.BlockElement
	if from > 0 {
		turns = append(turns, h.turn(ActionHomeBack, "Back", s, max(0, from-size)))
	}
	if to < s.count {
		turns = append(turns, h.turn(ActionHomeNext, "Show more", s, to))
	}
	if len(turns) > 0 {
		blocks = append(blocks, slack.NewActionBlock("turn:"+string(s.name), turns...))
	}
	return blocks
}

// turn is a button that shows another part of a list.
func (h homeView) turn(action, label string, s shelf, from int) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, string(s.name)+":"+strconv.Itoa(from), PlainText(label))
	b.AccessibilityLabel = spoken(label + ": " + s.title + " from " + strconv.Itoa(from+1))
	return b
}

// ParseTurn reads which list is to be shown from which row on.
func ParseTurn(value string) (s outbox.Section, from int, ok bool) {
	name, number, _ := strings.Cut(value, ":")
	from, err := strconv.Atoi(number)
	return outbox.Section(name), from, err == nil && from >= 0 && slices.Contains(turnable, outbox.Section(name))
}

var turnable = []outbox.Section{
	outbox.SectionDeadlines, outbox.SectionBreaches, outbox.SectionNeedsSomeone, outbox.SectionWorkload, outbox.SectionOverdue, outbox.SectionToday,
	outbox.SectionWaiting, outbox.SectionCovering, outbox.SectionPool, outbox.SectionInquiries, outbox.SectionReturned, outbox.SectionWaking,
	outbox.SectionWorking, outbox.SectionReferred,
}
