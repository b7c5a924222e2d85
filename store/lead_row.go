package store

import (
	"fmt"
	"time"

	"dibs/lead"
)

// leadRow is a row of the table leads. The json names are the names of the columns.
type leadRow struct {
	ID             lead.ID      `json:"id"`
	Version        int64        `json:"version"`
	Stage          string       `json:"stage"`
	Owner          optionalText `json:"owner"`
	OfferedTo      optionalText `json:"offered_to"`
	Channel        string       `json:"channel"`
	Team           string       `json:"team"`
	Partner        string       `json:"partner"`
	SalesChannel   string       `json:"sales_channel"`
	Pool           document     `json:"pool"`
	Temperature    string       `json:"temperature"`
	Potential      int          `json:"potential"`
	Engagement     int          `json:"engagement"`
	ScoredAt       timestamp    `json:"scored_at"`
	Playbook       string       `json:"playbook"`
	Source         string       `json:"source"`
	ExternalID     optionalText `json:"external_id"`
	Campaign       string       `json:"campaign"`
	Name           string       `json:"name"`
	Email          string       `json:"email"`
	Phone          string       `json:"phone"`
	Title          string       `json:"title"`
	Company        string       `json:"company"`
	Website        string       `json:"website"`
	Country        string       `json:"country"`
	Employees      int          `json:"employees"`
	Message        string       `json:"message"`
	Attributes     document     `json:"attributes"`
	Search         derived      `json:"search"`
	Value          int64        `json:"value"`
	ValueCurrency  string       `json:"value_currency"`
	Amount         int64        `json:"amount"`
	AmountCurrency string       `json:"amount_currency"`
	Test           bool         `json:"test"`
	Referrer       optionalText `json:"referrer"`
	Reason         string       `json:"reason"`
	Attempts       int          `json:"attempts"`
	Handoffs       int          `json:"handoffs"`
	LastOwner      optionalText `json:"last_owner"`
	MergedInto     reference    `json:"merged_into"`
	DeadlineAt     timestamp    `json:"deadline_at"`
	DeadlineClock  optionalText `json:"deadline_clock"`
	NextAt         timestamp    `json:"next_at"`
	RegisteredAt   timestamp    `json:"registered_at"`
	EnteredAt      timestamp    `json:"entered_at"`
	WaitingAt      timestamp    `json:"waiting_at"`
	SalesAt        timestamp    `json:"sales_at"`
	ClaimedAt      timestamp    `json:"claimed_at"`
	ContactedAt    timestamp    `json:"contacted_at"`
	QualifiedAt    timestamp    `json:"qualified_at"`
	ClosedAt       timestamp    `json:"closed_at"`
	EventCount     int          `json:"event_count"`
	CompanyDomain  derived      `json:"company_domain"`
	CompanyName    derived      `json:"company_name"`
	State          document     `json:"state"`
}

// leadState holds the parts of a lead that no query needs, except the start of the contact clock (see
// responseTargetsSQL). Stored rows contain the names in the tags, here and in the structs of package lead used here.
// A field may be renamed in Go; changing a tag takes a migration of the rows.
type leadState struct {
	Engagement  string                      `json:"engagement,omitempty"` // of the inquiry
	Said        *lead.Place                 `json:"said,omitempty"`
	Offer       *lead.Offer                 `json:"offer,omitempty"`
	Hold        *lead.Hold                  `json:"hold,omitempty"`
	Route       lead.Route                  `json:"route,omitzero"`
	Engagements []lead.Interest             `json:"engagements,omitempty"`
	Reasons     []lead.Points               `json:"reasons,omitempty"`
	Checklist   lead.Answers                `json:"checklist,omitempty"`
	Gut         int                         `json:"gut,omitempty"`
	CertifiedBy lead.PersonID               `json:"certified_by,omitempty"`
	Objections  []lead.Method               `json:"objections,omitempty"`
	Next        *lead.NextStep              `json:"next,omitempty"`
	Unproven    bool                        `json:"unproven,omitempty"`
	Lapsed      map[lead.PersonID]time.Time `json:"lapsed,omitempty"`
	Undo        *lead.Undo                  `json:"undo,omitempty"`
	Clocks      lead.Clocks                 `json:"clocks,omitempty"`
	Also        []string                    `json:"also,omitempty"`
	Had         []lead.PersonID             `json:"had,omitempty"`
	Touches     []time.Time                 `json:"touches,omitempty"`
	Meeting     time.Time                   `json:"meeting,omitzero"`
}

