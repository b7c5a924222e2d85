package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dibs/bot"
	"dibs/lead"
)

// noStatus is the Person.Status of a person who has no status. An empty Person.Status means that the status is unknown:
// Slack has not been asked yet, or the account is deactivated.
const noStatus = "none"

// statusMark identifies a status, so that a new status can be distinguished from one that was seen before. It is a
// hash, because what people write there is private. 64 bits are plenty for the few statuses that a person ever sets.
func statusMark(u bot.User) string {
	if u.StatusText == "" && u.StatusEmoji == "" {
		return noStatus
	}
	expires := int64(0)
	if !u.StatusExpiresAt.IsZero() {
		expires = u.StatusExpiresAt.Unix()
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", u.StatusEmoji, u.StatusText, expires))
	return hex.EncodeToString(sum[:8])
}

// readStatus sets a person's absence from their status. The absence lasts from now until the status expires.
func readStatus(p *lead.Person, u bot.User, now time.Time) {
	p.Status = statusMark(u)
	over := !u.StatusExpiresAt.IsZero() && !now.Before(u.StatusExpiresAt)
	if !over && saysAway(u.StatusEmoji, u.StatusText) {
		p.AwayBy, p.AwayAt, p.BackAt = lead.AwayStatus, now, u.StatusExpiresAt
	}
}

// saysAway reports whether a Slack status says that somebody is away. Slack suggests five statuses (docs.slack.dev,
// users.profile.set): Vacationing and Out sick mean away; In a meeting, Commuting and Working remotely do not. Words
// for being at work are checked first, because a wrong absence takes leads from people without their knowledge.
func saysAway(emoji, text string) bool {
	text = strings.ToLower(text)
	if atWork.MatchString(text) {
		return false
	}
	return slices.Contains(awayEmoji, emoji) || awayWords.MatchString(harmless.ReplaceAllString(text, " "))
}

// awayEmoji are the emoji that mean away even without words. An airplane does not: it may be a business trip.
var awayEmoji = []string{":palm_tree:", ":desert_island:", ":beach_with_umbrella:", ":face_with_thermometer:", ":thermometer:"}

var (
	atWork = regexp.MustCompile(`\b(meetings?|commut(e|ing)|remote(ly)?|lunch|wfh|working from|home ?office)\b`)

	// harmless are phrases with a word that would mean away in other phrases.
	harmless = regexp.MustCompile(`\b(sick (and tired )?of|(right|straight|far|blown) away|away from (my |the )?(keyboard|desk|computer|phone)` +
		`|happy holidays?|back from \w+|leave (me|a|your|it|no)|until i leave|before i leave)\b`)

	awayWords = regexp.MustCompile(`\b(vacation(ing)?|holidays?|sick|out of (the )?office|ooo|pto|(day|days|time) off|away|sabbatical` +
		`|on leave|(annual|parental|maternity|paternity|family|medical|unpaid|study|bereavement|compassionate) leave` +
		`|urlaub|krank|elternzeit)\b|^leave\b`)
)
