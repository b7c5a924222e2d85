package figures_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

func TestFiguresAreThoseOfTheFilterAndTheSpan(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		now := nine.AddDate(0, 0, 2) // Wednesday
		source := func(n int, source string, at time.Time) lead.ID {
			in := inquiry(n)
			in.Source, in.Company.Name = source, fmt.Sprint("Company ", n)
			if source == "newsletter" {
				in.Company.Employees = 0
			}
			return d.AddInquiry(in, at)
		}
		source(1, "demo", nine.AddDate(0, 0, -7))
		source(2, "demo", nine.AddDate(0, 0, -4)) // Thursday, later in the week than now
		waiting := source(3, "demo", nine)
		won := source(4, "demo", nine.Add(time.Hour))
		source(5, "newsletter", nine)
		d.ClaimAs(won, "ana", nine.Add(62*time.Minute))
		_, err := d.Win(t.Context(), won, d.ID("ana"), lead.Money{Minor: 90000, Currency: "CHF"}, "", nine.Add(2*time.Hour))
		d.Must(err)

		s, err := d.Summary(t.Context(), report.Query{Filter: report.Filter{Sources: []string{"demo"}}, By: report.ByOwner}, now)
		d.Must(err)
		if s.New != 2 || s.NewBefore != 1 || s.Won != 1 || s.Count(report.PositionWaiting) != 3 || s.Count(report.PositionNurturing) != 0 {
			t.Errorf("new %d, before %d, won %d, waiting %d", s.New, s.NewBefore, s.Won, s.Count(report.PositionWaiting))
		}
		if s.ClaimMedian != 2*time.Minute || s.Query.Span.Label != (report.SpanLabel{Of: report.ByWeek}) || !s.Before.To.Equal(now.AddDate(0, 0, -7)) {
			t.Errorf("the median claim is %v, the span is %v, and the comparison ends at %v", s.ClaimMedian, s.Query.Span.Label, s.Before.To)
		}
		if len(s.By) != 2 || s.By[0].Key != "" && s.By[1].Key != "" || s.Names[d.ID("ana")] != "ana" || len(s.Names) != 1 {
			t.Errorf("the breakdown by owner is %+v, with the names %v", s.By, s.Names)
		}

		q := report.Query{Filter: report.Filter{Sources: []string{"demo"}, Stages: []lead.Stage{lead.StageNew}}, Span: report.Week(now, time.UTC)}
		c, err := d.Count(t.Context(), q, now)
		d.Must(err)
		leads, all, err := d.List(t.Context(), q, 10, now)
		d.Must(err)
		if c.N != 1 || all != 1 || len(leads) != 1 || leads[0].ID != waiting {
			t.Errorf("Count returned %d, and List returned %d of %d leads; want 1 of each", c.N, len(leads), all)
		}
		leads, all, err = d.List(t.Context(), report.Query{}, 2, now)
		if err != nil || len(leads) != 2 || all != 4 {
			t.Errorf("List returned %d of %d open leads (%v), want 2 of 4", len(leads), all, err)
		}
	})
}

func TestAReportShowsTheWeekInWhichEachThingHappened(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.AddInquiry(lead.Inquiry{Source: "newsletter", Contact: lead.Contact{Name: "Kim", Email: "kim@reader.example"}}, nine)
		d.ClaimAs(id, "ana", nine.Add(3*time.Minute))
		next := nine.AddDate(0, 0, 7)
		_, err := d.Win(t.Context(), id, d.ID("ana"), lead.Money{Minor: 500, Currency: "EUR"}, "", next)
		d.Must(err)

		r, err := d.Report(t.Context(), report.Query{By: report.ByOwner}, next.Add(time.Hour))
		d.Must(err)
		if len(r.Rows) != 8 || r.Monthly {
			t.Fatalf("%d rows, monthly %v", len(r.Rows), r.Monthly)
		}
		came, closed := r.Rows[6], r.Rows[7]
		if came.Running || came.New != 2 || came.Ready != 1 || came.Converted != 1 || came.Claims != 1 || came.ClaimMedian != 3*time.Minute || came.Won != 0 {
			t.Errorf("the week in which the lead came in is %+v", came)
		}
		if !closed.Running || closed.New != 0 || closed.Won != 1 || closed.WonTotals["EUR"] != 500 || closed.Converted != 0 {
			t.Errorf("the week in which the lead was won is %+v", closed)
		}

		year := report.Span{From: nine.AddDate(-1, 0, 0), To: next}
		if r, err = d.Report(t.Context(), report.Query{Span: year}, next.Add(time.Hour)); err != nil || !r.Monthly || len(r.Rows) != 12 {
			t.Errorf("the report of a year has %d rows (%v)", len(r.Rows), err)
		}
	})
}