// rowOf returns the row of a lead as it will be after the save. The lead must be sanitized.
func rowOf(l *lead.Lead) (leadRow, error) {
	r := leadRow{
		ID: l.ID, Version: l.Version + 1,
		Stage: string(l.Stage), Owner: optionalText(l.Owner), Channel: l.Channel,
		Team: l.Route.Team, Partner: l.Route.Partner, SalesChannel: string(l.Route.SalesChannel),
		Temperature: string(l.Score.Temperature), Potential: l.Score.Potential, Engagement: l.Score.Engagement,
		ScoredAt: timestamp{l.Score.At}, Playbook: l.PlaybookID,
		Source: l.Source, ExternalID: optionalText(l.ExternalID), Campaign: l.Campaign,
		Name: l.Contact.Name, Email: l.Contact.Email, Phone: l.Contact.Phone, Title: l.Contact.Title,
		Company: l.Company.Name, Website: l.Company.Website, Country: l.Company.Country, Employees: l.Company.Employees,
		Message: l.Message, Search: derived(searchText(l)),
		Value: l.Value.Minor, ValueCurrency: l.Value.Currency, Amount: l.Amount.Minor, AmountCurrency: l.Amount.Currency,
		Test: l.Test, Referrer: optionalText(l.Referrer), Reason: l.Reason,
		Attempts: l.Attempts, Handoffs: l.Handoffs, LastOwner: optionalText(l.LastOwner), MergedInto: reference(l.MergedInto),
		DeadlineAt: timestamp{l.Deadline.At}, DeadlineClock: optionalText(l.Deadline.Clock),
		RegisteredAt: timestamp{l.RegisteredAt}, EnteredAt: timestamp{l.EnteredAt}, WaitingAt: timestamp{l.WaitingAt},
		SalesAt: timestamp{l.SalesAt}, ClaimedAt: timestamp{l.ClaimedAt}, ContactedAt: timestamp{l.ContactedAt},
		QualifiedAt: timestamp{l.QualifiedAt}, ClosedAt: timestamp{l.ClosedAt}, EventCount: l.EventCount,
		CompanyDomain: derived(companyDomain(l)), CompanyName: derived(companyKey(l.Company.Name)),
	}
	if l.Offer != nil {
		r.OfferedTo = optionalText(l.Offer.To)
	}
	if l.Next != nil {
		r.NextAt = timestamp{l.Next.At}
	}
	return r, r.writeDocuments(l)
}

func (r *leadRow) writeDocuments(l *lead.Lead) (err error) {
	pool, attributes := l.Pool, l.Attributes
	if pool == nil {
		pool = []string{}
	}
	if attributes == nil {
		attributes = map[string]string{}
	}
	if r.Pool, err = documentOf(pool); err != nil {
		return err
	}
	if r.Attributes, err = documentOf(attributes); err != nil {
		return err
	}
	r.State, err = documentOf(leadState{
		Engagement: l.Inquiry.Engagement, Said: l.SourceMessage, Offer: l.Offer, Hold: l.Hold, Route: l.Route,
		Engagements: l.Engagements, Reasons: l.Score.Reasons, Checklist: l.Checklist, Gut: l.GutRating,
		CertifiedBy: l.CertifiedBy, Objections: l.Objections, Next: l.Next, Unproven: l.WonUnqualified,
		Lapsed: l.Lapsed, Undo: l.Undo, Clocks: l.Clocks, Also: l.ExtraChannels, Had: l.PreviousHolders, Touches: l.Touches, Meeting: l.Meeting,
	})
	return err
}

// lead returns the lead in the row. Empty slices and maps come back as nil.
func (r leadRow) lead() (*lead.Lead, error) {
	var s leadState
	if err := r.State.into(&s); err != nil {
		return nil, fmt.Errorf("read the state of lead %s: %w", r.ID, err)
	}
	l := &lead.Lead{
		ID: r.ID, Version: r.Version,
		Inquiry: lead.Inquiry{
			Source: r.Source, ExternalID: string(r.ExternalID), Campaign: r.Campaign,
			Contact: lead.Contact{Name: r.Name, Email: r.Email, Phone: r.Phone, Title: r.Title},
			Company: lead.Company{Name: r.Company, Website: r.Website, Country: r.Country, Employees: r.Employees},
			Message: r.Message, Value: lead.Money{Minor: r.Value, Currency: r.ValueCurrency},
			Engagement: s.Engagement, Referrer: lead.PersonID(r.Referrer), SourceMessage: s.Said, Test: r.Test,
		},
		Stage: lead.Stage(r.Stage), Owner: lead.PersonID(r.Owner), Offer: s.Offer, Hold: s.Hold,
		Channel: r.Channel, Route: s.Route, Engagements: s.Engagements,
		Score: lead.Score{
			Potential: r.Potential, Engagement: r.Engagement, Temperature: lead.Temperature(r.Temperature),
			At: r.ScoredAt.Time, Reasons: s.Reasons,
		},
		PlaybookID: r.Playbook, Checklist: s.Checklist, GutRating: s.Gut, CertifiedBy: s.CertifiedBy,
		Objections: s.Objections, Next: s.Next, Attempts: r.Attempts,
		Amount: lead.Money{Minor: r.Amount, Currency: r.AmountCurrency}, WonUnqualified: s.Unproven,
		Reason: r.Reason, Handoffs: r.Handoffs, LastOwner: lead.PersonID(r.LastOwner), Lapsed: s.Lapsed,
		MergedInto: lead.ID(r.MergedInto), Undo: s.Undo, Clocks: s.Clocks, ExtraChannels: s.Also, PreviousHolders: s.Had, Touches: s.Touches, Meeting: s.Meeting,
		Deadline:     lead.Deadline{At: r.DeadlineAt.Time, Clock: lead.ClockName(r.DeadlineClock)},
		RegisteredAt: r.RegisteredAt.Time, EnteredAt: r.EnteredAt.Time, WaitingAt: r.WaitingAt.Time,
		SalesAt: r.SalesAt.Time, ClaimedAt: r.ClaimedAt.Time, ContactedAt: r.ContactedAt.Time,
		QualifiedAt: r.QualifiedAt.Time, ClosedAt: r.ClosedAt.Time, EventCount: r.EventCount,
	}
	if err := r.readLists(l); err != nil {
		return nil, fmt.Errorf("read lead %s: %w", r.ID, err)
	}
	return l, nil
}

func (r leadRow) readLists(l *lead.Lead) error {
	if string(r.Pool) != "[]" {
		if err := r.Pool.into(&l.Pool); err != nil {
			return err
		}
	}
	if string(r.Attributes) != "{}" {
		return r.Attributes.into(&l.Attributes)
	}
	return nil
}
