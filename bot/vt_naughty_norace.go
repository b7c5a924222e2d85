//go:build !race

package bot

// naughtyStep is how many naughty strings are passed over for one that is drawn: none.
const naughtyStep = 1
