package handlers

import (
	"context"
	"fmt"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/lead"
	"dibs/workflows/directory"
	"dibs/workflows/publish"
)

// homeTab answers what people do on their home tab, other than to a lead.
type homeTab struct {
	access    *access
	replies   *replies
	dir       *directory.Directory
	publisher *publish.Publisher
}

// open draws a person's home tab when they open it. Slack sends the same event for the app's other tabs.
func (h *homeTab) open(ctx context.Context, r *bot.Request) (bot.Response, error) {
	if r.Event.Tab != "home" {
		return bot.Ack(), nil
	}
	req, err := h.access.identifyAs(ctx, r, bot.Ref{ID: r.Event.User})
	if err != nil {
		return bot.Response{}, err
	}
	return h.replies.atHome(ctx, req, bot.Ack(), lead.Event{})
}

// turnPage shows another page of a long list.
func (h *homeTab) turnPage(ctx context.Context, req request) (bot.Response, error) {
	button := req.raw.Action
	section, from, ok := view.ParsePage(button.Value)
	if !ok {
		return bot.Response{}, fmt.Errorf("button %s has the value %q, not a page of a list", button.ID, button.Value)
	}
	if err := h.publisher.PageHome(ctx, req.by, section, from, req.now); err != nil {
		return bot.Response{}, err
	}
	return h.replies.atHome(ctx, req, bot.Ack(), lead.Event{})
}

// muteDigests turns digests off or on.
func (h *homeTab) muteDigests(ctx context.Context, req request) (bot.Response, error) {
	for digest, off := range view.ReadDigests(req.raw.Action) {
		if err := h.dir.Mute(ctx, req.by, digest, off); err != nil {
			return bot.Response{}, err
		}
	}
	return h.replies.atHome(ctx, req, bot.Ack(), lead.Event{})
}
