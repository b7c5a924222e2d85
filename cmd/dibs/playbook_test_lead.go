package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"dibs/cmd/dibs/explain"
	"dibs/handlers"
	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/lookup"
)

// playbookTestCmd runs a lead through a playbook.
type playbookTestCmd struct {
	playbookFile
	leadFlags
	JSON string `placeholder:"LEAD.json" help:"The lead, in the format of POST /v1/leads; - reads standard input. Flags override its fields."`
	At   string `placeholder:"TIME" help:"When the lead comes in: 2026-11-23T09:00:00Z, or 2026-11-23 09:00 in the playbook's time zone. Default: now."`
}

// leadFlags are the fields of POST /v1/leads.
type leadFlags struct {
	Source    string            `json:"source,omitempty" group:"The lead" help:"Where it comes from. Decides which engagement it counts as."`
	Campaign  string            `json:"campaign,omitempty" group:"The lead"`
	Name      string            `json:"name,omitempty" group:"The lead"`
	Email     string            `json:"email,omitempty" group:"The lead"`
	Phone     string            `json:"phone,omitempty" group:"The lead"`
	Title     string            `json:"title,omitempty" group:"The lead"`
	Company   string            `json:"company,omitempty" group:"The lead"`
	Website   string            `json:"website,omitempty" group:"The lead"`
	Country   string            `json:"country,omitempty" group:"The lead" help:"Two letters, such as DE."`
	Employees int               `json:"employees,omitempty" group:"The lead"`
	Message   string            `json:"message,omitempty" group:"The lead"`
	Value     float64           `json:"value,omitempty" group:"The lead" help:"What it may be worth; needs --currency."`
	Currency  string            `json:"currency,omitempty" group:"The lead"`
	Attribute map[string]string `json:"attributes,omitempty" group:"The lead" placeholder:"KEY=VALUE" help:"Anything without a field of its own. Can be repeated."`
}

// Run explains what happens to the lead. The database says who is available and how many leads they have. Without
// one, everyone in the playbook is available and has no open leads.
func (c *playbookTestCmd) Run(e *env) error {
	pb, err := c.load(e)
	if err != nil {
		return err
	}
	now, err := c.at(pb)
	if err != nil {
		return err
	}
	in, err := c.inquiry(os.Stdin)
	if err != nil {
		return err
	}
	people, err := availablePeople(e, pb)
	if err != nil {
		return err
	}
	l := lookup.Preview(pb, in, now)
	explain.Lead(e.stdout, pb, l, people, now)
	return nil
}

// at is the time of --at, as RFC 3339 or in the playbook's time zone. It is now without the flag.
func (c *playbookTestCmd) at(pb *playbook.Playbook) (time.Time, error) {
	if c.At == "" {
		return time.Now(), nil
	}
	if at, err := time.Parse(time.RFC3339, c.At); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", c.At, pb.Zone())
	if err != nil {
		return at, fmt.Errorf("--at %q: write 2026-11-23T09:00:00Z, or 2026-11-23 09:00 for %s time", c.At, pb.Zone())
	}
	return at, nil
}

// inquiry merges the file and the flags and reads the result as the API does.
func (c *playbookTestCmd) inquiry(stdin io.Reader) (lead.Inquiry, error) {
	fields := map[string]json.RawMessage{}
	if c.JSON != "" {
		body, err := readWhole(c.JSON, stdin)
		if err != nil {
			return lead.Inquiry{}, err
		}
		if _, err := handlers.ReadLead(body, noSource); err != nil { // so that the errors name the file
			return lead.Inquiry{}, fmt.Errorf("%s: %w", c.JSON, err)
		}
		if err := json.Unmarshal(body, &fields); err != nil {
			return lead.Inquiry{}, fmt.Errorf("%s: %w", c.JSON, err)
		}
	}
	flags, err := json.Marshal(c.leadFlags)
	if err != nil {
		return lead.Inquiry{}, err
	}
	if err := json.Unmarshal(flags, &fields); err != nil {
		return lead.Inquiry{}, err
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return lead.Inquiry{}, err
	}
	return handlers.ReadLead(body, noSource)
}

// noSource is the source of a lead that names none, as if an API key with that name had sent it.
const noSource = "test"

func readWhole(path string, stdin io.Reader) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(path)
}

// availablePeople reads the people from the database. Without one, everyone in the playbook is available.
func availablePeople(e *env, pb *playbook.Playbook) (explain.People, error) {
	s, err := readDatabase(e)
	if errors.Is(err, errNoDatabase) {
		return explain.People{Crew: everybody(pb), Source: "everybody in the playbook is available (" + err.Error() + ")"}, nil
	}
	if err != nil {
		return explain.People{}, err
	}
	defer func() { _ = s.Close() }()
	return storedPeople(e, pb, s)
}

func storedPeople(e *env, pb *playbook.Playbook, s *store.Store) (explain.People, error) {
	people, err := s.People(e.ctx)
	if err != nil {
		return explain.People{}, err
	}
	if len(people) == 0 {
		return explain.People{Crew: everybody(pb), Source: "everybody in the playbook is available (there are no people in the database yet)"}, nil
	}
	open, err := s.OpenLeadCounts(e.ctx)
	return explain.People{Crew: pb.Members(people), Open: open, Source: "people and their open leads come from the database"}, err
}

// everybody returns the people that the playbook names by email. Only Slack knows the members of user groups.
func everybody(pb *playbook.Playbook) lead.Crew {
	var people []lead.Person
	for _, email := range pb.Emails() {
		people = append(people, lead.Person{ID: lead.PersonID(email), Email: email, Name: email})
	}
	return pb.Members(people)
}
