package bot

import (
	"context"

	"github.com/slack-go/slack"
)

// OpenView shows a modal, and returns its id. A trigger works once and for 3 seconds ("expired_trigger_id",
// "exchanged_trigger_id").
func (c *Client) OpenView(ctx context.Context, trigger string, view slack.ModalViewRequest) (id string, err error) {
	return c.view(ctx, "views.open", func(ctx context.Context) (*slack.ViewResponse, error) {
		return c.api.OpenViewContext(ctx, trigger, view)
	})
}

// PushView shows a modal on top of the one that the trigger came from, and returns its id. Slack stacks at most three
// ("push_limit_reached").
func (c *Client) PushView(ctx context.Context, trigger string, view slack.ModalViewRequest) (id string, err error) {
	return c.view(ctx, "views.push", func(ctx context.Context) (*slack.ViewResponse, error) {
		return c.api.PushViewContext(ctx, trigger, view)
	})
}

// UpdateView redraws a modal. With the hash of the view that it replaces, it fails with "hash_conflict" if somebody
// else was faster. Without a hash, the last update wins.
func (c *Client) UpdateView(ctx context.Context, id, hash string, view slack.ModalViewRequest) error {
	_, err := c.view(ctx, "views.update", func(ctx context.Context) (*slack.ViewResponse, error) {
		return c.api.UpdateViewContext(ctx, view, "", hash, id)
	})
	return err
}

// RedrawView redraws the modal that a request came from. Nothing happens if the reader has already moved on, closed
// it or submitted it. Inputs keep their values if their block and action ids stay the same.
func (c *Client) RedrawView(ctx context.Context, v View, view slack.ModalViewRequest) error {
	err := c.UpdateView(ctx, v.ID, v.Hash, view)
	if Is(err, "hash_conflict", "not_found") {
		return nil
	}
	return err
}

// PublishHome draws a person's home tab. hash is as in UpdateView. It fails with "not_enabled" if the app has no home
// tab.
func (c *Client) PublishHome(ctx context.Context, user, hash string, view slack.HomeTabViewRequest) error {
	_, err := c.view(ctx, "views.publish", func(ctx context.Context) (*slack.ViewResponse, error) {
		r := slack.PublishViewContextRequest{UserID: user, View: view}
		if hash != "" {
			r.Hash = &hash
		}
		return c.api.PublishViewContext(ctx, r)
	})
	return err
}

func (c *Client) view(
	ctx context.Context, method string, call func(context.Context) (*slack.ViewResponse, error),
) (id string, err error) {
	err = c.do(ctx, method, func(ctx context.Context) error {
		shown, err := call(ctx)
		if err == nil {
			id = shown.ID
		}
		return err
	})
	return id, err
}
