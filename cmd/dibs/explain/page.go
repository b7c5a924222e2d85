// Package explain explains a playbook, and what it does with one lead, in plain words for a terminal.
package explain

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"dibs/bot/view/wording"
)

// page writes text for a terminal. No line is wider than pageWidth unless one word is.
type page struct{ w io.Writer }

const pageWidth = 80 // columns

func (p page) heading(text string) {
	fmt.Fprintf(p.w, "\n%s\n%s\n", text, strings.Repeat("-", utf8.RuneCountInString(text)))
}

func (p page) text(format string, args ...any) { p.wrap("", "", fmt.Sprintf(format, args...)) }

func (p page) item(format string, args ...any) { p.wrap("  - ", "    ", fmt.Sprintf(format, args...)) }

func (p page) numbered(n int, format string, args ...any) {
	p.wrap(fmt.Sprintf("%2d. ", n), "    ", fmt.Sprintf(format, args...))
}

// continued adds a line to the item above it.
func (p page) continued(format string, args ...any) {
	p.wrap("    ", "    ", fmt.Sprintf(format, args...))
}

// wrap breaks a text between words. The first line starts with first, all others with next.
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

// sentence is the text with a capital letter and a full stop.
func sentence(s string) string { return wording.Capital(s) + "." }
