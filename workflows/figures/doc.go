// Package figures counts: summaries, reports, timelines, counts, and who has what due.
package figures
