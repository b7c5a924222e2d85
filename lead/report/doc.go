// Package report is the vocabulary of figures: the questions about many leads, and the answers.
package report
