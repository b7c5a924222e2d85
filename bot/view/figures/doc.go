// Package figures draws figures: summaries, reports, counts, timelines and the week, as a sentence and a table.
package figures
