package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// Text from outside reaches Slack in one of three ways only:
//
//   - Safe, in mrkdwn: one line, entities escaped, and look-alikes for what mrkdwn would read as markup;
//   - Plain, in plain_text objects: one line, entities escaped; Slack reads nothing else there;
//   - quoted text, in rich_text, where Slack reads no markup at all; it is only cleaned and cut.
//
// Limits count UTF-16 units after escaping. Slack does not say what it counts, and no other count gives a larger
// number.

// Safe makes text from outside safe for mrkdwn, on one line.
func Safe(s string, limit int) string { return escaped(inert(OneLine(s)), limit) }

// Plain makes text from outside safe for a plain_text object, on one line.
func Plain(s string, limit int) string { return escaped(OneLine(s), limit) }

var entity = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escaped escapes what Slack reads as an entity, a mention or a link, and cuts the result to the limit, never inside
// an entity or a character.
func escaped(s string, limit int) string { return cutTo(s, limit, entity.Replace) }

// Clip cuts text to the limit, never inside a character.
func Clip(s string, limit int) string { return cutTo(s, limit, func(s string) string { return s }) }

func cutTo(s string, limit int, write func(string) string) string {
	var b strings.Builder
	used, fits := 0, 0 // fits is how many bytes leave room for an ellipsis
	for rest := s; rest != ""; {
		n := character(rest)
		out := write(rest[:n])
		used += Units(out)
		if used > limit {
			return strings.TrimRight(b.String()[:fits], " \n") + "…"
		}
		b.WriteString(out)
		if used < limit {
			fits = b.Len()
		}
		rest = rest[n:]
	}
	return b.String()
}

// Units is the length of text in UTF-16 units.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// character is the length in bytes of the first character as people see it: a rune with its accents, variation
// selectors and skin tones, runes joined by a zero-width joiner, or a flag. It has at most 16 runes, so endless
// accents are cut off.
func character(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	flag, joined := regional(first), false
	for runes := 1; n < len(s) && runes < 16; runes++ {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case joined, unicode.Is(unicode.M, r), r >= 0x1F3FB && r <= 0x1F3FF, r == 0x200D:
		case flag && regional(r):
			flag = false
		default:
			return n
		}
		joined = r == 0x200D
		n += size
	}
	return n
}

func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// Clean removes what does not belong in text: control characters, invalid bytes, and overrides of the writing
// direction, which would reverse our own text. Line breaks stay.
func Clean(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// OneLine cleans text and joins its lines and runs of spaces with single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// lookAlikes replace the characters that mrkdwn reads. They cannot be escaped in Slack, and a zero-width space beside
// an asterisk makes it bold rather than not.
var lookAlikes = map[rune]rune{'*': '∗', '_': 'ˍ', '~': '∼', '`': 'ˋ', ':': '∶', '>': '›'}

// inert replaces what mrkdwn would read as markup: * _ ~ at the edge of a word, every backtick, the colon before an
// emoji's name, and > at the beginning, where it quotes.
func inert(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case r == '`', r == '>' && i == 0,
			(r == '*' || r == '_' || r == '~') && !(wordAt(runes, i-1) && wordAt(runes, i+1)),
			r == ':' && namesEmoji(runes[i+1:]):
			runes[i] = lookAlikes[r]
		}
	}
	return string(runes)
}

func wordAt(runes []rune, i int) bool {
	return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
}

// namesEmoji reports whether the text begins with an emoji's name and its closing colon. Only two names are numbers,
// so the time 10:30:00 contains none.
func namesEmoji(runes []rune) bool {
	end := slices.Index(runes, ':')
	if end <= 0 {
		return false
	}
	letters := false
	for _, r := range runes[:end] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_+-'", r) {
			return false
		}
		letters = letters || !unicode.IsDigit(r)
	}
	return letters || string(runes[:end]) == "100" || string(runes[:end]) == "1234"
}

// Copyable shows text literally in a box of its own, where Slack reads no markup and one click selects all of it.
func Copyable(text string) slack.Block {
	words := slack.NewRichTextSectionTextElement(text, nil)
	return slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{words}})
}

// Pieces cuts text into pieces of at most limit UTF-16 units, never inside a character.
func Pieces(text string, limit int) []string {
	var all []string
	for text != "" {
		end, used := 0, 0
		for end < len(text) {
			n := character(text[end:])
			size := Units(text[end : end+n])
			if used+size > limit && end > 0 {
				break
			}
			used, end = used+size, end+n
		}
		all = append(all, text[:end])
		text = text[end:]
	}
	return all
}
