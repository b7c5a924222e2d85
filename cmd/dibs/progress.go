package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progressTo shows how far work through a period of time has come, where somebody is looking: on
// a terminal. Call what it returns with the instant reached, and with the zero time at the end.
func progressTo(w io.Writer, what string, from, until time.Time) func(time.Time) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(time.Time) {}
	}
	bar := progressbar.NewOptions64(max(1, int64(until.Sub(from).Seconds())),
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false))
	return func(at time.Time) {
		if at.IsZero() {
			_ = bar.Finish() // who cannot be shown how far it is still gets the result
			return
		}
		_ = bar.Set64(int64(at.Sub(from).Seconds()))
	}
}
