package main

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/template"

	"dibs/bot"
	"dibs/lead"
	"dibs/playbook"
)

// initCmd writes a first playbook from what the workspace shows.
type initCmd struct {
	Playbook string `placeholder:"playbook.yaml" help:"Where to write it. Without it: DIBS_PLAYBOOK, or playbook.yaml."`
	Force    bool   `help:"Replace a playbook that is there."`
}

// Run writes the file and says what was guessed. It needs the bot token alone.
func (i *initCmd) Run(e *env) error {
	c, err := readConfig(e.getenv)
	if err != nil {
		return err
	}
	if c.botToken == "" {
		return errors.New("SLACK_BOT_TOKEN is not set; `dibs manifest` prints the app to create")
	}
	path := cmp.Or(i.Playbook, c.playbook)
	if _, err := os.Lstat(path); !i.Force && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; --force replaces it, --playbook writes another file", path)
	}
	w, err := readWorkspace(e.ctx, bot.NewClient(bot.ClientOptions{BotToken: c.botToken, APIURL: c.slackAPI}))
	if err != nil {
		return fmt.Errorf("read the workspace: %w; `dibs doctor` says what to do", err)
	}
	d, err := guess(w)
	if err != nil {
		return err
	}
	text, err := d.text()
	if err != nil {
		return err
	}
	if err := i.write(path, text); err != nil {
		return err
	}
	d.tell(e.stdout, path)
	if path != c.playbook {
		fmt.Fprintf(e.stdout, "with DIBS_PLAYBOOK=%s in the environment.\n", path)
	}
	return nil
}

// write never replaces a file without --force, also not one that came meanwhile.
func (i *initCmd) write(path string, text []byte) error {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if i.Force {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, mode, 0o644)
	if err != nil {
		return fmt.Errorf("write the playbook: %w", err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the playbook: %w", err)
	}
	return nil
}

// workspace is what Slack shows of a company.
type workspace struct {
	name     string
	people   []bot.User // who works there and can be named by e-mail, in Slack's order
	channels []bot.Channel
	groups   []bot.UserGroup
}

func readWorkspace(ctx context.Context, c *bot.Client) (workspace, error) {
	who, err := c.AuthTest(ctx)
	if err != nil {
		return workspace{}, err
	}
	users, err := c.Users(ctx)
	if err != nil {
		return workspace{}, err
	}
	w := workspace{name: who.Team, people: nameable(users)}
	if w.channels, err = c.Channels(ctx); err != nil {
		return workspace{}, err
	}
	if w.groups, err = c.UserGroups(ctx); err != nil && !bot.Is(err, "plan_upgrade_required") {
		return workspace{}, err
	}
	return w, nil
}

//go:embed init.yaml.tmpl
var initTemplate string

var initText = template.Must(template.New("playbook").Parse(initTemplate))

// text writes the draft out and makes sure that it loads, with no secret needed.
func (d *draft) text() ([]byte, error) {
	var b bytes.Buffer
	if err := initText.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("write the playbook: %w", err)
	}
	if _, err := playbook.Parse("playbook.yaml", b.Bytes(), func(string) string { return "" }); err != nil {
		return nil, fmt.Errorf("what was drafted from this workspace does not load, which is a fault of Dibs: %w", err)
	}
	return b.Bytes(), nil
}

// tell says what was written, what was guessed and what comes next.
func (d *draft) tell(out io.Writer, path string) {
	var found, missing []string
	for _, p := range []place{d.Leads, d.Qualify, d.Markets} {
		if p.Found {
			found = append(found, p.Name)
		} else {
			missing = append(missing, p.Name)
		}
	}
	p := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	p("Wrote %s for %s. Guessed, so look at it before you trust it:\n", path, cmp.Or(d.Company, "the workspace"))
	p("  people     %s, %s, %s, %s; %d without a role",
		several(len(d.In(lead.RoleManager))+len(d.In(lead.RoleAdmin)), "manager", "managers"), several(len(d.In(lead.RoleRep)), "rep", "reps"),
		several(len(d.In(lead.RoleQualifier)), "qualifier", "qualifiers"), several(len(d.In(lead.RoleMarketing)), "marketer", "marketers"), len(d.Others)+d.More)
	p("  manager    %s gets the escalations", d.Manager)
	p("  channels   %s", cmp.Or(strings.Join(found, ", "), "none of the usual names"))
	if len(missing) > 0 {
		p("             to create or rename: %s", strings.Join(missing, ", "))
	}
	p("  time       %s, Mon-Fri 09:00-17:00", d.Zone)
	p("  money      %s", d.Currency)
	p("\nNext: edit %s, then run\n  dibs doctor", path)
}
