package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"dibs/bot"
	"dibs/playbook"
)

// doctorCmd checks everything Dibs needs and says how to fix what is wrong.
type doctorCmd struct{}

// Run prints one line per check and fails if something must be fixed. It changes no data and nothing in Slack,
// and prints no secret.
func (*doctorCmd) Run(e *env) error {
	return newDoctor(e.getenv, time.Now).run(e.ctx, e.stdout)
}

// checkTime limits one check, so that a service that hangs does not hold up the other checks.
const checkTime = 5 * time.Second

// doctor checks one installation. Later checks use what earlier ones found out. If a check needs something that an
// earlier one could not find out, it says so instead of reporting the same problem again.
type doctor struct {
	getenv   func(string) string
	now      func() time.Time
	config   config
	problems []error // problems with the environment
	client   *bot.Client

	bot      string             // the bot's handle; empty if its token does not work
	playbook *playbook.Playbook // nil if it cannot be loaded
}

func newDoctor(getenv func(string) string, now func() time.Time) *doctor {
	c, err := readConfig(getenv)
	return &doctor{
		getenv: getenv, now: now, config: c, problems: each(err),
		client: bot.NewClient(bot.ClientOptions{BotToken: c.botToken, AppToken: c.appToken, APIURL: c.slackAPI}),
	}
}

// run runs all checks in order and prints the findings of each.
func (d *doctor) run(ctx context.Context, out io.Writer) error {
	fixes := 0
	for _, check := range []func(context.Context) []finding{
		d.checkEnvironment, d.checkBotToken, d.checkScopes, d.checkTransport, d.checkClock,
		d.checkPlaybook, d.checkPeople, d.checkGroups, d.checkChannels, d.checkSources,
		d.checkDatabase, d.checkTimers,
	} {
		bounded, cancel := context.WithTimeout(ctx, checkTime)
		for _, f := range check(bounded) {
			fmt.Fprintln(out, f)
			if f.verdict == broken {
				fixes++
			}
		}
		cancel()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	switch fixes {
	case 0:
		fmt.Fprintln(out, "\nAll good. Next: dibs serve")
		return nil
	case 1:
		fmt.Fprintln(out, "\nOne thing to fix.")
	default:
		fmt.Fprintf(out, "\n%d things to fix.\n", fixes)
	}
	return errReported
}

// verdict is the result of a check.
type verdict string

const (
	fine   verdict = "ok"
	broken verdict = "fix"  // must be fixed, or Dibs does not work as the playbook says
	noted  verdict = "note" // worth knowing, or not checked
)

// finding is one line of the doctor.
type finding struct {
	verdict verdict
	what    string
	remedy  string // how to fix it; only for broken
}

// String is the line: "fix  what — remedy".
func (f finding) String() string {
	line := fmt.Sprintf("%-5s%s", f.verdict, strings.Join(strings.Fields(f.what), " "))
	if f.remedy != "" {
		line += " — " + f.remedy
	}
	return line
}

func ok(format string, args ...any) finding {
	return finding{verdict: fine, what: fmt.Sprintf(format, args...)}
}

func note(format string, args ...any) finding {
	return finding{verdict: noted, what: fmt.Sprintf(format, args...)}
}

func fix(remedy, format string, args ...any) finding {
	return finding{verdict: broken, what: fmt.Sprintf(format, args...), remedy: remedy}
}

// checkEnvironment reports each invalid variable.
func (d *doctor) checkEnvironment(context.Context) []finding {
	var found []finding
	for _, err := range d.problems {
		found = append(found, fix("correct it in the environment Dibs runs in", "environment: %v", err))
	}
	if found == nil {
		return []finding{ok("environment: all variables are valid")}
	}
	return found
}

// isInvalid reports whether checkEnvironment has reported a variable.
func (d *doctor) isInvalid(variable string) bool {
	for _, err := range d.problems {
		if name, _, _ := strings.Cut(err.Error(), " "); name == variable {
			return true
		}
	}
	return false
}

// each splits an error that errors.Join made. Errors wrapped further down stay part of their message.
func each(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

// count is a number with its noun: "1 person", "3 people".
func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
