package ask

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// countryList has one line for each ISO 3166-1 alpha-2 code, with the English name from Unicode's CLDR.
//
//go:embed countries.txt
var countryList string

// countries maps names, as people type them, to codes. countryCodes holds all codes.
var countries, countryCodes = readCountries(countryList)

func readCountries(list string) (byName map[string]string, codes map[string]bool) {
	byName, codes = map[string]string{
		"uk": "GB", "united kingdom": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "usa": "US", "america": "US", "states": "US",
		"u.s": "US", "u.s.a": "US", "u.k": "GB", "holland": "NL", "czech republic": "CZ", "turkey": "TR", "emirates": "AE", "uae": "AE",
		"korea": "KR", "hong kong": "HK", "macau": "MO", "burma": "MM", "ivory coast": "CI", "vatican": "VA", "macedonia": "MK", "congo": "CD",
	}, map[string]bool{}
	for line := range strings.Lines(list) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		codes[code] = true
		name = fold(name)
		for _, n := range []string{name, strings.ReplaceAll(name, "st. ", "st "), strings.ReplaceAll(name, " & ", " and ")} {
			byName[n] = code
		}
	}
	return byName, codes
}

// countryNames lists the names, sorted.
var countryNames = slices.Sorted(maps.Keys(countries))

// mistakable lists the codes that are also English words in lower case.
var mistakable = strings.Fields(`ad al am an as at be by do go hm id il in io is it la lb li ma me mr ms mu my no om pa ph pm re sc sh so
	st tc th to tv us va`)

// inCountry lists the countries that the words from i on could name. A code counts if it is in capitals and
// the whole text is not, or where a place is expected.
func (p *parser) inCountry(i, end int, place bool) []reading {
	var found []reading
	var b strings.Builder
	for next := i; next < end && next < i+5; next++ {
		if next > i {
			b.WriteByte(' ')
		}
		b.WriteString(p.words[next].text)
		if code := countries[b.String()]; code != "" {
			found = append(found, reading{next: next + 1, field: fieldCountry, value: code})
		}
	}
	typed := p.words[i]
	if len(found) == 0 && p.loose && place {
		for _, name := range countryNames {
			if wrong, ok := typo(typed.text, name); ok {
				found = append(found, reading{next: i + 1, field: fieldCountry, value: countries[name], how: typoMatch, typos: wrong})
			}
		}
	}
	code := strings.ToUpper(typed.text)
	if len(typed.text) != 2 || !countryCodes[code] {
		return found
	}
	if capitals := strings.Contains(p.text[typed.from:typed.to], code) && strings.IndexFunc(p.text, unicode.IsLower) >= 0; capitals ||
		place && (!contains(mistakable, typed.text) || typed.text == "us") {
		found = append(found, reading{next: i + 1, field: fieldCountry, value: code})
	}
	return found
}
