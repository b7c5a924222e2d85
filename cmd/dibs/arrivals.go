package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/workflows"
)

//go:embed arrivals.json
var arrivalsJSON []byte

// arrival is a lead that comes in on its own during the demo.
type arrival struct {
	Source, Campaign, Name, Email, Phone, Title, Company, Country, Message string
	Employees                                                              int
}

func (a arrival) inquiry() lead.Inquiry {
	return lead.Inquiry{
		Source: a.Source, Campaign: a.Campaign, Message: a.Message,
		Contact: lead.Contact{Name: a.Name, Email: a.Email, Phone: a.Phone, Title: a.Title},
		Company: lead.Company{Name: a.Company, Country: a.Country, Employees: a.Employees},
	}
}

// arriveAtOnce is how many leads come in during the first second: one for each channel.
const arriveAtOnce = 4

// arrivals registers leads until ctx ends: a few at once, so that there is something to see right away, then one
// after another. It pauses while many are unclaimed.
func (a *app) arrivals(ctx context.Context) error {
	var list []arrival
	if err := json.Unmarshal(arrivalsJSON, &list); err != nil {
		return fmt.Errorf("read the demo leads: %w", err)
	}
	t := time.NewTicker(demoEvery)
	defer t.Stop()
	for n := 0; n < len(list); n++ {
		if n >= arriveAtOnce {
			select {
			case <-ctx.Done():
				return nil
			case <-t.C:
			}
			if waiting, err := a.figures.Waiting(ctx); err != nil || waiting >= demoMost {
				n--
				continue
			}
		}
		if _, err := a.engine.Register(ctx, workflows.Intake{Inquiry: list[n].inquiry()}, a.world.now()); err != nil {
			a.log.Error("could not register a demo lead", "err", err)
		}
	}
	<-ctx.Done()
	return nil
}
