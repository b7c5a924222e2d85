// Package view draws what people see in Slack and words every sentence of it: cards, threads, notifications, home tabs,
// answers and refusals. Drawings are pure: the same lead, playbook and crew always give the same message.
package view
