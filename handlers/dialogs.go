package handlers

import (
	"context"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// dialogs opens a dialog about a lead, with no more in it than the person may see.
type dialogs struct {
	access  *access
	replies *replies
	dir     *directory.Directory
	finder  *lookup.Finder
}

// button makes the handler for a button that opens a dialog.
func (d *dialogs) button(dlg leadDialog) bot.Handler {
	return d.access.onLead(func(ctx context.Context, req request, id lead.ID) (bot.Response, error) {
		return d.open(ctx, req, id, dlg)
	})
}

// open opens a dialog about a lead. A person who cannot do what it is for is refused at once.
func (d *dialogs) open(ctx context.Context, req request, id lead.ID, dlg leadDialog) (bot.Response, error) {
	f, err := d.access.look(ctx, req, id)
	if err != nil {
		return d.replies.refused(ctx, req, err)
	}
	if err := dlg.possible(f.Lead, req.actor(d.dir.Crew()), req.now); err != nil {
		return d.replies.refused(ctx, req, err)
	}
	modal, err := d.draw(ctx, req, dlg, f)
	if err != nil {
		return bot.Response{}, err
	}
	return bot.Open(view.AskedIn(req.origin(), modal)), nil
}

// draw draws a dialog about a lead as it is now.
func (d *dialogs) draw(ctx context.Context, req request, dlg leadDialog, f lookup.Found) (view.Modal, error) {
	crew, pb, reader := d.dir.Crew(), d.dir.Playbook(), req.reader()
	scene := dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: reader.Colleagues(crew), Playbook: pb, Now: req.now}
	if dlg.load != nil {
		if err := dlg.load(ctx, d.finder, &scene); err != nil {
			return view.Modal{}, err
		}
	}
	scene.Alike = reader.Matches(scene.Alike)
	scene.Lead, scene.Events = view.ReadBy(f.Lead, f.Events, req.by, crew, pb)
	return dlg.draw(scene), nil
}
