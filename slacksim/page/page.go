// Package page is the browser page of the small Slack: plain files that work offline, served with headers under which
// nothing from a message can run.
package page

import (
	"embed"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

//go:embed web
var files embed.FS

// policy allows the page's own scripts and styles only. Images may come from anywhere, as in Slack; nothing else does.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' http: https:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the page at "/", its scripts and styles beside it, and answers Slack's message links
// ("/archives/C1/p1763802000000100") by a redirect to the message on the page. It is safe for concurrent use.
func Handler() http.Handler {
	web, err := fs.Sub(files, "web")
	if err != nil {
		panic(err) // the folder is embedded above: only a broken build has none
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", secured(http.FileServerFS(web)))
	mux.HandleFunc("GET /archives/{channel}", openMessage)
	mux.HandleFunc("GET /archives/{channel}/{message}", openMessage)
	return mux
}

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		// The files change with every build of the program and have no versions in their names.
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// microDigits is how many digits of a message link stand for the part of the ts after its dot.
const microDigits = 6

func openMessage(w http.ResponseWriter, r *http.Request) {
	query := url.Values{"channel": {r.PathValue("channel")}}
	if digits := strings.TrimPrefix(r.PathValue("message"), "p"); len(digits) > microDigits {
		at := len(digits) - microDigits
		query.Set("message", digits[:at]+"."+digits[at:])
	}
	if thread := r.URL.Query().Get("thread_ts"); thread != "" {
		query.Set("thread", thread)
	}
	http.Redirect(w, r, "/?"+query.Encode(), http.StatusFound)
}
