package figures

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
	"dibs/playbook"
)

// Week draws a week as it is sent when it is over, or on its last afternoon: a manager's of their people, or a channel's. It mentions
// nobody, and says nothing where there is nothing to say.
func Week(p outbox.Message, pb *playbook.Playbook) bot.Message {
	r := weekView{Renderer: view.Renderer{Playbook: pb, Crew: p.Crew, Quiet: true}, v: *p.Week, to: p.To, amounts: pb.AmountsIn(p.Place.Channel)}
	if p.To != lead.NoOne {
		reader := p.Crew.Reader(p.To)
		r.ReaderZone, r.amounts = view.ZoneOf(p.Crew.Member(p.To)), reader.SeesTotals(true, false)
		r.v.Won, r.v.NeedSomeone = reader.Visible(r.v.Won), reader.Visible(r.v.NeedSomeone)
		r.v.More += len(p.Week.NeedSomeone) - len(r.v.NeedSomeone)
	}
	return r.message()
}

// weekView is a week being drawn, for a manager or for a channel.
type weekView struct {
	view.Renderer
	v       outbox.WeekReview
	to      lead.PersonID // NoOne: a channel
	amounts bool          // the channel may read amounts and names, as managers may
}

// message is the week in one sentence, its figures beside those of the week before, and what follows: for a manager who
// has how much and what needs someone, for others who may see them a button for the amounts.
func (r weekView) message() bot.Message {
	headline := r.headline()
	blocks := []slack.Block{view.Section(headline), r.table()}
	if won := r.won(); won != "" {
		blocks = append(blocks, view.Section(won))
	}
	switch {
	case r.to != lead.NoOne:
		if in := r.inHand(); in != "" {
			blocks = append(blocks, view.Section(in))
		}
		blocks = append(blocks, r.needs()...)
		blocks = append(blocks, view.SmallPrint(view.DigestSwitchHint))
	case !r.amounts:
		b := slack.NewButtonBlockElement(view.ActionAmounts, "summary "+r.words(), view.PlainText("Show amounts"))
		blocks = append(blocks, slack.NewActionBlock("digest:actions", b))
	}
	return bot.Message{Text: headline, Blocks: blocks}
}

// words name the week in a question that the button brings back.
func (r weekView) words() string {
	if r.v.Now.Query.Span.To.After(r.v.Now.At) {
		return "this week"
	}
	return "last week"
}

// headline is the week in one sentence.
func (r weekView) headline() string {
	s := r.v.Now
	zone := s.Query.Span.Location()
	from, to := s.Query.Span.From.In(zone), s.Query.Span.To.Add(-time.Second).In(zone)
	days := from.Format("2 Jan")
	if from.Month() == to.Month() {
		days = from.Format("2")
	}
	whose := "The week"
	if r.to != lead.NoOne {
		whose = "Your week"
	}
	if len(s.Query.Teams) > 0 {
		whose += " of " + wording.And(wording.Few(s.Query.Teams, 80))
	}
	said := []string{wording.Count(s.New, "new lead"), fmt.Sprintf("%d claimed", s.Claimed), r.wonIn(s)}
	if h := s.Hot; h.Kept+h.Broken > 0 {
		said = append(said, fmt.Sprintf("promise for hot kept %d of %d times", h.Kept, h.Kept+h.Broken))
	}
	return "📅 *" + whose + ", " + days + " to " + to.Format("2 January") + "*: " + strings.Join(said, ", ") + "."
}

func (r weekView) wonIn(s report.Summary) string {
	won := fmt.Sprintf("%d won", s.Won)
	if worth := r.worth(s); worth != "" && s.Won > 0 {
		won += ": " + worth
	}
	return won
}

// worth is what was won, if it may be read here.
func (r weekView) worth(s report.Summary) string {
	return summaryView{Renderer: r.Renderer, s: s, amounts: r.amounts}.totals(s.WonTotals)
}

