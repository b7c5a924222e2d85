package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"dibs/bot"
	"dibs/lead"
)

// found is the most leads that a search answers with; foundAmong is among how many matches a
// partner's people look for those that are theirs.
const (
	found      = 15
	foundAmong = 1000
)

// command handles /lead: the first word says what is wanted.
func (s *Slack) command(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	verb, rest := firstWord(r.Text)
	switch verb {
	case "away":
		return s.away(ctx, by, rest)
	case "back":
		return s.back(ctx, by, rest)
	}
	rest = spoken(rest)
	if barred(s.engine.Crew().Member(by)) && slices.Contains(naming, verb) {
		return bot.Answer(bot.NoGuests()), nil
	}
	switch verb {
	case "", "help":
		return bot.Answer(bot.Help()), nil
	case "new":
		return bot.Open(bot.NewLeadModal(s.engine.Playbook(), lead.Inquiry{Message: rest})), nil
	case "mine":
		return s.mine(ctx, by)
	case "next":
		return s.next(ctx, r, by)
	case "find":
		return s.find(ctx, by, rest)
	case "definition":
		return s.definition(ctx, r, by, rest)
	case "show":
		return s.showFound(ctx, r, by, rest)
	case "claim":
		return s.claimFound(ctx, r, by, rest)
	case "summary":
		return s.summary(ctx, r, by, false)
	default:
		return bot.Answer(bot.UnknownVerb(verb)), nil
	}
}

// naming are the verbs whose answer names leads, which guests of the workspace never see.
var naming = []string{"mine", "next", "find", "show", "claim"}

// firstWord takes the verb, in lower case, from what was typed.
func firstWord(text string) (verb, rest string) {
	text = strings.TrimSpace(text)
	at := strings.IndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return strings.ToLower(text), ""
	}
	return strings.ToLower(text[:at]), strings.TrimSpace(text[at:])
}

func (s *Slack) mine(ctx context.Context, by lead.PersonID) (bot.Response, error) {
	leads, err := s.engine.Mine(ctx, by)
	if err != nil {
		return bot.Response{}, err
	}
	leads = visible(s.engine.Crew().Member(by), leads)
	return bot.Answer(bot.Mine(leads, s.engine.Crew(), s.engine.Playbook())), nil
}

// next shows what a person should take first.
func (s *Slack) next(ctx context.Context, r *bot.Request, by lead.PersonID) (bot.Response, error) {
	l, err := s.engine.Next(ctx, by, s.now())
	if err != nil {
		return bot.Response{}, err
	}
	if l == nil {
		return bot.Answer(bot.NothingWaits()), nil
	}
	return s.shown(ctx, r, by, l.ID)
}

// find lists all leads that words mean.
func (s *Slack) find(ctx context.Context, by lead.PersonID, words string) (bot.Response, error) {
	if words == "" {
		return bot.Answer(bot.Help()), nil
	}
	leads, err := s.search(ctx, by, words)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Answer(bot.Choose(leads, words, s.engine.Crew(), s.engine.Playbook())), nil
}

// search finds the leads that words mean, of those that somebody may know of.
func (s *Slack) search(ctx context.Context, by lead.PersonID, words string) ([]*lead.Lead, error) {
	m, most := s.engine.Crew().Member(by), found
	if m.Role == lead.RolePartner {
		most = foundAmong
	}
	leads, err := s.engine.Find(ctx, words, most)
	leads = visible(m, leads)
	return leads[:min(len(leads), found)], err
}

// showFound answers /lead show with one lead, or with a list to choose from.
func (s *Slack) showFound(ctx context.Context, r *bot.Request, by lead.PersonID, words string) (bot.Response, error) {
	return s.onFound(ctx, by, words, func(id lead.ID) (bot.Response, error) { return s.shown(ctx, r, by, id) })
}

// shown answers with a lead, as much of it as the person may see.
func (s *Slack) shown(ctx context.Context, r *bot.Request, by lead.PersonID, id lead.ID) (bot.Response, error) {
	f, err := s.look(ctx, by, id)
	if err != nil {
		return s.refuse(ctx, r, by, err, s.now())
	}
	personal := sees(s.engine.Crew().Member(by), f.Lead)
	return bot.Answer(bot.Show(f.Lead, f.Events, f.Home, s.engine.Crew(), s.engine.Playbook(), personal)), nil
}

func (s *Slack) claimFound(ctx context.Context, r *bot.Request, by lead.PersonID, words string) (bot.Response, error) {
	if words == "" {
		next, err := s.engine.Next(ctx, by, s.now())
		if err != nil {
			return bot.Response{}, err
		}
		if next == nil {
			return bot.Answer(bot.NothingWaits()), nil
		}
		return s.do(ctx, r, next.ID, s.engine.Claim)
	}
	return s.onFound(ctx, by, words, func(id lead.ID) (bot.Response, error) {
		return s.do(ctx, r, id, s.engine.Claim)
	})
}

// onFound does something with the one lead that words mean; with several it asks which.
func (s *Slack) onFound(ctx context.Context, by lead.PersonID, words string, do func(lead.ID) (bot.Response, error)) (bot.Response, error) {
	if id, ok := bot.ParseLead(words); ok {
		return do(id)
	}
	if words == "" {
		return bot.Answer(bot.Help()), nil
	}
	leads, err := s.search(ctx, by, words)
	if err != nil {
		return bot.Response{}, err
	}
	if len(leads) == 1 {
		return do(leads[0].ID)
	}
	return bot.Answer(bot.Choose(leads, words, s.engine.Crew(), s.engine.Playbook())), nil
}

// summary says how the pipeline stands. Amounts are shown in the channels that the playbook
// lists; elsewhere whoever works here may ask for them, privately.
func (s *Slack) summary(ctx context.Context, r *bot.Request, by lead.PersonID, asked bool) (bot.Response, error) {
	pb, m := s.engine.Playbook(), s.engine.Crew().Member(by)
	if m.Role == lead.RolePartner {
		return bot.Answer(bot.NoFigures()), nil
	}
	sum, err := s.engine.Summary(ctx, lead.Query{}, s.now())
	if err != nil {
		return bot.Response{}, err
	}
	may := counts(m)
	amounts := !m.Guest && (pb.AmountsIn("#"+r.Channel.Name) || pb.AmountsIn(r.Channel.ID)) || asked && may
	ask := ""
	if may && !amounts {
		ask = "summary"
	}
	return bot.Answer(bot.Summary(sum, amounts, ask, pb)), nil
}

// amounts handles Show amounts under a summary.
func (s *Slack) amounts(ctx context.Context, r *bot.Request) (bot.Response, error) {
	by, err := s.who(ctx, r)
	if err != nil {
		return bot.Response{}, err
	}
	return s.summary(ctx, r, by, true)
}
