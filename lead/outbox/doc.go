// Package outbox is the vocabulary of messages: who is notified of what, and what a home tab shows. It
// contains no sentences; bot/view words a message when it is sent.
package outbox
