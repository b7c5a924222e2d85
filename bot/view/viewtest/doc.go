// Package viewtest tells leads' stories through the real lifecycle, for the tests of everything that draws, and checks
// drawings against golden files and against the simulated Slack.
package viewtest
