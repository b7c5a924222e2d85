package playbook

import (
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff lists the lines that differ between two playbooks, in order. Each starts with "- " if it was removed
// or "+ " if it was added, followed by its section and its line number in its own file. Blank lines are left
// out. The lines contain no secrets.
func Diff(before, after *Playbook) []string {
	old, now := sectionsOf(before.text), sectionsOf(after.text)
	d, err := udiff.ToUnifiedDiff("", "", before.text, udiff.Lines(before.text, after.text), 0)
	if err != nil {
		// Only edits that do not fit the text can fail, and these were just computed from it.
		return []string{"- " + before.version, "+ " + after.version}
	}
	var lines []string
	for _, h := range d.Hunks {
		from, to := h.FromLine, h.ToLine
		for _, l := range h.Lines {
			sign, n, section := "", 0, ""
			switch l.Kind {
			case udiff.Delete:
				sign, n, section = "- ", from, old[from]
				from++
			case udiff.Insert:
				sign, n, section = "+ ", to, now[to]
				to++
			}
			if text := strings.TrimSpace(l.Content); sign != "" && text != "" {
				lines = append(lines, sign+strings.TrimPrefix(section+", ", ", ")+"line "+strconv.Itoa(n)+": "+text)
			}
		}
	}
	return lines
}

// sectionsOf returns the section of each line, by line number from 1. It is empty for a line that starts one.
func sectionsOf(text string) map[int]string {
	of, section, n := map[int]string{}, "", 0
	for line := range strings.Lines(text) {
		n++
		key, _, isKey := strings.Cut(line, ":")
		if isKey && key != "" && !strings.ContainsAny(key[:1], " \t-#\"'") {
			section = key
			continue
		}
		of[n] = section
	}
	return of
}
