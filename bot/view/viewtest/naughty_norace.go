//go:build !race

package viewtest

// NaughtyStep is the step through the list of naughty strings: 1 takes all of them.
const NaughtyStep = 1
