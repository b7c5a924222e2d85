// Package board puts messages up in Slack: it draws them with view and sends them with bot.
package board
