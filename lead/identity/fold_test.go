package identity_test

import (
	"slices"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"dibs/lead/identity"
)

func TestATextIsFoldedAndSpelledOut(t *testing.T) {
	for text, want := range map[string][2]string{ // folded, spelled out
		"José":        {"jose", "jose"},
		"MÜLLER":      {"muller", "mueller"},
		"Straße 5":    {"strasse 5", "strasse 5"},
		"Møller":      {"moller", "moeller"},
		"Åse":         {"ase", "aase"},
		"Ægir Ǽ":      {"aegir ae", "aegir ae"},
		"Đặng":        {"dang", "dang"},
		"Þór":         {"thor", "thor"},
		"Łukasz":      {"lukasz", "lukasz"},
		"ﬁnance":      {"finance", "finance"},
		"Σίσυφος":     {"σισυφοσ", "σισυφοσ"},
		"Nadia, Ltd.": {"nadia, ltd.", "nadia, ltd."},
	} {
		if got := [2]string{identity.Fold(text), identity.SpellOut(text)}; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestANameHasAllTheSpellingsThatPeopleType(t *testing.T) {
	for text, want := range map[string][]string{
		"Müller":  {"muller", "mueller"},
		"Mueller": {"mueller", "muller"},
		"Muller":  {"muller"},
		"Århus":   {"arhus", "aarhus"},
		"":        nil,
	} {
		if got := identity.Spellings(text); !slices.Equal(got, want) {
			t.Errorf("%q is spelled %q, want %q", text, got, want)
		}
	}
}

func TestLettersAndKeysLeaveOutPunctuation(t *testing.T) {
	for text, want := range map[string][2]string{ // letters, key
		"Dr. Müller-Lüdenscheidt": {"drmuellerluedenscheidt", "drmullerludenscheidt"},
		"Zoë":                     {"zoe", "zo"},
		"3 M":                     {"3m", "3m"},
		"🎉 – !":                   {"", ""},
	} {
		if got := [2]string{identity.Letters(text), identity.Key(text)}; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAFoldedTextFoldsToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOf(rapid.RuneFrom(nil, &unicode.RangeTable{R16: []unicode.Range16{ // Latin and Cyrillic
			{Lo: 0x20, Hi: 0x24f, Stride: 1}, {Lo: 0x400, Hi: 0x45f, Stride: 1}, {Lo: 0x1e00, Hi: 0x1eff, Stride: 1},
		}}))
		once := identity.Fold(letters.Draw(t, "text"))
		if again := identity.Fold(once); again != once {
			t.Fatalf("%q folds to %q", once, again)
		}
	})
}

func TestSpellingsOfANameHaveOneKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`([BDKLMNRST][aeiouäöüøéy]){1,4}( [bdklmnrstß][aeiouäöüé]){0,4}`).Draw(t, "name")
		for _, way := range identity.Spellings(name) {
			if identity.Key(way) != identity.Key(name) {
				t.Fatalf("%q has the key %q, and its spelling %q has %q", name, identity.Key(name), way, identity.Key(way))
			}
		}
	})
}
