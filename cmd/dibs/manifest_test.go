package main

import (
	"io"
	"strings"
	"testing"

	"dibs/slacksim"
)

func TestTheManifestIsTakenAsItIsForSocketModeAndWithAnAddressForHTTP(t *testing.T) {
	for name, c := range map[string]struct {
		args     []string
		commands string
	}{
		"Socket Mode": {[]string{"manifest"}, ""},
		"HTTP":        {[]string{"manifest", "--url", "https://dibs.example/"}, "https://dibs.example/slack/commands"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if err := run(t.Context(), c.args, func(string) string { return "" }, &out, io.Discard); err != nil {
				t.Fatal(err)
			}
			app, d, err := slacksim.ReadManifest([]byte(out.String()))
			if err != nil {
				t.Fatal(err)
			}
			if d.Commands != c.commands || len(app.Commands) != 1 || app.NoHomeTab {
				t.Errorf("Slack reads it as %+v, %+v", app, d)
			}
		})
	}
}
