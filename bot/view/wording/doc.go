// Package wording is the language of everything drawn: text from outside made safe for Slack, lists, durations,
// amounts, and the words for stages, temperatures and contact methods.
package wording
