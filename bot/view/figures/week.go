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

// Week draws the weekly review, either for a manager about their people or for a channel. It is sent after the week
// or on its last afternoon. It mentions nobody, and leaves out parts without content.
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
	amounts bool          // amounts and names are shown
}

// message is the week in one sentence and its figures beside those of the week before. A manager also sees everyone's
// workload and what needs a decision. A channel without amounts gets a button that shows them to people who may see
// them.
func (r weekView) message() bot.Message {
	headline := r.headline()
	blocks := []slack.Block{view.Section(headline), r.table()}
	if won := r.won(); won != "" {
		blocks = append(blocks, view.Section(won))
	}
	switch {
	case r.to != lead.NoOne:
		if workload := r.workload(); workload != "" {
			blocks = append(blocks, view.Section(workload))
		}
		blocks = append(blocks, r.needs()...)
		blocks = append(blocks, view.SmallPrint(view.DigestSwitchHint))
	case !r.amounts:
		b := slack.NewButtonBlockElement(view.ActionAmounts, "summary "+r.period(), view.PlainText("Show amounts"))
		blocks = append(blocks, slack.NewActionBlock("digest:actions", b))
	}
	return bot.Message{Text: headline, Blocks: blocks}
}

// period names the week in the question that the button asks again.
func (r weekView) period() string {
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
		whose += " (" + wording.And(wording.FirstFew(s.Query.Teams, 80)) + ")"
	}
	text := "📅 *" + whose + ", " + days + " to " + to.Format("2 January") + "*: " +
		strings.Join([]string{wording.Count(s.New, "new lead"), fmt.Sprintf("%d claimed", s.Claimed), r.wonIn(s)}, ", ") + "."
	if h := s.Hot; h.Kept+h.Broken > 0 {
		text += fmt.Sprintf(" Hot leads claimed on time: %d of %d.", h.Kept, h.Kept+h.Broken)
	}
	return text
}

// wonIn counts the leads that were won, with their value if it may be shown.
func (r weekView) wonIn(s report.Summary) string {
	won := fmt.Sprintf("%d won", s.Won)
	if worth := r.worth(s); worth != "" && s.Won > 0 {
		won += ", worth " + worth
	}
	return won
}

// worth is the value of what was won. It is empty if amounts are not shown.
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
	add("", r.period(), "week before")
	both("new", func(s report.Summary) string { return wording.Number(s.New) })
	add("sales-ready", share(r.v.Ready, now.New), share(r.v.ReadyBefore, before.New))
	both("claimed", func(s report.Summary) string { return wording.Number(s.Claimed) })
	both("response time, median", func(s report.Summary) string { return waited(s, s.ClaimMedian) })
	both("response time, 9 in 10 within", func(s report.Summary) string { return waited(s, s.ClaimP90) })
	both("hot leads claimed on time", func(s report.Summary) string { return share(s.Hot.Kept, s.Hot.Kept+s.Hot.Broken) })
	both("hot leads claimed late", func(s report.Summary) string { return wording.Number(s.Hot.Broken) })
	both("won", func(s report.Summary) string { return wording.Number(s.Won) })
	if r.amounts {
		both("won value", func(s report.Summary) string { return cmp.Or(r.worth(s), "–") })
	}
	both("lost", func(s report.Summary) string { return wording.Number(s.Lost) })
	both("win rate", func(s report.Summary) string { return share(s.Won, s.Won+s.Lost) })
	right := slack.ColumnSetting{Align: slack.ColumnAlignmentRight}
	return t.WithColumnSettings(slack.ColumnSetting{Align: slack.ColumnAlignmentLeft}, right, right)
}

// share is a part of a whole, "24 of 41 (59%)".
func share(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%s of %s (%d%%)", wording.Thousands(fmt.Sprint(part)), wording.Thousands(fmt.Sprint(whole)), (part*100+whole/2)/whole)
}

// waited is how long leads waited for a claim. It is a dash if none was claimed.
func waited(s report.Summary, d time.Duration) string {
	if s.Claimed == 0 {
		return "–"
	}
	return wording.Duration(d)
}

// maxWon is how many won leads are named.
const maxWon = 10

// won names the leads that were won, with their value and owner.
func (r weekView) won() string {
	var won []string
	for _, l := range r.v.Won[:min(len(r.v.Won), maxWon)] {
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
	return "🎉 Won: " + wording.And(won) + "."
}

// workload says how many open leads each person has.
func (r weekView) workload() string {
	var parts []string
	for _, l := range r.v.Workloads[:min(len(r.v.Workloads), outbox.MaxItems)] {
		parts = append(parts, r.Name(l.Person)+" "+wording.Thousands(wording.Decimal(l.Open)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Open leads now: " + strings.Join(parts, ", ")
}

// maxNeeds is how many leads that need a decision are listed.
const maxNeeds = 10

// needs lists the leads that need a decision.
func (r weekView) needs() []slack.Block {
	all := len(r.v.NeedSomeone) + r.v.More
	if all == 0 {
		return []slack.Block{view.Section("Nothing needs a decision right now.")}
	}
	blocks := []slack.Block{view.Section(fmt.Sprintf("*⚠️ %s %s a decision*", wording.Count(all, "lead"), wording.Plural(all, "needs", "need")))}
	shown := r.v.NeedSomeone[:min(len(r.v.NeedSomeone), maxNeeds)]
	for n, l := range shown {
		text := view.Section("*"+wording.LeadName(l)+"* "+l.ID.String(), r.reason(l))
		text.BlockID = view.BlockID(l, fmt.Sprintf("week:%d", n))
		text.Accessory = slack.NewAccessory(view.Button(view.ActionAssign, l))
		blocks = append(blocks, text)
	}
	if more := all - len(shown); more > 0 {
		blocks = append(blocks, view.SmallPrint("…and "+wording.Thousands(fmt.Sprint(more))+" more on your Home tab."))
	}
	return blocks
}

// reason says why a lead needs a decision.
func (r weekView) reason(l *lead.Lead) string {
	if l.Owner == lead.NoOne {
		return wording.Dots(wording.Temperature(l.Score.Temperature), "Unclaimed since "+r.Moment(l.WaitingAt))
	}
	line := wording.Dots(wording.Temperature(l.Score.Temperature), "👤 "+r.Name(l.Owner))
	if l.Next != nil {
		line = wording.Dots(line, "overdue: "+wording.NextStep(l.Next)+", "+r.Moment(l.Next.At))
	}
	return line
}
