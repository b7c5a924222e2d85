package view

import (
	"fmt"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// interested tells of a sign of interest and, when the judgement that follows is known, what it makes of the lead:
// "👀 Downloaded something +10: now ☀️ Warm, potential 45, engagement 20."
func (p Renderer) interested(e, judged lead.Event) string {
	f := e.Facts
	now := ""
	if s := judged.Facts.Score; judged.Kind == lead.Judged && s != nil {
		now = fmt.Sprintf("%s: potential %d, engagement %d.", wording.Temperature(s.Temperature), s.Potential, s.Engagement)
	}
	if e.Kind == lead.RepeatInquiry {
		return strings.TrimSpace("🔁 Inquired again, from " + origin(f) + "." + said(e.Words.Comment) + " " + now)
	}
	because, points := p.sign(f.Engagement)
	return strings.TrimSpace("👀 " + wording.Capital(because) + points + ". " + now)
}

// sign is what an engagement means in the playbook's words, and the points that it gives.
func (p Renderer) sign(event string) (because, points string) {
	if because, points, ok := p.Playbook.Engagement(event); ok {
		return wording.Safe(because, 80), fmt.Sprintf(" %+d", points)
	}
	return "New sign of interest: " + wording.Readable(event), ""
}

// warmed tells that a nurtured lead is in play again before its date, because of what the line before says.
func (p Renderer) warmed(e lead.Event) string {
	line := "⏰ It has warmed up, so it is looked at again before its date."
	if e.Facts.Reason != "" {
		line += " It was put off: " + wording.Readable(e.Facts.Reason) + "."
	}
	return line
}
