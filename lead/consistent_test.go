package lead_test

import (
	"reflect"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dibs/lead"
)

type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// ignoreUnexported ignores the fields of a lead that are not stored: new events and the pending assignment.
var ignoreUnexported = cmpopts.IgnoreUnexported(lead.Lead{})

func unchanged(t reporter, before, after *lead.Lead) {
	t.Helper()
	if d := cmp.Diff(before, after, ignoreUnexported); d != "" {
		t.Errorf("a refusal changed the lead:\n%s", d)
	}
	if before.PendingAssignment() != after.PendingAssignment() {
		t.Errorf("a refusal changed the pending assignment from %q to %q", before.PendingAssignment(), after.PendingAssignment())
	}
}

func running(cs lead.Clocks, n lead.ClockName) bool { _, ok := cs[n]; return ok }

// consistent checks what must hold for every lead at all times.
func consistent(t reporter, l *lead.Lead) {
	t.Helper()
	owned, isNew := l.Stage.Owned(), l.Stage == lead.StageNew
	if l.Open() != (len(l.Clocks) > 0) {
		t.Errorf("%s: running clocks %v", l.Stage, l.Clocks)
	}
	for name, runs := range map[lead.ClockName]bool{
		lead.ClockQualify: l.Stage == lead.StageInquiry,
		lead.ClockWake:    l.Stage == lead.StageNurturing,
		lead.ClockClaim:   isNew && (l.Offer == nil || l.Offer.Partner == ""),
		lead.ClockAccept:  l.Offer != nil,
		lead.ClockContact: owned && l.ContactedAt.IsZero(),
		lead.ClockNext:    l.Next != nil,
		lead.ClockStale:   owned,
	} {
		if c := l.Clocks[name]; running(l.Clocks, name) != runs || runs && c.Start.IsZero() {
			t.Errorf("%s, offer %v, next step %v: the clock %s is %v", l.Stage, l.Offer, l.Next, name, l.Clocks)
		}
	}
	for what, wrong := range map[string]bool{
		"owner":                      l.Open() && owned != (l.Owner != lead.NoOne),
		"offer":                      l.Offer != nil && !isNew && !owned,
		"next step":                  l.Next != nil && !owned,
		"meeting":                    !l.Meeting.IsZero() && !isNew,
		"hold":                       l.Hold != nil && l.Stage != lead.StageInquiry,
		"widened":                    len(l.ExtraChannels) > 0 && !isNew,
		"pool":                       isNew && len(l.Pool) == 0,
		"channel":                    (isNew || owned) && l.Channel != l.Route.Channel,
		"ClosedAt":                   l.Open() == !l.ClosedAt.IsZero(),
		"WaitingAt":                  (isNew || l.Stage == lead.StageInquiry) != !l.WaitingAt.IsZero(),
		"SalesAt":                    (isNew || owned) && l.SalesAt.IsZero(),
		"pending assignment":         l.PendingAssignment() != "" && !isNew && !owned,
		"previous holders":           slices.Contains(l.PreviousHolders, lead.NoOne),
		"duplicate previous holders": len(slices.Compact(slices.Sorted(slices.Values(l.PreviousHolders)))) != len(l.PreviousHolders),
		"undo":                       l.Stage == lead.StageMerged && l.Undo == nil,
		"partner offer":              l.Offer != nil && l.Offer.Partner != "" && l.Offer.Partner != l.Route.Partner,
		"partner person":             owned && (l.Route.Partner != "") != (people[l.Owner].Role == lead.RolePartner),
	} {
		if wrong {
			t.Errorf("%s: %s is wrong: owner %q, offer %+v, route %+v, pending assignment %q, previous holders %v, undo %v",
				l.Stage, what, l.Owner, l.Offer, l.Route, l.PendingAssignment(), l.PreviousHolders, l.Undo != nil)
		}
	}
}

// apart checks that a clone shares no memory with its original.
func apart(t reporter, l *lead.Lead) {
	t.Helper()
	shared(t, "", reflect.ValueOf(*l), reflect.ValueOf(*l.Clone()))
}

func shared(t reporter, path string, a, b reflect.Value) {
	t.Helper()
	switch a.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if a.IsNil() || a.Kind() == reflect.Slice && a.Len() == 0 {
			return
		}
		if a.Pointer() == b.Pointer() {
			t.Errorf("a clone shares %s", path)
		}
		if a.Kind() == reflect.Pointer {
			shared(t, path, a.Elem(), b.Elem())
		}
	case reflect.Struct:
		if a.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				shared(t, path+"."+f.Name, a.Field(i), b.Field(i))
			}
		}
	}
}
