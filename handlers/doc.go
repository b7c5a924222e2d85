// Package handlers translates: each request from Slack or over HTTP becomes one call of a workflow, and its outcome
// becomes an answer.
//
// Slack (slack.go) lists all routes and has one field for each kind of request:
//
//	buttons      a button or menu entry of a lead
//	dialogs      opening a dialog about a lead; submissions carries it out
//	questions    what people type, read by package ask and answered by verb (answers.go):
//	             lookups, typedActions, reports, newLeads, absences
//	newLeads     the dialog that registers or refers a lead; shortcuts open it, too
//	absences     away and back
//	homeTab      the home tab
//
// They share two types: access says who asks and which leads they may see, and replies tells them how it ended.
//
// HTTP (http.go) serves other programs: leads, engagements and webhooks, one file each, with problems as its errors.
package handlers
