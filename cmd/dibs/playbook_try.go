package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"dibs/handlers"
	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows"
)

// playbookTestCmd tries a lead on a playbook.
type playbookTestCmd struct {
	playbookFile
	leadFlags
	JSON string `placeholder:"LEAD.json" help:"The lead as POST /v1/leads takes it; - reads it from the standard input. The flags above change it."`
	At   string `placeholder:"TIME" help:"As of when: 2026-11-23T09:00:00Z, or 2026-11-23 09:00 in the playbook's time zone. Without it: now."`
}

// leadFlags are the fields of POST /v1/leads.
type leadFlags struct {
	Source    string            `json:"source,omitempty" group:"The lead" help:"Where it comes from; says what engagement it stands for."`
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
	Value     float64           `json:"value,omitempty" group:"The lead" help:"What it may be worth, with --currency."`
	Currency  string            `json:"currency,omitempty" group:"The lead"`
	Attribute map[string]string `json:"attributes,omitempty" group:"The lead" placeholder:"KEY=VALUE" help:"What has no field of its own. May be repeated."`
}

// Run explains what becomes of the lead. Without a database everybody of the playbook is there
// and has no open lead; with one, people and loads are those of now.
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
	people, err := whoIsThere(e, pb)
	if err != nil {
		return err
	}
	l := workflows.Preview(pb, in, now)
	explainLead(page{w: e.stdout}, pb, l, people, now)
	return nil
}

// at is the instant asked for, as instants are written for machines or for people.
func (c *playbookTestCmd) at(pb *playbook.Playbook) (time.Time, error) {
	if c.At == "" {
		return time.Now(), nil
	}
	if at, err := time.Parse(time.RFC3339, c.At); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", c.At, pb.Zone())
	if err != nil {
		return at, fmt.Errorf("--at %q: write 2026-11-23T09:00:00Z, or 2026-11-23 09:00 in the time of %s", c.At, pb.Zone())
	}
	return at, nil
}

// inquiry puts the file and the flags together, and reads them as the API does.
func (c *playbookTestCmd) inquiry(stdin io.Reader) (lead.Inquiry, error) {
	fields := map[string]json.RawMessage{}
	if c.JSON != "" {
		body, err := readWhole(c.JSON, stdin)
		if err != nil {
			return lead.Inquiry{}, err
		}
		if _, err := handlers.ReadLead(body, noSource); err != nil { // its mistakes are not those of the flags
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

// noSource is the source of a lead that names none, as if an API key of that name had sent it.
const noSource = "test"

func readWhole(path string, stdin io.Reader) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(path)
}

// present is who is there, and how much each has in hand.
type present struct {
	crew lead.Crew
	open map[lead.PersonID]int
	from string // where that is known from, for people
}

// whoIsThere asks the database; without one everybody whom the playbook names is there.
func whoIsThere(e *env, pb *playbook.Playbook) (present, error) {
	s, err := readDatabase(e)
	if errors.Is(err, errNoDatabase) {
		return present{crew: everybody(pb), from: "everybody of the playbook is there (" + err.Error() + ")"}, nil
	}
	if err != nil {
		return present{}, err
	}
	defer func() { _ = s.Close() }()
	return presentIn(e, pb, s)
}

func presentIn(e *env, pb *playbook.Playbook, s *store.Store) (present, error) {
	people, err := s.People(e.ctx)
	if err != nil {
		return present{}, err
	}
	if len(people) == 0 {
		return present{crew: everybody(pb), from: "everybody of the playbook is there (the database knows nobody yet)"}, nil
	}
	open, err := s.OpenLeadCounts(e.ctx)
	return present{crew: pb.Crew(people), open: open, from: "people and their leads are those of the database"}, err
}

// everybody is the crew of whom the playbook names by e-mail; user groups are known to Slack alone.
func everybody(pb *playbook.Playbook) lead.Crew {
	var people []lead.Person
	for _, email := range pb.Emails() {
		people = append(people, lead.Person{ID: lead.PersonID(email), Email: email, Name: email})
	}
	return pb.Crew(people)
}
