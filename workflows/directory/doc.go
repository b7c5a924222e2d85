// Package directory knows the people and the playbook in force, and keeps both up to date.
package directory
