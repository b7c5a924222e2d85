// Package publish shows in Slack what is stored: cards, threads, lists, notifications, digests and home tabs. It is the
// only writer of messages and sends each message once.
package publish
