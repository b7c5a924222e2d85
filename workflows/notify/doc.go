// Package notify decides who is notified of what happened to a lead, how and when, and when a notification is obsolete.
// It is pure: it reads the lead, its events, the playbook and the crew.
package notify
