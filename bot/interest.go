package bot

import (
	"fmt"
	"strings"

	"dibs/lead"
)

// interested tells of a sign of interest and, when the judgement that follows is known, what it makes of the lead:
// "👀 Downloaded something +10: now ☀️ Warm, potential 45, engagement 20."
func (p pen) interested(e, judged lead.Event) string {
	f := e.Facts
	now := ""
	if s := judged.Facts.Score; judged.Kind == lead.Judged && s != nil {
		now = fmt.Sprintf("%s: potential %d, engagement %d.", warmth(s.Temperature), s.Potential, s.Engagement)
	}
	if e.Kind == lead.AskedAgain {
		return strings.TrimSpace("🔁 Inquired again, from " + origin(f) + "." + said(e.Words.Note) + " " + now)
	}
	because, points := p.sign(f.Engagement)
	return strings.TrimSpace("👀 " + capital(because) + points + ". " + now)
}

// sign is what an engagement means in the playbook's words, and the points that it gives.
func (p pen) sign(event string) (because, points string) {
	if because, points, ok := p.pb.Engagement(event); ok {
		return safe(because, 80), fmt.Sprintf(" %+d", points)
	}
	return "New sign of interest: " + readable(event), ""
}

// warmed tells that a nurtured lead is in play again before its date, because of what the line before says.
func (p pen) warmed(e lead.Event) string {
	line := "⏰ It has warmed up, so it is looked at again before its date."
	if e.Facts.Reason != "" {
		line += " It was put off: " + readable(e.Facts.Reason) + "."
	}
	return line
}