func TestATimelineHasEveryPeriodUpToTheCurrentOne(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		now := nine.AddDate(0, 0, 2) // Wednesday
		won := d.AddInquiry(inquiry(1), nine.AddDate(0, 0, -14))
		d.AddInquiry(lead.Inquiry{Source: "newsletter", Contact: lead.Contact{Name: "Kim", Email: "kim@reader.example"}}, nine)
		d.ClaimAs(won, "ana", nine.AddDate(0, 0, -14).Add(time.Minute))
		_, err := d.Win(t.Context(), won, d.ID("ana"), lead.Money{Minor: 500, Currency: "EUR"}, "", nine)
		d.Must(err)

		c, err := d.Timeline(t.Context(), report.Query{By: report.ByWeek}, now)
		d.Must(err)
		if len(c.Periods) != 8 || c.Query.Span.Zone != d.Playbook().Zone().String() || c.Query.By != report.ByWeek {
			t.Fatalf("%d periods of %+v", len(c.Periods), c.Query)
		}
		first, empty, running := c.Periods[5], c.Periods[6], c.Periods[7]
		if first.New != 1 || first.Claimed != 1 || first.Won != 0 || first.Running {
			t.Errorf("the week in which the lead came in is %+v", first)
		}
		if empty.New+empty.Claimed+empty.Won != 0 || empty.Running || !empty.From.Equal(first.To) {
			t.Errorf("the week in which nothing happened is %+v", empty)
		}
		if running.New != 1 || running.Won != 1 || running.WonTotals["EUR"] != 500 || !running.Running {
			t.Errorf("the current week is %+v", running)
		}
		ana := report.Filter{Owners: []lead.PersonID{d.ID("ana")}}
		if c, err = d.Timeline(t.Context(), report.Query{Filter: ana, Span: report.Span{From: nine.AddDate(-1, 0, 0), To: now}, By: report.ByDay}, now); err != nil || c.Query.By != report.ByWeek ||
			c.RequestedBy != report.ByDay || c.Total().New != 1 || c.Names[d.ID("ana")] != "ana" {
			t.Errorf("a timeline of a year by day is by %s, with %d new leads and the names %v (%v)", c.Query.By, c.Total().New, c.Names, err)
		}
		monthly, err := d.Report(t.Context(), report.Query{By: report.ByMonth}, now)
		if err != nil || !monthly.Monthly || len(monthly.Rows) != 12 {
			t.Errorf("a report by month has %d rows (%v)", len(monthly.Rows), err)
		}
	})
}

func TestDueLeadsAreListedByTimeAndOwner(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ids := make([]lead.ID, 4)
		for n, hours := range []int{30, 2, 5, 200} {
			ids[n] = d.AddInquiry(inquiry(n), nine)
			d.ClaimAs(ids[n], "ana", nine)
			next := &lead.NextStep{What: "call", At: nine.Add(time.Duration(hours) * time.Hour)}
			_, err := d.LogContact(t.Context(), ids[n], d.ID("ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: next}, nine)
			d.Must(err)
		}
		now := nine.Add(3 * time.Hour)
		span := func(from, to int) report.Span {
			s := report.Span{To: nine.Add(time.Duration(to) * time.Hour)}
			if from >= 0 {
				s.From = nine.Add(time.Duration(from) * time.Hour)
			}
			return s
		}
		ana := report.Filter{Owners: []lead.PersonID{d.ID("ana")}}
		for name, c := range map[string]struct {
			q    report.Query
			want []lead.ID
			late int
		}{
			"today, including what is late":  {report.Query{Filter: ana, Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"overdue":                        {report.Query{Filter: ana, Span: span(-1, 3)}, []lead.ID{ids[1]}, 1},
			"tomorrow alone":                 {report.Query{Filter: ana, Span: span(15, 39)}, []lead.ID{ids[0]}, 0},
			"without a span":                 {report.Query{Filter: ana}, []lead.ID{ids[1], ids[2], ids[0], ids[3]}, 1},
			"of a team":                      {report.Query{Filter: report.Filter{Teams: []string{"sales"}}, Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"of a person without leads":      {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.ID("ben")}}}, nil, 0},
			"of everybody, today":            {report.Query{Span: span(0, 15)}, []lead.ID{ids[1], ids[2]}, 1},
			"warm leads when there are none": {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.ID("ana")}, Temperatures: []lead.Temperature{lead.Warm}}}, nil, 0},
			"of a source":                    {report.Query{Filter: report.Filter{Owners: []lead.PersonID{d.ID("ana")}, Sources: []string{"demo"}}, Span: span(-1, 3)}, []lead.ID{ids[1]}, 1},
		} {
			leads, late, err := d.Due(t.Context(), c.q, now)
			d.Must(err)
			var got []lead.ID
			for _, l := range leads {
				got = append(got, l.ID)
			}
			if !slices.Equal(got, c.want) || late != c.late {
				t.Errorf("%s: %v, %d late; want %v, %d late", name, got, late, c.want, c.late)
			}
		}
	})
}
