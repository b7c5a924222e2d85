package handlers

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"

	"dibs/workflows"
	"dibs/workflows/directory"
)

// HTTP serves other programs: intake, engagements and health checks. Slack's own requests go to bot's transports.
type HTTP struct {
	engine *workflows.Engine
	dir    *directory.Directory
	keys   Keys
	dead   DeadLetters
	ready  func(context.Context) error
	now    func() time.Time
	log    *slog.Logger

	writeTimeout time.Duration
}

// HTTPConfig is what HTTP needs. Ready returns an error while the program cannot serve. WriteTimeout is how long a
// write may take; zero means ten seconds.
type HTTPConfig struct {
	Engine    *workflows.Engine
	Directory *directory.Directory
	Keys      Keys
	Dead      DeadLetters
	Ready     func(context.Context) error
	Now       func() time.Time
	Log       *slog.Logger

	WriteTimeout time.Duration
}

// NewHTTP makes the handler for all routes that are not Slack's.
func NewHTTP(c HTTPConfig) http.Handler {
	h := &HTTP{
		engine: c.Engine, dir: c.Directory, keys: c.Keys, dead: c.Dead, ready: c.Ready, now: c.Now, log: c.Log,
		writeTimeout: cmp.Or(c.WriteTimeout, defaultWriteTimeout),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/leads", h.postLead)
	mux.HandleFunc("POST /v1/leads/{id}/engagements", h.postLeadEngagement)
	mux.HandleFunc("POST /v1/engagements", h.postEngagement)
	mux.HandleFunc("POST /v1/intake/{source}", h.postIntake)
	mux.HandleFunc("GET /healthz", h.healthz)
	mux.HandleFunc("GET /readyz", h.readyz)
	return mux
}

// healthz answers as long as the process runs.
func (h *HTTP) healthz(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte("ok\n"))
}

// readyz answers whether the process can serve, so that a load balancer can leave out a process that cannot.
func (h *HTTP) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := h.ready(ctx); err != nil {
		h.log.Warn("not ready", "err", err)
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	h.healthz(w, r)
}
