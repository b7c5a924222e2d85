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

// preset reads the webhooks of one provider. genuine checks that the provider sent a webhook, and read finds its
// fields. Both work on the raw body, because that is what a provider signs.
type preset struct {
	genuine func(r *http.Request, body []byte, secret string) bool
	read    func(body []byte) (lead.Inquiry, error)
}

// presets are the readers for the providers that a playbook can name; see playbook.Presets.
var presets = map[playbook.Preset]preset{
	playbook.PresetTypeform:  {typeformSigned, readTypeform},
	playbook.PresetGoogleAds: {googleKeyMatches, readGoogleAds},
}

// DeadLetters keeps genuine webhooks that could not be read, so that no lead is lost.
type DeadLetters interface {
	// SavePayload stores a payload durably and returns its number.
	SavePayload(ctx context.Context, p workflows.Payload) (int64, error)
}

// postIntake takes in a webhook for a source of the playbook.
func (h *HTTP) postIntake(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("source")
	src, ok := h.dir.Playbook().Source(name)
	p, known := presets[src.Preset]
	if !ok || !known {
		h.fail(w, r, problem{
			Title: "The playbook has no such webhook source", Status: http.StatusNotFound,
			Detail: "Sources that accept webhooks have a preset in the playbook.",
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
		Source: name, ContentType: r.Header.Get("Content-Type"), Body: redactSecret(src.Secret.Reveal(), body), At: h.now(),
	}
	in, err := p.read(body)
	if err != nil {
		if lost := h.keepUnread(r, payload, err); lost != nil {
			err = lost // a fault, so that the provider sends the webhook again
		}
		h.fail(w, r, err)
		return
	}
	in.Source = name
	h.register(w, r, workflows.Intake{Inquiry: in, Payload: &payload})
}

// redactSecret blanks out the secret in a webhook before it is stored, because some providers send it in the body.
func redactSecret(secret string, body []byte) []byte {
	quoted, err := json.Marshal(secret)
	if secret == "" || err != nil {
		return body
	}
	body = bytes.ReplaceAll(body, quoted, []byte(`"***"`))
	return bytes.ReplaceAll(body, []byte(secret), []byte("***"))
}

// keepUnread stores a payload that could not be read, with the reason. An error means that it could not be stored
// either.
func (h *HTTP) keepUnread(r *http.Request, p workflows.Payload, why error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.writeTimeout)
	defer cancel()
	p.Error = why.Error()
	id, err := h.dead.SavePayload(ctx, p)
	if err != nil {
		return fmt.Errorf("keep an unreadable webhook of %q: %w", p.Source, err)
	}
	h.log.Warn("webhook could not be read; its payload is kept", "source", p.Source, "payload", id, "why", why)
	return nil
}

// firstNonEmpty is the first text that is not blank, without spaces around it.
func firstNonEmpty(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}
