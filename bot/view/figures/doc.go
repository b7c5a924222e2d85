// Package figures draws figures as a sentence and a table: summaries, reports, counts, timelines and the weekly
// review.
package figures
