package view

import (
	"fmt"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// interested words a sign of interest, followed by the score that results from it, if that is known: "👀 Downloaded
// something +10. ☀️ Warm: potential 45, engagement 20."
func (v threadView) interested(e, judged lead.Event) string {
	score := ""
	if s := judged.Facts.Score; judged.Kind == lead.Judged && s != nil {
		score = scoreLine(*s)
	}
	if e.Kind == lead.RepeatInquiry {
		return sentences("🔁 Asked again, from "+origin(e.Facts)+"."+quotedComment(e.Words.Comment), score)
	}
	return sentences("👀 "+wording.Capital(v.engagement(e.Facts.Engagement))+".", score)
}

// scoreLine is a score as a sentence: "☀️ Warm: potential 45, engagement 20."
func scoreLine(s lead.Score) string {
	return fmt.Sprintf("%s: potential %d, engagement %d.", wording.Temperature(s.Temperature), s.Potential, s.Engagement)
}

// engagement is a sign of interest in the playbook's words, with its points: "downloaded something +10".
func (v threadView) engagement(event string) string {
	if because, points, ok := v.Playbook.Engagement(event); ok {
		return wording.Safe(because, 80) + fmt.Sprintf(" %+d", points)
	}
	return "New sign of interest: " + wording.Readable(event)
}

// warmedUp says that a nurtured lead came back early, because of the interest in the line before.
func (v threadView) warmedUp(e lead.Event) string {
	return sentences("⏰ It warmed up, so it's back before its date.", setAside(e))
}

// setAside says why a lead had gone to marketing, as a sentence.
func setAside(e lead.Event) string {
	if e.Facts.Reason == "" {
		return ""
	}
	return "It had been set aside: " + wording.Readable(e.Facts.Reason) + "."
}
