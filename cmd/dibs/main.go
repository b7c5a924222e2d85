// Command dibs gets every sales lead a fast, fair and right answer, in Slack.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones work on machines without zone files

	"github.com/alecthomas/kong"
)

// commands is the command line: one field and one file per command.
type commands struct {
	Demo     demoCmd     `cmd:"" help:"Try Dibs on this machine, with a small Slack of its own. Nothing to install."`
	Init     initCmd     `cmd:"" help:"Draft a playbook from your workspace's channels and people."`
	Serve    serveCmd    `cmd:"" help:"Run Dibs for your workspace."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database up to date."`
	Manifest manifestCmd `cmd:"" help:"Print the Slack app manifest to paste into api.slack.com/apps."`
	Playbook playbookCmd `cmd:"" help:"Check, explain, test and replay the playbook."`
	Doctor   doctorCmd   `cmd:"" help:"Check tokens, scopes, channels, playbook, database and Redis, and say how to fix them."`
}

func main() { mainIn(world{}) }

// mainIn is main with the given world.
func mainIn(w world) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := runIn(ctx, w, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, errReported) {
		fmt.Fprintln(os.Stderr, "dibs: "+err.Error())
	}
	if err != nil {
		stop()
		os.Exit(1)
	}
}

// errReported ends the program with status 1 after the problems have been printed.
var errReported = errors.New("reported")

// env is what commands run with.
type env struct {
	ctx    context.Context
	getenv func(string) string
	stdout io.Writer
	stderr io.Writer
	world  world
}

// run is the whole program; tests call it instead of main. It returns when the command is done. serve and demo are
// done when ctx ends.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	return runIn(ctx, world{}, args, getenv, stdout, stderr)
}

// runIn is run with the given world.
func runIn(ctx context.Context, w world, args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	var v commands
	var code *int
	parser, err := kong.New(&v,
		kong.Name("dibs"),
		kong.Description("Every sales lead gets a fast, fair and right answer, in Slack."),
		kong.UsageOnError(),
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { code = &c }),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if code != nil { // --help was answered
		return nil
	}
	if err != nil {
		return err
	}
	return k.Run(&env{ctx: ctx, getenv: getenv, stdout: stdout, stderr: stderr, world: w})
}
