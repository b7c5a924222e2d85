// Package dialog draws dialogs and reads back what people entered in them. The two functions for a dialog are in one
// file, so only that file knows the names of its fields.
package dialog
