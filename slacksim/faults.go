package slacksim

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// Drop says when the connection of a call breaks.
type Drop int

// The moments at which a connection can break. After is the unsure outcome: the message is posted, and the caller
// does not know.
const (
	DropNever Drop = iota
	DropBefore
	DropAfter
)

// Fault is something that goes wrong with calls of a Web API method.
type Fault struct {
	Times      int                               // how many calls it hits; 0 means one, negative means all
	Match      func(args map[string]string) bool // which calls; nil means every call
	Status     int                               // answer with this HTTP status, such as 500
	Error      string                            // answer with this Slack error
	RetryAfter time.Duration                     // answer 429 with this wait, rounded up to seconds
	Drop       Drop
	Delay      time.Duration   // wait before the answer, after the effect
	Hold       <-chan struct{} // wait before the answer until it is closed, after the effect
}

// Fault makes the next calls of a method fail. Several faults of one method hit in the order they were set.
func (s *Sim) Fault(method string, f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], &f)
}

// Heal ends all faults.
func (s *Sim) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.faults)
	s.doubles = 0
	s.detours = nil
}

// Double makes the next n deliveries of events and socket envelopes arrive twice, as Slack sometimes does.
func (s *Sim) Double(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doubles += n
}

// takeDouble says whether this delivery is to be doubled.
func (s *Sim) takeDouble() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doubles == 0 {
		return false
	}
	s.doubles--
	return true
}

// HoldEvent keeps back the next event of a type, such as "user_change", as one that goes a longer way than those after it.
// Calling what it returns sends it on.
func (s *Sim) HoldEvent(eventType string) (send func(ctx context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &detour{eventType: eventType}
	s.detours = append(s.detours, d)
	return func(ctx context.Context) {
		s.mu.Lock()
		held := d.held
		d.held = nil
		s.detours = slices.DeleteFunc(s.detours, func(o *detour) bool { return o == d })
		s.mu.Unlock()
		s.sendEvents(ctx, held)
	}
}

// detour is the longer way of one event.
type detour struct {
	eventType string
	held      []event // none yet, or one
}

// takesDetour reports whether an event is kept back.
func (s *Sim) takesDetour(e event) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	fields, _ := e.payload["event"].(object)
	for i, d := range s.detours {
		if d.eventType == fields["type"] {
			d.held = []event{e}
			s.detours = slices.Delete(s.detours, i, i+1)
			return true
		}
	}
	return false
}

// takeFault is the fault that hits this call, or nil.
func (s *Sim) takeFault(method string, args map[string]string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults[method] {
		if f.Match != nil && !f.Match(args) {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		if f.Times == 0 {
			s.faults[method] = slices.Delete(s.faults[method], i, i+1)
		}
		return f
	}
	return nil
}

// before plays what happens instead of the call; it reports whether the call takes place.
func (f *Fault) before(w http.ResponseWriter) bool {
	switch {
	case f == nil:
		return true
	case f.Drop == DropBefore:
		panic(http.ErrAbortHandler)
	case f.RetryAfter > 0:
		writeLimited(w, f.RetryAfter)
	case f.Status != 0:
		http.Error(w, http.StatusText(f.Status), f.Status)
	case f.Error != "":
		writeJSON(w, http.StatusOK, answer{"ok": false, "error": f.Error})
	default:
		return true
	}
	return false
}

// after plays what happens once the call took effect; it reports whether the caller gets its answer.
func (f *Fault) after(r *http.Request) bool {
	if f == nil {
		return true
	}
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-r.Context().Done():
		}
	}
	return f.Drop != DropAfter
}

// Call is one Web API call that was made.
type Call struct {
	Method string
	At     time.Time
	Args   map[string]string // without the token; structured arguments as JSON text
	OK     bool
	Error  string // Slack's error code, or "fault" when a fault took the call's place
	TS     string // the message id the call answered with
}

// Calls lists the calls of one method in the order they took effect, or all of them for an empty name; uses of
// response URLs are those of "response_url", with their body as an argument. A call that a fault kept from taking
// place is among them with the error "fault", unless its connection broke: that one never arrived.
func (s *Sim) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return method != "" && c.Method != method })
}

func (s *Sim) record(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	s.changed()
}
