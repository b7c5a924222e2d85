package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// company is a realistic workspace: titles in every style, bots, guests, people who left.
func company() slacksim.Config {
	person := func(handle, name, title string) slacksim.User {
		return slacksim.User{Name: handle, RealName: name, Title: title, Email: handle + "@acme.example", TZ: "Europe/Berlin"}
	}
	guest, left := person("gus", "Gus Guest", "Sales"), person("lea", "Lea Left", "Sales")
	guest.Guest, left.Deleted = true, true
	abroad := person("tom", "Tom Ray", "Sales engineer")
	abroad.TZ = "America/New_York"
	return slacksim.Config{
		Team: slacksim.Team{Name: `Acme "East" & Sons`},
		Users: []slacksim.User{
			person("zoe", "Zoe Park", "Customer service & care"),
			person("ana", "Ana Duarte", "Account Executive\nDACH # north"),
			person("ben", "Ben Okafor", ""),
			person("dan", "Dan Weiss", "Sales Development Representative"),
			person("mia", "Mia Lindqvist", "Head of Sales"),
			person("max", "Max Moreau", "Marketing manager"),
			abroad, guest, left,
			{Name: "robot", RealName: "Robot", Title: "Sales", Bot: true},
		},
		Channels: []slacksim.Channel{
			{Name: "general"},
			{Name: "leads", Archived: true},
			{Name: "sales-leads"},
			{Name: "marketing"},
		},
		BotToken: "xoxb-init-secret",
	}
}

// initialize runs `dibs init` in a folder of its own; it returns the file it wrote and what it printed.
func initialize(t *testing.T, sim *slacksim.Sim, args ...string) (file, said string, err error) {
	t.Helper()
	env := map[string]string{
		"SLACK_BOT_TOKEN": sim.BotToken(), "SLACK_API_URL": sim.APIURL(),
		"DIBS_PLAYBOOK": filepath.Join(t.TempDir(), "playbook.yaml"),
	}
	var out bytes.Buffer
	err = run(t.Context(), append([]string{"init"}, args...), func(name string) string { return env[name] }, &out, &out)
	text, _ := os.ReadFile(env["DIBS_PLAYBOOK"]) // missing if init failed
	return string(text), strings.ReplaceAll(out.String(), env["DIBS_PLAYBOOK"], "PLAYBOOK"), err
}

func TestInitDraftsAPlaybookThatLoads(t *testing.T) {
	t.Parallel()
	sim := simtest.Start(t, company())
	sim.AddUsergroup("Sales team", "sales", "ben")
	sim.AddUsergroup("Berlin", "berlin", "ana", "zoe")
	sim.AddUsergroup("Care", "care", "zoe")
	file, said, err := initialize(t, sim)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "init.golden.yaml", file)
	compare(t, "init.golden.txt", said)
	if strings.Contains(file+said, sim.BotToken()) {
		t.Error("the token was shown")
	}

	pb, err := playbook.Parse("playbook.yaml", []byte(file), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	if pb.Manager("sales") != "mia@acme.example" || pb.Company() != `Acme "East" & Sons` {
		t.Errorf("%s manages sales at %s", pb.Manager("sales"), pb.Company())
	}
	monday := time.Date(2026, 11, 23, 9, 30, 0, 0, pb.Hours("sales").Zone())
	if h := pb.Hours("sales"); !h.Open(monday) || h.Open(monday.Add(-time.Hour)) {
		t.Error("the office hours do not start at nine")
	}
}

// compare compares a text with a golden file.
func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestInitWorksOnAPlanWithoutUserGroups(t *testing.T) {
	t.Parallel()
	sim := simtest.Start(t, company())
	sim.Fault("usergroups.list", slacksim.Fault{Error: "plan_upgrade_required"})
	if file, _, err := initialize(t, sim); err != nil || !strings.Contains(file, "ana@acme.example: {role: rep") {
		t.Errorf("%v\n%s", err, file)
	}
}

func TestInitNeverReplacesAPlaybookUnasked(t *testing.T) {
	t.Parallel()
	sim := simtest.Start(t, company())
	path := filepath.Join(t.TempDir(), "ours.yaml")
	if err := os.WriteFile(path, []byte("ours"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := initialize(t, sim, "--playbook", path); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("it ended with %v", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "ours" {
		t.Errorf("the playbook is now %q", text)
	}
	if len(sim.Calls("")) > 0 {
		t.Error("Slack was called although nothing was to be written")
	}
	if _, _, err := initialize(t, sim, "--playbook", path, "--force"); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); !strings.HasPrefix(string(text), "# The playbook") {
		t.Errorf("the playbook is now %q", text)
	}
}

func TestInitSaysWhatIsLacking(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		want string
		slip func(sim *slacksim.Sim)
	}{
		{"a token that was revoked", "token_revoked", func(sim *slacksim.Sim) {
			sim.Fault("auth.test", slacksim.Fault{Error: "token_revoked"})
		}},
		{"channels that cannot be listed", "conversations.list: missing_scope", func(sim *slacksim.Sim) {
			sim.Fault("conversations.list", slacksim.Fault{Error: "missing_scope"})
		}},
		{"people without addresses", "users:read.email", func(sim *slacksim.Sim) {
			for _, name := range []string{"zoe", "ana", "ben", "dan", "mia", "max", "tom"} {
				if err := sim.UpdateUser(t.Context(), name, func(u *slacksim.User) { u.Email = "" }); err != nil {
					t.Fatal(err)
				}
			}
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sim := simtest.Start(t, company())
			c.slip(sim)
			file, _, err := initialize(t, sim)
			if err == nil || !strings.Contains(err.Error(), c.want) || file != "" {
				t.Errorf("it ended with %v and wrote %q", err, file)
			}
		})
	}
	t.Run("no token at all", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		err := run(t.Context(), []string{"init"}, func(string) string { return "" }, &out, &out)
		if err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN is not set") {
			t.Errorf("it ended with %v", err)
		}
	})
}

