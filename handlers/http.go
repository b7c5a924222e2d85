// Package handlers translates: what comes in from Slack and over HTTP becomes one call of a
// workflow, and its outcome an answer in the words of bot.
package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"dibs/workflows"
	"dibs/workflows/directory"
)

// HTTP is what the program offers to machines: intake, and how it feels itself. Slack's own
// requests go to bot's transports.
type HTTP struct {
	engine *workflows.Engine
	dir    *directory.Directory
	keys   Keys
	dead   DeadLetters
	ready  func(context.Context) error
	now    func() time.Time
	log    *slog.Logger
}

// HTTPConfig is what HTTP works with. Ready says why the program cannot serve now, or nil.
type HTTPConfig struct {
	Engine    *workflows.Engine
	Directory *directory.Directory
	Keys      Keys
	Dead      DeadLetters
	Ready     func(context.Context) error
	Now       func() time.Time
	Log       *slog.Logger
}

// NewHTTP makes the handler of all routes that are not Slack's.
func NewHTTP(c HTTPConfig) http.Handler {
	h := &HTTP{engine: c.Engine, dir: c.Directory, keys: c.Keys, dead: c.Dead, ready: c.Ready, now: c.Now, log: c.Log}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/leads", h.postLead)
	mux.HandleFunc("POST /v1/leads/{id}/engagements", h.postLeadEngagement)
	mux.HandleFunc("POST /v1/engagements", h.postEngagement)
	mux.HandleFunc("POST /v1/intake/{source}", h.postIntake)
	mux.HandleFunc("GET /healthz", h.healthz)
	mux.HandleFunc("GET /readyz", h.readyz)
	return mux
}

// healthz says that the process runs.
func (h *HTTP) healthz(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte("ok\n"))
}

// readyz says whether it can do its work: a load balancer leaves out a process that cannot.
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
