package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
)

// The limits that issue 2 sets. Each benchmark reports what it measured and its share of the
// limit: below 1 is good.
const (
	clickLimit  = 50 * time.Millisecond
	startLimit  = 3 * time.Second
	binaryLimit = 40 << 20
	memoryLimit = 64 << 20
)

// BenchmarkClick measures a click from the request to the answer, which comes after the change is stored: "I'm
// calling" on an inquiry, over HTTP with Slack's signature.
func BenchmarkClick(b *testing.B) {
	for _, s := range []setup{
		{name: "SQLite"},
		{name: "Postgres", postgres: true, redis: true},
	} {
		b.Run(s.name, func(b *testing.B) {
			p := start(b, s)
			body, header := typeformPayload(b)
			if status, answer := p.post(b, "/v1/intake/typeform", body, header); status != http.StatusCreated {
				b.Fatalf("%d %v", status, answer)
			}
			dan := p.as(b, "dan")
			dan.Expect("#qualify", "Laura")
			click := p.click(dan.ID(), "calling", "1")
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				status, answer := p.post(b, "/slack/interactions", click, p.signed(click))
				took = append(took, time.Since(began))
				if status != http.StatusOK {
					b.Fatalf("%d %v", status, answer)
				}
			}
			slices.Sort(took)
			median := took[len(took)/2]
			b.ReportMetric(float64(median)/float64(time.Millisecond), "ms-median")
			b.ReportMetric(float64(took[len(took)*99/100])/float64(time.Millisecond), "ms-p99")
			b.ReportMetric(float64(median)/float64(clickLimit), "of-limit")
		})
	}
}

// click is the body of the request that Slack sends for a click on a button.
func (p *program) click(user, action, value string) []byte {
	payload := fmt.Sprintf(`{"type":"block_actions","user":{"id":%q},"trigger_id":"1.2.3","response_url":%q,`+
		`"actions":[{"type":"button","action_id":%q,"block_id":"lead:1:v1:actions","value":%q}]}`,
		user, p.url+"/nowhere", action, value)
	return []byte("payload=" + url.QueryEscape(payload))
}

func (p *program) signed(body []byte) http.Header {
	now := p.clock.Now()
	return http.Header{
		"Content-Type":              {"application/x-www-form-urlencoded"},
		"X-Slack-Request-Timestamp": {strconv.FormatInt(now.Unix(), 10)},
		"X-Slack-Signature":         {slacksim.Signature(p.sim.SigningSecret(), now, body)},
	}
}

// BenchmarkDemo measures what people get: how long `dibs demo` takes to show its first card, how large the binary is,
// and how much memory it uses when idle.
func BenchmarkDemo(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "dibs")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(binary)
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	var memory int64
	for b.Loop() {
		first, rss := demoOnce(b, binary)
		took, memory = append(took, first), max(memory, rss)
	}
	slices.Sort(took)
	median := took[len(took)/2]
	b.ReportMetric(median.Seconds(), "s-first-card")
	b.ReportMetric(float64(median)/float64(startLimit), "start-of-limit")
	b.ReportMetric(float64(info.Size())/(1<<20), "MB-binary")
	b.ReportMetric(float64(info.Size())/binaryLimit, "binary-of-limit")
	b.ReportMetric(float64(memory)/(1<<20), "MB-idle")
	b.ReportMetric(float64(memory)/memoryLimit, "memory-of-limit")
}

// demoOnce runs the demo until it shows its first card, and two seconds longer to measure its memory.
func demoOnce(b *testing.B, binary string) (first time.Duration, memory int64) {
	ctx, cancel := context.WithTimeout(b.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, "demo")
	cmd.Env = []string{"PORT=0", "TMPDIR=" + b.TempDir()}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	base := regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
	if err != nil || base == "" {
		b.Fatalf("the demo printed %q, %v", line, err)
	}
	for !strings.Contains(get(base+"/page/messages?user=ana&channel=leads"), "Claim") {
		if ctx.Err() != nil {
			b.Fatal("no card came")
		}
		time.Sleep(10 * time.Millisecond)
	}
	first = time.Since(began)
	time.Sleep(2 * time.Second)
	return first, resident(b, cmd.Process.Pid)
}

func get(address string) string {
	resp, err := http.Get(address)
	if err != nil {
		return ""
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

// resident returns how much memory a process uses, in bytes.
func resident(b *testing.B, pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("idle memory is read from /proc, which is not here")
	}
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(text)
	kb, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return kb << 10
}
