package slacksim

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// Drop says when the connection of an API call breaks.
type Drop int

// The moments at which a connection can break. With DropAfter the call takes effect, but the caller does not learn
// that: a message is posted, and the app cannot know.
const (
	DropNever Drop = iota
	DropBefore
	DropAfter
)

// Fault makes calls of a Web API method go wrong.
type Fault struct {
	Times      int                               // how many calls it affects; 0 means one, negative means all
	Match      func(args map[string]string) bool // which calls it affects; nil means every call
	Status     int                               // respond with this HTTP status, such as 500
	Error      string                            // respond with this Slack error
	RetryAfter time.Duration                     // respond with 429 and this Retry-After, rounded up to seconds
	Drop       Drop
	Delay      time.Duration   // wait after the call took effect and before the response
	Hold       <-chan struct{} // like Delay, but wait until the channel is closed
}

// Fault makes the next calls of a method go wrong. Several faults for one method take effect in the order they were set.
func (s *Sim) Fault(method string, f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], &f)
}

// Heal removes all faults, duplicates and held events that have not taken effect yet.
func (s *Sim) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.faults)
	s.doubles = 0
	s.heldEvents = nil
}

// Double makes the next n events and socket envelopes arrive twice, as sometimes happens with Slack.
func (s *Sim) Double(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doubles += n
}

// takeDouble reports whether this delivery should arrive twice, and counts it.
func (s *Sim) takeDouble() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doubles == 0 {
		return false
	}
	s.doubles--
	return true
}

// HoldEvent holds back the next event of a type, such as "user_change", so that it arrives after later ones. The returned
// function sends the event.
func (s *Sim) HoldEvent(eventType string) (send func(ctx context.Context)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := &heldEvent{eventType: eventType}
	s.heldEvents = append(s.heldEvents, h)
	return func(ctx context.Context) {
		s.mu.Lock()
		events := h.events
		h.events = nil
		s.heldEvents = slices.DeleteFunc(s.heldEvents, func(other *heldEvent) bool { return other == h })
		s.mu.Unlock()
		s.sendEvents(ctx, events)
	}
}

// heldEvent is a request to hold back the next event of a type.
type heldEvent struct {
	eventType string
	events    []event // the event that is held back; empty before it occurs
}

// hold reports whether an event is held back, and keeps it if so.
func (s *Sim) hold(e event) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	fields, _ := e.payload["event"].(object)
	for i, h := range s.heldEvents {
		if h.eventType == fields["type"] {
			h.events = []event{e}
			s.heldEvents = slices.Delete(s.heldEvents, i, i+1)
			return true
		}
	}
	return false
}

// takeFault returns the fault that affects this call, or nil, and counts the call.
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

// before does what the fault does in place of the call. It reports whether the call takes place.
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

// after does what the fault does once the call has taken effect. It reports whether the caller gets a response.
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

// Call is the record of one Web API call.
type Call struct {
	Method string
	At     time.Time
	Args   map[string]string // without the token; structured arguments as JSON
	OK     bool
	Error  string // Slack's error code, or "fault" if a fault prevented the call
	TS     string // the message id in the response
}

// Calls returns the calls of one method in the order in which they took effect, or all calls if method is empty. Requests
// to response URLs have the method "response_url" and the argument "body". A call that a fault prevented has the error
// "fault"; a call whose connection broke before it took effect is not recorded.
func (s *Sim) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return method != "" && c.Method != method })
}

func (s *Sim) recordCall(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	s.changed()
}