func TestTitlesTellRoles(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]lead.Role{
		"Sales, Berlin":                  lead.RoleRep,
		"Senior Account Executive":       lead.RoleRep,
		"Key account manager":            lead.RoleRep,
		"SDR":                            lead.RoleQualifier,
		"Business Development (EMEA)":    lead.RoleQualifier,
		"Sales development":              lead.RoleQualifier,
		"Head of sales":                  lead.RoleManager,
		"VP Sales":                       lead.RoleManager,
		"Vice President, Sales":          lead.RoleManager,
		"Sales Director":                 lead.RoleManager,
		"Regional sales manager":         lead.RoleManager,
		"Sales team lead":                lead.RoleManager,
		"Director of Inside Sales":       lead.RoleManager,
		"Chief Revenue Officer":          lead.RoleManager,
		"CRO":                            lead.RoleManager,
		"Marketing":                      lead.RoleMarketing,
		"Director of Marketing":          lead.RoleMarketing,
		"Demand generation":              lead.RoleMarketing,
		"Sales Engineer":                 lead.RoleAnyone,
		"Presales consultant":            lead.RoleAnyone,
		"Sales operations":               lead.RoleAnyone,
		"Salesforce admin":               lead.RoleAnyone,
		"Head of engineering":            lead.RoleAnyone,
		"Wholesales-free title: cobbler": lead.RoleAnyone,
		"":                               lead.RoleAnyone,
	} {
		if got, _ := guessRole(bot.User{Title: title}, nil); got != want {
			t.Errorf("%q is taken for %q, want %q", title, got, want)
		}
	}
}

func TestSomebodyAlwaysGetsTheEscalations(t *testing.T) {
	t.Parallel()
	someone := func(name, title string) bot.User {
		return bot.User{ID: name, RealName: name, Email: name + "@acme.example", Title: title}
	}
	cases := []struct {
		name   string
		people []bot.User
		want   string
	}{
		{"the only manager", []bot.User{someone("ana", "Sales"), someone("mia", "Head of sales")}, "mia"},
		{"the first of several", []bot.User{someone("mia", "VP Sales"), someone("moe", "Sales manager")}, "mia"},
		{"without a manager the first who has no role", []bot.User{someone("ana", "Sales"), someone("zoe", "")}, "zoe"},
		{"where all have a role the first of them", []bot.User{someone("ana", "Sales"), someone("ben", "Sales")}, "ana"},
		{"alone", []bot.User{someone("ana", "")}, "ana"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, err := guess(workspace{people: c.people})
			if err != nil {
				t.Fatal(err)
			}
			if d.Manager != c.want+"@acme.example" || d.Seats[0].Role != lead.RoleAdmin || d.Seats[0].Email != d.Manager {
				t.Errorf("the manager is %s and the seats are %v", d.Manager, d.Seats)
			}
			if _, err := d.text(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEveryCountryThatIsGuessedLoads(t *testing.T) {
	t.Parallel()
	for zone := range countries {
		d, err := guess(workspace{people: []bot.User{{Email: "ana@acme.example", TZ: zone}}})
		if err != nil || d.Zone != zone {
			t.Fatalf("%s became %s: %v", zone, d.Zone, err)
		}
		if _, err := d.text(); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
}

func TestALargeCompanyIsNotListedInFull(t *testing.T) {
	t.Parallel()
	var people []bot.User
	for i := range 2_000 {
		people = append(people, bot.User{Email: fmt.Sprintf("p%d@acme.example", i), Title: "Engineer"})
	}
	d, err := guess(workspace{people: people})
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.text()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte("… and 1899 more people")) {
		t.Errorf("%s", text)
	}
}

// Whatever people enter in their profiles, the draft loads.
func TestNoProfileBreaksTheDraft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"Sales\n- x: y", "Sales\u2028a: b", "SDR\x85z: 1", "Head of sales # {", "Sales: [", `Marketing "`, "Sales \\", "\ufeffSales",
		}))
		address := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"ana@acme.example", "ANA@acme.example", "o'brien@acme.example", "null@acme.example", "1@acme.example",
			`"a b"@acme.example`, "jörg@müller.example", "a..b@acme.example", "x+y@acme.example",
		}))
		person := rapid.Custom(func(t *rapid.T) bot.User {
			return bot.User{
				ID: typed.Draw(t, "id"), RealName: typed.Draw(t, "name"), Title: typed.Draw(t, "title"),
				Email: address.Draw(t, "email"), TZ: rapid.SampledFrom([]string{"", "Local", "Europe/Berlin", "Mars/Base"}).Draw(t, "zone"),
			}
		})
		w := workspace{name: typed.Draw(t, "company"), people: nameable(rapid.SliceOf(person).Draw(t, "people"))}
		for _, u := range w.people {
			w.groups = append(w.groups, bot.UserGroup{Handle: typed.Draw(t, "handle"), Members: []string{u.ID}})
		}
		d, err := guess(w)
		if err != nil {
			if len(w.people) > 0 {
				t.Fatal(err)
			}
			return
		}
		if _, err := d.text(); err != nil {
			t.Fatal(err)
		}
	})
}
