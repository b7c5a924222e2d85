package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"dibs/lead"
	"dibs/playbook"
	"dibs/workflows"
)

// preset reads the webhooks of one provider: how they are proved, and where their fields are.
// Both work on the raw bytes, because that is what a provider signs.
type preset struct {
	genuine func(r *http.Request, body []byte, secret string) bool
	read    func(body []byte) (lead.Inquiry, error)
}

// presets are the readers for the providers the playbook can name, see playbook.Presets.
var presets = map[playbook.Preset]preset{
	playbook.PresetTypeform:  {typeformSigned, readTypeform},
	playbook.PresetGoogleAds: {googleKeyed, readGoogleAds},
}

// DeadLetters keeps what came in genuinely but could not be read, so that nothing is lost.
type DeadLetters interface {
	// SavePayload stores raw words durably and returns their number.
	SavePayload(ctx context.Context, p workflows.Payload) (int64, error)
}

// postIntake takes the webhook of a source of the playbook.
func (h *HTTP) postIntake(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("source")
	src, ok := h.engine.Playbook().Source(name)
	p, known := presets[src.Preset]
	if !ok || !known {
		h.fail(w, r, problem{
			Title: "There is no such source", Status: http.StatusNotFound,
			Detail: "The playbook lists the sources that take webhooks: those with a preset.",
		})
		return
	}
	body, err := readBody(w, r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	if !p.genuine(r, body, src.Secret.Reveal()) {
		h.fail(w, r, errUnauthorized)
		return
	}
	payload := workflows.Payload{
		Source: name, ContentType: r.Header.Get("Content-Type"), Body: without(src.Secret.Reveal(), body), At: h.now(),
	}
	in, err := p.read(body)
	if err != nil {
		if lost := h.bury(r, payload, err); lost != nil {
			err = lost // it is to be sent again, until it is kept
		}
		h.fail(w, r, err)
		return
	}
	in.Source = name
	h.register(w, r, workflows.Intake{Inquiry: in, Payload: &payload})
}

// without blanks out the secret in what is kept of a webhook: some providers send it in the body.
func without(secret string, body []byte) []byte {
	quoted, err := json.Marshal(secret)
	if secret == "" || err != nil {
		return body
	}
	body = bytes.ReplaceAll(body, quoted, []byte(`"***"`))
	return bytes.ReplaceAll(body, []byte(secret), []byte("***"))
}

// bury keeps a payload that could not be read; an error says that it could not be kept either.
func (h *HTTP) bury(r *http.Request, p workflows.Payload, why error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), durable)
	defer cancel()
	p.Error = why.Error()
	id, err := h.dead.SavePayload(ctx, p)
	if err != nil {
		return fmt.Errorf("store a dead letter of %q: %w", p.Source, err)
	}
	h.log.Warn("dead letter stored", "source", p.Source, "payload", id, "why", why)
	return nil
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}
