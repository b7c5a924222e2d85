package handlers

import (
	"testing"
	"time"

	"dibs/lead"
)

func TestAnAbsenceEndsWhenWorkBeginsOnThatDay(t *testing.T) {
	d := open(t)
	for words, want := range map[string]string{
		"":                       "",
		"until Monday":           "2026-11-23T09:00:00+01:00",
		"until next saturday":    "2026-11-30T09:00:00+01:00", // closed until Monday
		"tomorrow 13:00":         "2026-11-23T13:00:00+01:00",
		"today":                  "2026-11-23T09:00:00+01:00", // the rest of the day
		"for 2h":                 "2026-11-22T17:30:00+01:00",
		"until the end of week":  "2026-11-23T09:00:00+01:00",
		"until 24.12.":           "2026-12-24T09:00:00+01:00",
		"until 2026-12-24 08:00": "2026-12-24T08:00:00+01:00", // a time of day is kept as typed
	} {
		said := d.says("ana", "away "+words)
		ana := d.member("ana")
		if !ana.Away(d.clock) || ana.AwayBy != lead.AwaySaid {
			t.Errorf("away %s: Ana is not away; the answer is %s", words, said)
		}
		if got := ana.BackAt; want == "" && !got.IsZero() || want != "" && got.In(berlin(t)).Format(time.RFC3339) != want {
			t.Errorf("away %s: back at %s, want %s", words, got, want)
		}
	}
	d.expect(d.says("ana", "back friday"), "`/lead away until friday`")
	if !d.member("ana").Away(d.clock) {
		t.Error("\"back friday\" ended the absence at once")
	}
	d.expect(d.says("ana", "back"), "Welcome back")
	if d.member("ana").Away(d.clock) {
		t.Error("Ana is still away after \"back\"")
	}
	d.expect(d.says("ana", "back"), "You weren't away")
}

func TestADayIsInTheZoneOfTheAbsentPerson(t *testing.T) {
	d := open(t)
	d.says("ben", "away until tomorrow 10:00")
	if got := d.member("ben").BackAt; !got.Equal(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("10:00 in New York was read as %s", got)
	}
}

func TestAPastOrUnreadableDateChangesNothing(t *testing.T) {
	d := open(t)
	for _, words := range []string{"until yesterday", "until 2026-11-20", "on friday", "until 3/4", "until friday maybe", "sick", "from friday", "until 1 jan 2026"} {
		d.expect(d.says("ana", "away "+words), "as a date in the future")
		if d.member("ana").Away(d.clock) {
			t.Errorf("away %s: Ana is away", words)
		}
	}
}

func TestOnlyAManagerSetsSomebodyElseAway(t *testing.T) {
	d := open(t)
	for _, ben := range []string{"<@UBEN|ben>", "<@UBEN>", "@ben", "@Ben.Example"} {
		d.expect(d.says("mia", "away "+ben+" until friday"), "is away until", "They have no open leads.")
		if got := d.member("ben").BackAt; !got.Equal(time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)) { // 9:00 in his team's zone
			t.Errorf("away %s: Ben is back at %s", ben, got)
		}
		d.expect(d.says("mia", "back "+ben), "is back and gets new leads again")
		d.minute()
	}
	d.expect(d.says("mia", "back @ben"), "wasn't away")
	d.expect(d.says("ana", "away <@UBEN|ben> until friday"), "Only a manager can set somebody else")
	d.expect(d.says("ana", "back <@UBEN|ben>"), "Only a manager can set somebody else")
	d.expect(d.says("mia", "away <@UXYZ|bem> until friday"), "I don't know who", "@bem")
	d.expect(d.says("mia", "away @example"), "I don't know who")
	if d.member("ben").Away(d.clock) {
		t.Error("Ben is away, although nobody who asked may say so")
	}
	d.expect(d.says("mia", "away until friday <@UBEN|ben>"), "“until friday @ben”")
	d.expect(d.says("ana", "away <@UANA|ana> until friday"), "You're away until")
}

func TestAnAwayStatusCountsUntilItIsCleared(t *testing.T) {
	d := open(t)
	ana := userOf(d, "ana")
	ana.StatusEmoji, ana.StatusText, ana.StatusExpiresAt = ":palm_tree:", "Vacationing", sunday.Add(48*time.Hour)
	d.changes(ana)
	if m := d.member("ana"); !m.Away(d.clock) || m.AwayBy != lead.AwayStatus || !m.BackAt.Equal(ana.StatusExpiresAt) {
		t.Errorf("with an away status: away %v, by %q, until %s", m.Away(d.clock), m.AwayBy, m.BackAt)
	}
	d.says("ana", "back")
	d.changes(ana) // an unrelated change that repeats the status
	if d.member("ana").Away(d.clock) {
		t.Error("Ana came back, and the same status set her away again")
	}
	d.minute()
	ana.StatusText = "On vacation again"
	d.changes(ana)
	ana.StatusEmoji, ana.StatusText, ana.StatusExpiresAt = "", "", time.Time{}
	d.changes(ana)
	if m := d.member("ana"); m.Away(d.clock) || m.Status != noStatus {
		t.Errorf("without a status: away %v, status %q", m.Away(d.clock), m.Status)
	}
	d.says("ana", "away until friday")
	ana.StatusEmoji, ana.StatusText = ":bus:", "Commuting"
	d.changes(ana)
	if m := d.member("ana"); !m.Away(d.clock) || m.AwayBy != lead.AwaySaid {
		t.Error("a status ended an absence that Ana had typed")
	}
}

func TestSlackTokensAreReadAsTheTypedText(t *testing.T) {
	for text, want := range map[string]string{
		"<@U1|ben> and <#C1|leads>":                          "@ben and #leads",
		"<mailto:pat@customer.example|pat@customer.example>": "pat@customer.example",
		"<https://customer.example|customer.example> a < b":  "customer.example a < b",
		"<https://customer.example>":                         "https://customer.example",
		"<b>bold</b> <tel:+4930123>":                         "<b>bold</b> +4930123",
	} {
		if got := plainWords(text); got != want {
			t.Errorf("plainWords(%q) = %q, want %q", text, got, want)
		}
	}
}