// table holds the figures of the week beside those of the week before.
func (r weekView) table() slack.Block {
	t := slack.NewTableBlock("digest:table")
	add := func(cells ...string) {
		var row []slack.TableCell
		for _, c := range cells {
			row = append(row, cell(c))
		}
		t = t.AddRow(row...)
	}
	now, before := r.v.Now, r.v.Before
	both := func(name string, of func(report.Summary) string) { add(name, of(now), of(before)) }
	add("", r.words(), "week before")
	both("new", func(s report.Summary) string { return wording.Number(s.New) })
	add("of these sales-ready", share(r.v.Ready, now.New), share(r.v.ReadyBefore, before.New))
	both("claimed", func(s report.Summary) string { return wording.Number(s.Claimed) })
	both("time to claim, median", func(s report.Summary) string { return waited(s, s.ClaimMedian) })
	both("time to claim, p90", func(s report.Summary) string { return waited(s, s.ClaimP90) })
	both("promise for hot kept", func(s report.Summary) string { return share(s.Hot.Kept, s.Hot.Kept+s.Hot.Broken) })
	both("promise broken", func(s report.Summary) string { return wording.Number(s.Hot.Broken) })
	both("won", func(s report.Summary) string { return wording.Number(s.Won) })
	if r.amounts {
		both("won, amount", func(s report.Summary) string { return cmp.Or(r.worth(s), "–") })
	}
	both("lost", func(s report.Summary) string { return wording.Number(s.Lost) })
	both("won of those closed", func(s report.Summary) string { return share(s.Won, s.Won+s.Lost) })
	right := slack.ColumnSetting{Align: slack.ColumnAlignmentRight}
	return t.WithColumnSettings(slack.ColumnSetting{Align: slack.ColumnAlignmentLeft}, right, right)
}

// share is a part of a whole, "24 of 41 (59 %)".
func share(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%s of %s (%d %%)", wording.Thousands(fmt.Sprint(part)), wording.Thousands(fmt.Sprint(whole)), (part*100+whole/2)/whole)
}

func waited(s report.Summary, d time.Duration) string {
	if s.Claimed == 0 {
		return "–"
	}
	return wording.Duration(d)
}

// mostWon is how many of the leads that were won are named.
const mostWon = 10

// won names what was won, with whom and how much.
func (r weekView) won() string {
	var won []string
	for _, l := range r.v.Won[:min(len(r.v.Won), mostWon)] {
		worth := ""
		if !l.Amount.IsZero() {
			worth = " " + wording.Amount(l.Amount)
		}
		won = append(won, wording.Company(l)+worth+" ("+r.Name(l.LastOwner)+")")
	}
	if len(won) == 0 || !r.amounts {
		return ""
	}
	if more := r.v.Now.Won - len(won); more > 0 {
		won = append(won, fmt.Sprintf("%d more", more))
	}
	return "✅ Won: " + wording.And(won) + "."
}

// inHand says how much everybody has.
func (r weekView) inHand() string {
	var parts []string
	for _, l := range r.v.Workloads[:min(len(r.v.Workloads), outbox.MaxItems)] {
		parts = append(parts, r.Name(l.Person)+" "+wording.Number(l.Open))
	}
	if len(parts) == 0 {
		return ""
	}
	return "In hand now: " + wording.Dots(parts...)
}

// mostNeeds is how many of the leads that need someone a week lists with their button.
const mostNeeds = 10

// needs lists what still needs someone.
func (r weekView) needs() []slack.Block {
	all := len(r.v.NeedSomeone) + r.v.More
	if all == 0 {
		return []slack.Block{view.Section("Nothing needs someone right now.")}
	}
	blocks := []slack.Block{view.Section(fmt.Sprintf("*⚠️ %s %s someone*", wording.Count(all, "lead"), wording.Plural(all, "needs", "need")))}
	shown := r.v.NeedSomeone[:min(len(r.v.NeedSomeone), mostNeeds)]
	for n, l := range shown {
		text := view.Section("*"+wording.LeadName(l)+"* "+l.ID.String(), r.needed(l))
		text.BlockID = view.BlockID(l, fmt.Sprintf("week:%d", n))
		text.Accessory = slack.NewAccessory(view.Button(view.ActionAssign, l))
		blocks = append(blocks, text)
	}
	if more := all - len(shown); more > 0 {
		blocks = append(blocks, view.SmallPrint("… and "+wording.Thousands(fmt.Sprint(more))+" more: the Home tab has all of them."))
	}
	return blocks
}

// needed says why a lead needs someone.
func (r weekView) needed(l *lead.Lead) string {
	if l.Owner == lead.NoOne {
		return wording.Dots(wording.Temperature(l.Score.Temperature), "nobody has it since "+r.Moment(l.WaitingAt))
	}
	line := wording.Dots(wording.Temperature(l.Score.Temperature), "with "+r.Name(l.Owner))
	if l.Next != nil {
		line = wording.Dots(line, cmp.Or(wording.Safe(l.Next.What, 120), "next step")+" was due "+r.Moment(l.Next.At))
	}
	return line
}
