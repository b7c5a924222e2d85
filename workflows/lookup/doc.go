// Package lookup finds leads: by number, message, owner, pool or words, and those that may be the same.
package lookup
