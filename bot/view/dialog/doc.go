// Package dialog draws dialogs and reads back what was typed into them, side by side, so that a field's name is known in
// one place.
package dialog
