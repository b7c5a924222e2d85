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

// Actions of the home tab, in addition to those of cards.
const (
	ActionNewLead  = "new_lead"  // Register a lead, Refer a lead
	ActionHomeNext = "home_next" // Show more; read by ParsePage
	ActionHomeBack = "home_back" // Back; read by ParsePage
	ActionAway     = "away"      // I'm away…
	ActionBack     = "back"      // I'm back
	ActionDigests  = "digests"   // which digests they get; read by ReadDigests
)

// AtHome is the channel of a dialog that was opened on the home tab; see AskedIn.
const AtHome = "home"

const (
	homeRows   = 10  // how many rows of a list are shown at once, if there is room
	homeBlocks = 100 // the limit of Slack (docs.slack.dev, views.publish)
)

// Home draws a person's home tab: what they have to do, each lead with its buttons, and what their role lets them see
// of others. It depends only on content and the playbook. People of a partner see only what they may see of a lead,
// and guests see no lead by name. A long list shows one page, and pages are shorter if there are many lists.
func Home(content outbox.HomeView, pb *playbook.Playbook) slack.HomeTabViewRequest {
	h := homeView{Renderer: Renderer{Playbook: pb, Crew: content.Crew, Quiet: true, ReaderZone: ZoneOf(content.Reader)}, d: content}
	h.redact()
	var blocks []slack.Block
	for _, h.size = range []int{homeRows, 7, 5, 3, 2, 1} {
		if blocks = h.blocks(); len(blocks) <= homeBlocks {
			break
		}
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks[:min(len(blocks), homeBlocks)]}}
}

// ZoneOf is the time zone of a person. It is nil if it is not known.
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
	size int // how many rows of a list are shown at once
}

// reader is the person whose home tab it is.
func (h homeView) reader() lead.Reader { return lead.Reader(h.d.Reader) }

// redact removes what the person may not see. Leads that they referred always stay listed: referralLine names only
// those that the person may see by name.
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

// involved reports whether the playbook gives the person a role in leads.
func (h homeView) involved() bool {
	return h.d.Reader.Role != lead.RoleAnyone && h.reader().SeesNames()
}

func (h homeView) blocks() []slack.Block {
	blocks, lists := h.top(), h.lists()
	if !slices.ContainsFunc(lists, h.needsReader) {
		blocks = append(blocks, slack.NewDividerBlock(), Section(h.nothing()))
	}
	for _, s := range lists {
		if s.count > 0 {
			blocks = append(blocks, h.page(s)...)
		}
	}
	return append(blocks, h.bottom()...)
}

// needsReader reports whether a list contains something for the reader to do or, for people without a role in leads,
// to follow.
func (h homeView) needsReader(s homeList) bool {
	return s.count > 0 && s.name != outbox.SectionWorkload && (s.name != outbox.SectionReferred || !h.involved())
}

// homeList is a list on the home tab.
type homeList struct {
	name  outbox.Section
	title string
	count int
	rows  func(from, to int) []slack.Block
}

// page draws the page of a list that the person looks at.
func (h homeView) page(s homeList) []slack.Block {
	size := h.size
	if s.name == outbox.SectionWorkload || s.name == outbox.SectionReferred { // one line each, in one block
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
	var buttons []slack.BlockElement
	if from > 0 {
		buttons = append(buttons, h.pageButton(ActionHomeBack, "Back", s, max(0, from-size)))
	}
	if to < s.count {
		buttons = append(buttons, h.pageButton(ActionHomeNext, "Show more", s, to))
	}
	if len(buttons) > 0 {
		blocks = append(blocks, slack.NewActionBlock("turn:"+string(s.name), buttons...))
	}
	return blocks
}

// pageButton is a button that shows another page of a list.
func (h homeView) pageButton(action, label string, s homeList, from int) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, string(s.name)+":"+strconv.Itoa(from), PlainText(label))
	b.AccessibilityLabel = spoken(label + ": " + s.title + " from " + strconv.Itoa(from+1))
	return b
}

// ParsePage reads the value of a page button: which list to show, and from which row on.
func ParsePage(value string) (s outbox.Section, from int, ok bool) {
	name, number, _ := strings.Cut(value, ":")
	from, err := strconv.Atoi(number)
	return outbox.Section(name), from, err == nil && from >= 0 && slices.Contains(pagedSections, outbox.Section(name))
}

var pagedSections = []outbox.Section{
	outbox.SectionDeadlines, outbox.SectionBreaches, outbox.SectionNeedsSomeone, outbox.SectionWorkload, outbox.SectionOverdue, outbox.SectionToday,
	outbox.SectionWaiting, outbox.SectionCovering, outbox.SectionPool, outbox.SectionInquiries, outbox.SectionReturned, outbox.SectionWaking,
	outbox.SectionWorking, outbox.SectionReferred,
}
