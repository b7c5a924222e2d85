package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dibs/bot"
	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// naughtyWords are texts that Slack reads as a mention, a link or markup, and some of the Big List of Naughty Strings
// (github.com/minimaxir/big-list-of-naughty-strings, MIT).
//
//go:embed testdata/naughty.json
var naughtyWords []byte

// naughtyFields are the fields of a lead that accept any text; in each lead, every one gets a different word.
var naughtyFields = []string{"name", "company", "message", "title", "phone", "website", "email", "external_id"}

func TestWordsFromOutsideAreNoMentionNoLinkAndNoBlockThatSlackRefuses(t *testing.T) {
	const leads = 12 // each in a channel of its own
	var channels []string
	for i := range leads {
		channels = append(channels, fmt.Sprintf("n%02d", i))
	}
	var words []string
	if err := json.Unmarshal(naughtyWords, &words); err != nil {
		t.Fatal(err)
	}
	words = append(words, strings.Repeat("ä😀<!here>", 2500), strings.Repeat("x", 20000), strings.Repeat("&", 5000))
	inOffice(t, channels, func(t *testing.T, o office) {
		for i := range leads {
			fields := map[string]any{"source": "demo", "employees": 20, "country": "DE"}
			for j, f := range naughtyFields {
				fields[f] = words[(i*len(naughtyFields)+j)%len(words)]
			}
			fields["campaign"] = channels[i] + words[i]
			if i%4 == 0 { // an unknown source, so that the lead goes to marketing
				fields["source"] = words[i]
			}
			fields["attributes"] = map[string]any{words[i]: words[i+1]}
			id := o.register(fields)
			o.look(id)
			if i%4 == 1 {
				o.ask(o.ana, "/lead claim "+id.String())
			}
		}
		o.typed(words)
		o.chatted(words[20:])
		want := o.leads("WHERE stage <> 'merged'")
		simtest.Until(t, o.sim, "card for every lead", func() bool { return o.cards() == want })
		simtest.Settled(t, o.sim)
		o.harmless()
	})
}

// look opens everything that shows a lead to one person.
func (o office) look(id lead.ID) {
	o.t.Helper()
	card := o.shown(o.ana, id)
	o.ana.Click(card, "Details")
	o.ana.Dismiss(o.ana.ExpectView("Lead " + id.String()))
}

// In typed, a colleague types naughty words into dialogs.
func (o office) typed(words []string) {
	o.t.Helper()
	o.ben.Command("#general", "/lead new "+words[0])
	o.submit(o.ben, "Register a lead", "Who is it?", words[3], "Company", words[8], "What do they want?", words[0], "Phone", words[12])
	o.ben.ExpectDM("Registered: ")
	for _, w := range words[:20] {
		o.ask(o.ben, "/lead "+w)
		o.ask(o.ben, "/lead show "+w)
	}
}

// In chatted, people write naughty words in channels, in threads and to Dibs, and make notes and leads of them.
func (o office) chatted(words []string) {
	o.t.Helper()
	o.hot("", "Nadia Rahman")
	card := o.ana.Expect("#leads", "Nadia Rahman", "Claim")
	o.ana.ExpectThread(card, "Sales-ready.")
	for i, w := range words[:16] {
		if strings.TrimSpace(w) == "" {
			continue // nobody can send that
		}
		switch i % 4 {
		case 0:
			o.ben.Mention("#general", w)
		case 1:
			o.ben.MentionIn(card, w)
		case 2:
			o.ana.ShortcutOn(o.zoe.Reply(card, w), bot.ShortcutNote)
			o.ana.ExpectPrivate("#leads", "Comment saved on ")
		case 3:
			o.ana.ShortcutOn(o.zoe.Say("#general", w), bot.ShortcutRegister)
			o.ana.Dismiss(o.ana.ExpectView("Register a lead"))
		}
	}
	o.ben.MentionIn(card, "note "+words[0]+" "+words[1])
	o.ben.DM("is " + words[2] + " already a lead?")
	o.ben.ExpectDM("lead")
	o.ana.OpenHome()
	o.ana.ExpectHome("Up for grabs")
	o.mia.OpenHome()
	o.mia.ExpectHome("*Now:*")
}

// cards counts the cards in all channels.
func (o office) cards() (n int) {
	for _, c := range o.sim.Channels() {
		if c.Kind != slacksim.Public {
			continue
		}
		for _, m := range o.sim.History(c.ID) {
			if m.BotID != "" && (m.ThreadTS == "" || m.ThreadTS == m.TS) {
				n++
			}
		}
	}
	return n
}

// harmless fails the test if anything that people saw contains markup that Slack would act on and that Dibs did not
// write, or if Slack refused a call.
func (o office) harmless() {
	o.t.Helper()
	for _, c := range o.sim.Calls("") {
		if !c.OK {
			o.t.Errorf("Slack refused %s with %s: %.300s", c.Method, c.Error, c.Args["blocks"])
		}
		o.harmlessText(c.Args["text"])
		o.harmlessMessage("", c.Args["blocks"])
		o.harmlessMessage("", c.Args["view"])
	}
	for _, p := range []*simtest.Person{o.ana, o.ben} {
		for _, m := range o.sim.Ephemerals("#general", p.ID()) {
			o.harmlessMessage(m.Text, string(m.Blocks))
		}
	}
	simtest.NoTrouble(o.t, o.sim)
}

// harmlessMessage checks the blocks of a message, or its text if it has none: beside blocks, the text is for
// notifications, in which the links that Slack makes of web addresses do nothing.
func (o office) harmlessMessage(text, blocks string) {
	o.t.Helper()
	var v any
	if blocks == "" || json.Unmarshal([]byte(blocks), &v) != nil {
		o.harmlessText(text)
		return
	}
	eachObject(v, func(of map[string]any) {
		text, _ := of["text"].(string)
		switch of["type"] {
		case "mrkdwn", "plain_text":
			o.harmlessText(text)
		case "user", "usergroup", "broadcast", "channel", "link":
			o.t.Errorf("text from outside became %v", of)
		}
	})
}

func eachObject(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, child := range v {
			eachObject(child, visit)
		}
	case []any:
		for _, child := range v {
			eachObject(child, visit)
		}
	}
}

var (
	token = regexp.MustCompile(`<[^>]*>?`)
	ours  = regexp.MustCompile(`^<(!date\^\d+\^\{[a-z_]+\}( \{time\})?\|[A-Za-z0-9: ]+|tel:\+\d+\|\+\d+|mailto:[\w.%+-]+@[\w.-]+\|[\w.%+-]+@[\w.-]+|https?://[\w.:/-]+/archives/\w+/p\d+\|(Open card|this message|#\d+))>$`)
	bold  = regexp.MustCompile("\\*bold\\*|_italic_|~gone~|`code`|:fire:")
)

func (o office) harmlessText(text string) {
	o.t.Helper()
	for _, found := range token.FindAllString(text, -1) {
		if !ours.MatchString(found) {
			o.t.Errorf("Slack would act on %q in %.300q", found, text)
		}
	}
	if found := bold.FindString(text); found != "" {
		o.t.Errorf("Slack would format %q in %.300q", found, text)
	}
}
