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

// doctorCmd checks everything that Dibs needs and says what to do about what is wrong.
type doctorCmd struct{}

// Run prints one line for each thing that was looked at and fails when one of them must be fixed.
// It changes no data and nothing in Slack, and no secret is printed.
func (*doctorCmd) Run(e *env) error {
	return newDoctor(e.getenv, time.Now).run(e.ctx, e.stdout)
}

// checkTime bounds one check, so that a service that hangs does not hide the others.
const checkTime = 5 * time.Second

// doctor looks at one installation. What an early check learns, later ones use; a check that
// lacks it says so in place of repeating what is wrong.
type doctor struct {
	getenv   func(string) string
	now      func() time.Time
	config   config
	problems []error // of the environment
	client   *bot.Client

	bot      string             // the bot's handle, empty: its token does not work
	playbook *playbook.Playbook // nil: it cannot be read
}

func newDoctor(getenv func(string) string, now func() time.Time) *doctor {
	c, err := readConfig(getenv)
	return &doctor{
		getenv: getenv, now: now, config: c, problems: each(err),
		client: bot.NewClient(bot.ClientOptions{BotToken: c.botToken, AppToken: c.appToken, APIURL: c.slackAPI}),
	}
}

// run carries out all checks in order and prints what each found.
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
		fmt.Fprintln(out, "\nNothing to fix. Next: dibs serve")
		return nil
	case 1:
		fmt.Fprintln(out, "\nOne thing to fix.")
	default:
		fmt.Fprintf(out, "\n%d things to fix.\n", fixes)
	}
	return errTold
}

// verdict is how a check came out.
type verdict string

const (
	fine   verdict = "ok"
	broken verdict = "fix"  // must be fixed before Dibs works as the playbook says
	noted  verdict = "note" // worth knowing, or could not be checked
)

// finding is one line of the doctor.
type finding struct {
	verdict verdict
	what    string
	remedy  string // what to do about it; for broken alone
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

// checkEnvironment tells each variable that makes no sense.
func (d *doctor) checkEnvironment(context.Context) []finding {
	var found []finding
	for _, err := range d.problems {
		found = append(found, fix("correct it where Dibs' environment is set", "environment: %v", err))
	}
	if found == nil {
		return []finding{ok("environment: every variable makes sense")}
	}
	return found
}

// nonsense reports whether checkEnvironment has told what is wrong with a variable.
func (d *doctor) nonsense(variable string) bool {
	for _, err := range d.problems {
		if name, _, _ := strings.Cut(err.Error(), " "); name == variable {
			return true
		}
	}
	return false
}

// each takes apart what errors.Join put together at the top; what is wrapped further down
// belongs to its sentence.
func each(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

// several writes "1 person", "3 people".
func several(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
