package slacksim

func viewsOpen(s *Sim, r *request) (answer, error) { return openFromTrigger(s, r, false) }
func viewsPush(s *Sim, r *request) (answer, error) { return openFromTrigger(s, r, true) }

// openFromTrigger checks the view before it uses up the trigger, so that an app whose view was refused can try again
// within the three seconds.
func openFromTrigger(s *Sim, r *request, push bool) (answer, error) {
	id := r.args.str("trigger_id")
	if id == "" {
		id = r.args.str("interactivity_pointer")
	}
	if id == "" {
		return nil, badArguments("missing required field: trigger_id")
	}
	raw := r.args.object("view")
	if err := checkView(raw, "modal"); err != nil {
		return nil, err
	}
	if s.externalIDTaken(raw, nil) {
		return nil, refuse("duplicate_external_id")
	}
	t, err := s.redeem(id)
	if err != nil {
		return nil, err
	}
	v := s.newView(t.user, raw)
	if push {
		if err := s.pushView(v); err != nil {
			return nil, err
		}
	} else {
		s.openView(v)
	}
	return answer{"view": s.wireView(v)}, nil
}

func viewsUpdate(s *Sim, r *request) (answer, error) {
	id, external := r.args.str("view_id"), r.args.str("external_id")
	if id == "" && external == "" {
		return nil, badArguments("missing required field: view_id")
	}
	v := s.viewWhere(func(v *View) bool { return v.ID == id || external != "" && v.ExternalID == external })
	if v == nil {
		return nil, refuse("not_found")
	}
	raw := r.args.object("view")
	if err := checkView(raw, v.Type); err != nil {
		return nil, err
	}
	if s.externalIDTaken(raw, v) {
		return nil, refuse("duplicate_external_id")
	}
	if hash := r.args.str("hash"); hash != "" && hash != v.Hash {
		return nil, refuse("hash_conflict")
	}
	s.updateView(v, raw)
	return answer{"view": s.wireView(v)}, nil
}

func viewsPublish(s *Sim, r *request) (answer, error) {
	if s.cfg.App.NoHomeTab {
		return nil, refuse("not_enabled")
	}
	u := s.user(r.args.str("user_id"))
	if u == nil || u.ID != r.args.str("user_id") {
		return nil, refuse("user_not_found")
	}
	raw := r.args.object("view")
	if err := checkView(raw, "home"); err != nil {
		return nil, err
	}
	v := s.homes[u.ID]
	if s.externalIDTaken(raw, v) {
		return nil, refuse("duplicate_external_id")
	}
	if hash := r.args.str("hash"); hash != "" && (v == nil || hash != v.Hash) {
		return nil, refuse("hash_conflict")
	}
	if v == nil {
		v = s.newView(u.ID, raw)
		s.homes[u.ID] = v
		s.showView(v)
	} else {
		s.updateView(v, raw)
	}
	return answer{"view": s.wireView(v)}, nil
}
