package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progressTo shows how far work through a period of time has come, if w is a terminal. Call the returned function
// with the time reached so far, and with the zero time at the end.
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
			_ = bar.Finish() // the result matters more than its progress bar
			return
		}
		_ = bar.Set64(int64(at.Sub(from).Seconds()))
	}
}
