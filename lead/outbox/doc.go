// Package outbox is the vocabulary of messages: what is to be said to whom, and what a home tab shows. It holds no sentence;
// bot/view words a message when it is sent.
package outbox
