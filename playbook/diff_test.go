package playbook

import (
	"slices"
	"strings"
	"testing"
)

func TestADiffNamesTheLinesThatDifferAndWhereTheyStand(t *testing.T) {
	before, err := Parse("bare.yaml", []byte(bare), env)
	must(t, err)
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"", "", nil},
		{"people:", "\n\npeople:", nil},
		{"people:", "company: Acme\npeople:", []string{"+ line 2: company: Acme"}},
		{"definition: {text: Whoever asks.}", "definition:\n  # whoever\n  text: Whoever asks.", []string{
			"- line 4: definition: {text: Whoever asks.}", "+ line 4: definition:", "+ definition, line 5: # whoever", "+ definition, line 6: text: Whoever asks.",
		}},
		{`channel: "#qualify", team: all}`, `channel: "#calls", team: all}`, []string{
			`- line 6: qualifiers: {channel: "#qualify", team: all}`, `+ line 6: qualifiers: {channel: "#calls", team: all}`,
		}},
	} {
		after, err := Parse("bare.yaml", []byte(strings.Replace(bare, c.from, c.to, 1)), env)
		must(t, err)
		if got := Diff(before, after); !slices.Equal(got, c.want) {
			t.Errorf("from %q to %q the diff is\n%s", c.from, c.to, strings.Join(got, "\n"))
		}
	}
}

func TestADiffOfTwoPlaybooksThatShareNothingIsQuick(t *testing.T) {
	other, err := Parse("bare.yaml", []byte(bare+strings.Repeat("# nothing\n", 20_000)), env)
	if err != nil {
		t.Fatal(err)
	}
	if got := Diff(example(t), other); len(got) < 20_000 {
		t.Errorf("%d lines differ", len(got))
	}
}
