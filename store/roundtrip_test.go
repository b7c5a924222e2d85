package store_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// Whatever a lead contains, what is loaded is what was saved, after a second save too.
func TestALeadComesBackAsItWasSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rapid.Check(t, func(r *rapid.T) {
			l := anyLead().Draw(r, "lead")
			events := []lead.Event{anyEvent(1).Draw(r, "event"), anyEvent(2).Draw(r, "event")}
			must(t, s.Save(t.Context(), store.Change{Lead: l, Events: events}))
			if l.ID == 0 || l.Version != 1 {
				r.Fatalf("saved as %s in version %d", l.ID, l.Version)
			}
			loadsAs(t, s, l)
			back, err := s.Events(t.Context(), l.ID)
			must(t, err)
			same(t, back, events)

			changed := anyLead().Draw(r, "changed lead")
			changed.ID, changed.Version = l.ID, l.Version
			must(t, s.Save(t.Context(), store.Change{Lead: changed}))
			loadsAs(t, s, changed)
			if t.Failed() {
				r.FailNow()
			}
		})
	})
}

// New fields of a lead must be stored too: this test fills every field there is.
func TestNoFieldOfALeadIsForgotten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := &lead.Lead{}
		fill(reflect.ValueOf(l).Elem(), 1)
		l.ID, l.Version, l.MergedInto = 0, 0, 0
		l.Stage, l.Undo.Stage = lead.StageWorking, lead.StageNew
		must(t, s.Save(t.Context(), store.Change{Lead: l}))
		loadsAs(t, s, l)
		merged := register(inquiry(), nine)
		merged.Stage, merged.Deadline, merged.MergedInto = lead.StageMerged, lead.Deadline{}, l.ID
		_, err := save(t, s, merged)
		must(t, err)
		loadsAs(t, s, merged)
	})
}

// fill gives every field in v a value that is not zero.
func fill(v reflect.Value, n int64) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", n))
	case reflect.Int, reflect.Int64:
		v.SetInt(n)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(nine.Add(time.Duration(n) * time.Minute)))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n+int64(i))
			}
		}
	default:
		panic("a field of kind " + v.Kind().String())
	}
}

func loadsAs(t *testing.T, s *store.Store, want *lead.Lead) {
	t.Helper()
	got, err := s.Lead(t.Context(), want.ID)
	must(t, err)
	same(t, got, want)
}

// The Big List of Naughty Strings, github.com/minimaxir/big-list-of-naughty-strings.
func TestNaughtyStringsAreKeptAsTheyAre(t *testing.T) {
	src, err := os.ReadFile("testdata/blns.json")
	must(t, err)
	var naughty []string
	must(t, json.Unmarshal(src, &naughty))
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var changes []store.Change
		for i, n := range naughty {
			l := register(lead.Inquiry{
				Source: "form", ExternalID: fmt.Sprint(i, n), Contact: lead.Contact{Name: n, Email: n, Phone: n},
				Company: lead.Company{Name: n}, Message: n, Attributes: map[string]string{n: n},
			}, nine)
			l.Reason = n
			changes = append(changes, store.Change{Lead: l, Events: l.TakeEvents()})
		}
		must(t, s.Save(t.Context(), changes...))
		var want []*lead.Lead
		var ids []lead.ID
		for _, c := range changes {
			want, ids = append(want, c.Lead), append(ids, c.Lead.ID)
		}
		got, err := s.Leads(t.Context(), ids...)
		must(t, err)
		same(t, got, want)
		for i, n := range naughty {
			if want[i].Message != n {
				t.Errorf("%q became %q", n, want[i].Message)
			}
			if i%16 == 0 { // since each search looks at all leads
				_, err := s.Find(t.Context(), n, 3)
				must(t, err)
			}
		}
	})
}

func TestWhatNoDatabaseAcceptsIsReplaced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := register(lead.Inquiry{
			Source: "form", ExternalID: "a\x00b", Message: "NUL \x00, not UTF-8 \xff\xfe",
			Attributes: map[string]string{"k\x00": "v\x00"},
		}, nine.In(time.FixedZone("CET", 3600)).Add(123456789*time.Nanosecond))
		events, err := save(t, s, l)
		must(t, err)
		loadsAs(t, s, l)
		same(t, l.Message, "NUL \uFFFD, not UTF-8 \uFFFD")
		same(t, l.Attributes, map[string]string{"k\uFFFD": "v\uFFFD"})
		same(t, l.RegisteredAt, nine.Add(123456*time.Microsecond))
		same(t, events[0].At, l.RegisteredAt)
		byKey, err := s.LeadByExternal(t.Context(), "form", "a\x00b")
		must(t, err)
		same(t, byKey, l)
	})
}

