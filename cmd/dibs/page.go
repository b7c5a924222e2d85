package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// page writes text for a terminal: nothing is wider than 80 columns but what cannot be broken.
type page struct{ w io.Writer }

const pageWidth = 80

func (p page) title(format string, args ...any) {
	p.wrap("", "", fmt.Sprintf(format, args...))
}

func (p page) heading(text string) {
	fmt.Fprintf(p.w, "\n%s\n%s\n", text, strings.Repeat("-", utf8.RuneCountInString(text)))
}

func (p page) text(format string, args ...any) { p.wrap("", "", fmt.Sprintf(format, args...)) }

func (p page) item(format string, args ...any) { p.wrap("  - ", "    ", fmt.Sprintf(format, args...)) }

func (p page) numbered(n int, format string, args ...any) {
	p.wrap(fmt.Sprintf("%2d. ", n), "    ", fmt.Sprintf(format, args...))
}

// more goes on with an item in a line of its own.
func (p page) more(format string, args ...any) { p.wrap("    ", "    ", fmt.Sprintf(format, args...)) }

// wrap breaks a text between words; the first line begins with one text, the others with another.
func (p page) wrap(first, next, text string) {
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > pageWidth {
			fmt.Fprintln(p.w, line)
			line, empty = next, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	fmt.Fprintln(p.w, line)
}

// andWords writes "ana, ben and carla", orWords the same with or.
func andWords(words []string) string { return joinWords(words, "and") }

func orWords(words []string) string { return joinWords(words, "or") }

func joinWords(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(s string) string { return upperFirst(s) + "." }

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
