//go:build !race

package viewtest

// NaughtyStep is how many naughty strings are passed over for one that is drawn: none.
const NaughtyStep = 1
