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

// initCmd drafts a first playbook from the workspace.
type initCmd struct {
	Playbook string `placeholder:"playbook.yaml" help:"Where to write it. Default: $DIBS_PLAYBOOK, or playbook.yaml."`
	Force    bool   `help:"Replace an existing playbook."`
}

// Run writes the file and says what was guessed. It needs only the bot token.
func (i *initCmd) Run(e *env) error {
	c, err := readConfig(e.getenv)
	if err != nil {
		return err
	}
	if c.botToken == "" {
		return errors.New("SLACK_BOT_TOKEN is not set; create the app with what `dibs manifest` prints")
	}
	path := cmp.Or(i.Playbook, c.playbook)
	if _, err := os.Lstat(path); !i.Force && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s already exists; use --force to replace it, or --playbook to write another file", path)
	}
	w, err := readWorkspace(e.ctx, bot.NewClient(bot.ClientOptions{BotToken: c.botToken, APIURL: c.slackAPI}))
	if err != nil {
		return fmt.Errorf("read the workspace: %w; run `dibs doctor` to see how to fix it", err)
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
	d.summarize(e.stdout, path)
	if path != c.playbook {
		fmt.Fprintf(e.stdout, "with DIBS_PLAYBOOK=%s in the environment.\n", path)
	}
	return nil
}

// write never replaces a file without --force, not even one created since the last check.
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

// workspace is what Slack shows about a company.
type workspace struct {
	name     string
	people   []bot.User // employees with an email address, in Slack's order
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

// text is the draft as YAML. It makes sure that the file loads and needs no secret.
func (d *draft) text() ([]byte, error) {
	var b bytes.Buffer
	if err := initText.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("write the playbook: %w", err)
	}
	if _, err := playbook.Parse("playbook.yaml", b.Bytes(), func(string) string { return "" }); err != nil {
		return nil, fmt.Errorf("the draft doesn't load, which is a bug in Dibs: %w", err)
	}
	return b.Bytes(), nil
}

// summarize prints what was written, what was guessed and what to do next.
func (d *draft) summarize(out io.Writer, path string) {
	var found, missing []string
	for _, p := range []place{d.Leads, d.Qualify, d.Markets} {
		if p.Found {
			found = append(found, p.Name)
		} else {
			missing = append(missing, p.Name)
		}
	}
	p := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	p("Wrote %s for %s. These are guesses, so check them before you trust them:\n", path, cmp.Or(d.Company, "your workspace"))
	p("  people     %s, %s, %s, %s; %d without a role",
		count(len(d.In(lead.RoleManager))+len(d.In(lead.RoleAdmin)), "manager", "managers"), count(len(d.In(lead.RoleRep)), "rep", "reps"),
		count(len(d.In(lead.RoleQualifier)), "qualifier", "qualifiers"), count(len(d.In(lead.RoleMarketing)), "marketer", "marketers"), len(d.Others)+d.More)
	p("  manager    %s gets the escalations", d.Manager)
	p("  channels   %s", cmp.Or(strings.Join(found, ", "), "none with the usual names"))
	if len(missing) > 0 {
		p("             to create, or name others: %s", strings.Join(missing, ", "))
	}
	p("  time       %s, Mon-Fri 09:00-17:00", d.Zone)
	p("  money      %s", d.Currency)
	p("\nNext: edit %s, then run\n  dibs doctor", path)
}
