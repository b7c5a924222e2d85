package wording

import (
	"strings"

	"dibs/lead"
)

// Temperature is the badge of a temperature: its emoji and its word. The word is always included for people who
// cannot see the emoji.
func Temperature(t lead.Temperature) string {
	return strings.TrimSpace(TemperatureEmoji(t) + " " + temperatureWord(t))
}

// BoldTemperature is the badge with its word in bold, as the header of a card shows it.
func BoldTemperature(t lead.Temperature) string {
	return strings.TrimSpace(TemperatureEmoji(t) + " *" + temperatureWord(t) + "*")
}

// TemperatureEmoji is the emoji of a temperature. It is empty for a lead that is not scored.
func TemperatureEmoji(t lead.Temperature) string {
	switch t {
	case lead.Hot:
		return "🔥"
	case lead.Warm:
		return "☀️"
	case lead.Cold:
		return "❄️"
	}
	return ""
}

// temperatureWord is the word for a temperature, capitalized.
func temperatureWord(t lead.Temperature) string {
	switch t {
	case lead.Hot:
		return "Hot"
	case lead.Warm:
		return "Warm"
	case lead.Cold:
		return "Cold"
	}
	return "Not scored"
}