func TestATimeThatCannotBeWrittenIsRefusedBeforeTheBatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := register(inquiry(), nine)
		l.Next = &lead.NextStep{What: "Call", At: nine.AddDate(9000, 0, 0)}
		if _, err := save(t, s, l); err == nil {
			t.Fatal("a next step in the year 11026 was stored")
		}
	})
}

// A hash tells long keys apart; Postgres refuses an index entry of more than 2,704 bytes.
func TestAVeryLongExternalIDIsStillOneKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		long := make([]byte, 10_000)
		for i := range long {
			long[i] = "0123456789abcdef"[(i*i+i/7)%16]
		}
		first, second := inquiry(), inquiry()
		first.ExternalID, second.ExternalID = string(long)+"1", string(long)+"2"
		l := stored(t, s, first, nine)
		stored(t, s, second, nine)
		got, err := s.LeadByExternal(t.Context(), first.Source, string(long)+"1")
		must(t, err)
		same(t, got, l)
	})
}

var drawn atomic.Int64

// anyLead draws a new lead that keeps the few rules of the table and is random otherwise.
func anyLead() *rapid.Generator[*lead.Lead] {
	return rapid.Custom(func(r *rapid.T) *lead.Lead {
		l := &lead.Lead{
			Inquiry: anyInquiry(r), Stage: rapid.SampledFrom(lead.Stages()).Draw(r, "stage"),
			Owner: person(r), Channel: text(r), Pool: texts(r), ExtraChannels: texts(r),
			Route:       lead.Route{Rule: text(r), Channel: text(r), SalesChannel: lead.ChannelRep, Team: text(r), Partner: text(r), Home: text(r), Assign: text(r), Note: text(r), Notes: []lead.RouteNote{lead.NewRouteNote(lead.NoteTeamGone, text(r))}},
			Engagements: rapid.SliceOfN(rapid.Custom(func(r *rapid.T) lead.Interest { return lead.Interest{Event: text(r), At: timestamp(r)} }), 0, 3).Draw(r, "engagements"),
			Score: lead.Score{
				Potential: rapid.IntRange(-1000, 1000).Draw(r, "potential"), Engagement: rapid.IntRange(-1000, 1000).Draw(r, "engagement"),
				Temperature: lead.Warm, At: maybe(r), Reasons: []lead.Points{{Axis: lead.AxisPotential, Points: 3, Because: text(r)}},
			},
			PlaybookID: text(r), Checklist: lead.Answers{text(r): lead.Unknown}, GutRating: rapid.IntRange(0, 5).Draw(r, "gut"), CertifiedBy: person(r),
			Objections: []lead.Method{lead.Call}, Attempts: rapid.IntRange(0, 9).Draw(r, "attempts"), Amount: money(r),
			WonUnqualified: rapid.Bool().Draw(r, "unproven"), Reason: text(r), Handoffs: rapid.IntRange(0, 9).Draw(r, "handoffs"), LastOwner: person(r),
			PreviousHolders: []lead.PersonID{person(r)}, Lapsed: map[lead.PersonID]time.Time{person(r): timestamp(r)}, Touches: []time.Time{timestamp(r)}, Meeting: timestamp(r), Clocks: clocks(r),
			RegisteredAt: timestamp(r), EnteredAt: maybe(r), WaitingAt: maybe(r), SalesAt: maybe(r), ClaimedAt: maybe(r),
			ContactedAt: maybe(r), QualifiedAt: maybe(r), ClosedAt: maybe(r), EventCount: rapid.IntRange(0, 1000).Draw(r, "event count"),
		}
		if l.Open() {
			l.Deadline = lead.Deadline{At: timestamp(r), Clock: lead.ClockStale}
		}
		if rapid.Bool().Draw(r, "offered") {
			l.Offer = &lead.Offer{To: person(r), Partner: text(r), By: person(r), At: timestamp(r)}
			l.Hold = &lead.Hold{By: person(r), Until: timestamp(r)}
			l.Next = &lead.NextStep{What: text(r), At: timestamp(r)}
			l.Undo = &lead.Undo{
				Kind: lead.NotAFit, By: person(r), Until: maybe(r), Stage: lead.StageNew, Owner: person(r), Offer: l.Offer, Next: l.Next,
				Channel: text(r), Reason: text(r), Pool: texts(r), ExtraChannels: texts(r), Clocks: clocks(r), WaitingAt: maybe(r), EnteredAt: maybe(r), ClosedAt: maybe(r),
			}
		}
		return l
	})
}

