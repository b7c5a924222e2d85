// Package page serves the simulator's browser page. Its files work offline, and its headers prevent any code in a message
// from running.
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

// policy only allows the page's own scripts and styles. As in Slack, images may come from anywhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' http: https:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the page at "/" together with its scripts and styles. It redirects Slack's message links
// ("/archives/C1/p1763802000000100") to the message on the page. The handler is safe for concurrent use.
func Handler() http.Handler {
	web, err := fs.Sub(files, "web")
	if err != nil {
		panic(err) // cannot happen: the folder is embedded above
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
		// The files may change with every build, and their names contain no version.
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// microDigits is how many digits at the end of a message link are the microseconds of the ts.
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
