package main

import (
	"flag"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"dibs/slacksim/pagetest"
	"dibs/slacksim/simtest"
)

// asProgram is the environment variable that makes the test binary run as the program itself: as a process that can
// be killed, with the race detector watching it.
const asProgram = "DIBS_TEST_AS_PROGRAM"

// sideBySideTests is how many tests of this package run at once, since they wait for programs and for leases to end
// much longer than they compute.
const sideBySideTests = 6

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		mainIn(childWorld())
		return
	}
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(max(sideBySideTests, runtime.GOMAXPROCS(0)))); err != nil {
		panic(err)
	}
	os.Exit(pagetest.Main(m))
}

// child is the program in a process of its own.
type child struct {
	cmd    *exec.Cmd
	out    *lines
	exited chan error
}

// spawn starts the program; its environment is env alone.
func spawn(env map[string]string, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{out: &lines{wrote: make(chan struct{}, 1)}, exited: make(chan error, 1)}
	c.cmd = exec.Command(self, args...)
	c.cmd.Stdout, c.cmd.Stderr = c.out, c.out
	c.cmd.Env = []string{asProgram + "=1", aheadOfTime + "=" + tillWorkday.String()} // may be set again by env
	for k, v := range env {
		c.cmd.Env = append(c.cmd.Env, k+"="+v)
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { c.exited <- c.cmd.Wait() }()
	return c, nil
}

var (
	servesOn = regexp.MustCompile(` on \S*:(\d+) \(role`)
	worksFor = regexp.MustCompile(`Dibs is running for`)
)

// says waits until the program has printed something that matches, and returns the match and its groups; nil if the
// program ended or did not print it in time.
func (c *child) says(what *regexp.Regexp) []string {
	late := time.After(simtest.Patience)
	for {
		if m := what.FindStringSubmatch(c.out.String()); m != nil {
			return m
		}
		select {
		case <-c.out.wrote:
		case err := <-c.exited:
			c.exited <- err
			return what.FindStringSubmatch(c.out.String())
		case <-late:
			return nil
		}
	}
}

// kill ends the program as a power cut would.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.exited //nolint:errcheck // it was killed, so it ended with an error
}

// end asks the program to stop, as a platform does, and returns how it ended.
func (c *child) end() error {
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return <-c.exited
}

// line is a connection to a server that can be cut and redirected to another one.
type line struct {
	listener net.Listener

	mu    sync.Mutex
	to    string // empty while it is cut
	conns map[net.Conn]bool
}

// wire opens a line to a server's address until the test ends.
func wire(t *testing.T, to string) *line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &line{listener: l, to: to, conns: map[net.Conn]bool{}}
	t.Cleanup(func() {
		_ = l.Close()
		w.cut()
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return w
}

func (w *line) addr() string { return w.listener.Addr().String() }

// cut breaks every connection and accepts no new one.
func (w *line) cut() { w.lead("") }

// lead breaks every connection and directs new ones to a server.
func (w *line) lead(to string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = to
	for c := range w.conns {
		_ = c.Close()
	}
	clear(w.conns)
}

func (w *line) carry(near net.Conn) {
	defer func() { _ = near.Close() }()
	w.mu.Lock()
	to := w.to
	w.mu.Unlock()
	if to == "" {
		return
	}
	far, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer func() { _ = far.Close() }()
	w.mu.Lock()
	if w.to != to {
		w.mu.Unlock()
		return
	}
	w.conns[near], w.conns[far] = true, true
	w.mu.Unlock()
	done := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		go func() {
			_, _ = io.Copy(way[0], way[1])
			done <- struct{}{}
		}()
	}
	<-done
	w.mu.Lock()
	delete(w.conns, near)
	delete(w.conns, far)
	w.mu.Unlock()
}