func anyInquiry(r *rapid.T) lead.Inquiry {
	return lead.Inquiry{
		Source: text(r), ExternalID: fmt.Sprint(drawn.Add(1), text(r)), Campaign: text(r),
		Contact: lead.Contact{Name: text(r), Email: text(r), Phone: text(r), Title: text(r)},
		Company: lead.Company{Name: text(r), Website: text(r), Country: text(r), Employees: rapid.IntMin(0).Draw(r, "employees")},
		Message: text(r), Value: money(r), Attributes: map[string]string{text(r): text(r)},
		Engagement: text(r), Referrer: person(r), Test: rapid.Bool().Draw(r, "test"),
	}
}

func anyEvent(n int) *rapid.Generator[lead.Event] {
	return rapid.Custom(func(r *rapid.T) lead.Event {
		at, amount, score := timestamp(r), money(r), lead.Score{Potential: 4, At: timestamp(r), Reasons: []lead.Points{{Because: text(r)}}}
		return lead.Event{
			N: n, At: timestamp(r), Kind: lead.Contacted, By: person(r), Stage: lead.StageWorking, Owner: person(r),
			Facts: lead.Facts{
				Source: text(r), Reason: text(r), NextAt: &at, Amount: &amount, Score: &score, Answers: lead.Answers{text(r): lead.Yes},
				Steps: []lead.Step{{Clock: lead.ClockClaim, After: time.Minute, Tell: text(r), People: []lead.PersonID{person(r)}, At: timestamp(r), Closed: true, Teams: texts(r), Listed: true}},
				Choice: &lead.Choice{Reason: lead.AssignNextInLine, Method: lead.ByBackup, Chosen: person(r), Other: 7, Candidates: []lead.Candidate{
					{Person: person(r), Weight: 2, Open: 1, Skip: lead.SkipAway, Until: maybe(r)},
				}},
				Partner: text(r), Pressed: true,
			},
			Words: lead.Words{Comment: text(r), Next: text(r)},
		}
	})
}

func text(r *rapid.T) string { return rapid.String().Draw(r, "text") }

func texts(r *rapid.T) []string { return rapid.SliceOfN(rapid.String(), 0, 3).Draw(r, "texts") }

// person draws a person and never nobody, since an owned lead must have an owner.
func person(r *rapid.T) lead.PersonID {
	return lead.PersonID(rapid.SampledFrom([]string{"p1", "p2", "p33"}).Draw(r, "person"))
}

func money(r *rapid.T) lead.Money {
	return lead.Money{Minor: rapid.Int64().Draw(r, "minor"), Currency: rapid.SampledFrom([]string{"", "EUR", "JPY"}).Draw(r, "currency")}
}

// timestamp draws any time, in any zone and with nanoseconds; Save documents how much of it is kept.
func timestamp(r *rapid.T) time.Time {
	sec := rapid.Int64Range(-2_000_000_000, 10_000_000_000).Draw(r, "seconds")
	nano := rapid.Int64Range(0, 999_999_999).Draw(r, "nanoseconds")
	zone := rapid.IntRange(-12, 14).Draw(r, "zone")
	return time.Unix(sec, nano).In(time.FixedZone("", zone*3600))
}

func maybe(r *rapid.T) time.Time {
	if rapid.Bool().Draw(r, "unset") {
		return time.Time{}
	}
	return timestamp(r)
}

func clocks(r *rapid.T) lead.Clocks {
	return lead.Clocks{lead.ClockStale: {Start: timestamp(r), Climbed: time.Duration(rapid.Int64Min(-1).Draw(r, "climbed")), OnDuty: rapid.Bool().Draw(r, "on duty")}}
}
