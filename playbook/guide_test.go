package playbook

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dibs/lead"
)

// guide returns the text of docs/playbook.md.
func guide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../docs/playbook.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var fenced = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

func TestTheTutorialsFileIsAPlaybookMadeOfItsSteps(t *testing.T) {
	t.Parallel()
	tutorial, _, found := strings.Cut(guide(t), "\n# Reference")
	blocks := fenced.FindAllStringSubmatch(tutorial, -1)
	if !found || len(blocks) < 7 {
		t.Fatalf("the guide has %d blocks before its reference", len(blocks))
	}
	whole, steps := blocks[len(blocks)-1][1], blocks[:len(blocks)-1]
	p, err := Parse("tutorial", []byte(whole), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(whole, "\n")
	there := make(map[string]bool, len(lines))
	for _, line := range lines {
		there[line] = true
	}
	for _, step := range steps {
		for line := range strings.SplitSeq(step[1], "\n") {
			if !there[line] {
				t.Errorf("a step of the tutorial shows a line that is not in its file: %s", line)
			}
		}
	}

	in := lead.Inquiry{
		Source: "demo", Engagement: "demo_request",
		Contact: lead.Contact{Email: "nadia@brandt.example", Title: "Head of Operations"},
		Company: lead.Company{Name: "Brandt", Country: "DE", Employees: 120},
	}
	j := p.Judge(lead.Interested(in, sunday), sunday)
	if j.Stage != lead.StageNew || j.Score.Temperature != lead.Hot || j.Channel != "#leads" || j.Score.Potential != 40 {
		t.Errorf("the tutorial's lead is judged %s %s with potential %d in %s", j.Score.Temperature, j.Stage, j.Score.Potential, j.Channel)
	}
}

func TestTheGuideExplainsEveryKeyOfAPlaybook(t *testing.T) {
	t.Parallel()
	keys := keysInSource(t)
	if len(keys) < 80 {
		t.Fatalf("only %d keys found in the source: %q", len(keys), keys)
	}
	_, reference, _ := strings.Cut(guide(t), "\n# Reference")
	for _, key := range keys {
		// As code on its own, or after its section: `touches`, `marketing: channel`.
		named := regexp.MustCompile("`([a-z]+: )?" + key + "`")
		if !named.MatchString(reference) {
			t.Errorf("docs/playbook.md does not explain %s", key)
		}
	}
}

// keysInSource finds the keys that a reader knows: the keys of its tables, which are literals of type
// map[string]field, the sections, and the clocks and temperatures.
func keysInSource(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range clocks {
		keys = append(keys, string(c))
	}
	for _, of := range lead.Temperatures() {
		keys = append(keys, string(of))
	}
	for _, s := range (&reader{}).sections(newPlaybook(nil)) {
		keys = append(keys, s.key)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			table, ok := n.(*ast.CompositeLit)
			if !ok || !isTableOfFields(table.Type) {
				return true
			}
			for _, e := range table.Elts {
				entry, _ := e.(*ast.KeyValueExpr)
				if key, ok := entry.Key.(*ast.BasicLit); ok {
					if word, err := strconv.Unquote(key.Value); err == nil {
						keys = append(keys, word)
					}
				}
			}
			return true
		})
	}
	return keys
}

func isTableOfFields(e ast.Expr) bool {
	table, ok := e.(*ast.MapType)
	if !ok {
		return false
	}
	value, ok := table.Value.(*ast.Ident)
	return ok && value.Name == "field"
}
