//go:build race

package viewtest

// NaughtyStep is the step through the list of naughty strings. The race detector is slow, so only every 16th is
// taken.
const NaughtyStep = 16
