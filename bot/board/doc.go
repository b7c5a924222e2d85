// Package board posts messages to Slack: view draws them, and bot sends them.
package board
