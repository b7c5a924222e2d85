// Package report is the vocabulary of figures: what is asked about many leads, and the answers.
package report
