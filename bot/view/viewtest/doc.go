// Package viewtest tells leads' stories through the real lifecycle, for the tests of everything that is drawn, and
// checks drawings against golden files and the rules of the simulated Slack.
package viewtest
