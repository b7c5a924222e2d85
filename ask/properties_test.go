package ask_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/ask"
	"dibs/lead"
)

func TestEveryExampleOfTheGuideIsUnderstood(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/asking.md")
	if err != nil {
		t.Fatal(err)
	}
	n, a := 0, inThread(t)
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
			if n++; !understood(m[1], a) {
				t.Errorf("Read does not understand %.300q from the guide", m[1])
			}
		}
	}
	if n < 50 {
		t.Errorf("the guide has only %d examples", n)
	}
}

// The help is in package bot/view, which this package must not import, so the test reads its source.
func TestEveryExampleOfTheHelpIsUnderstood(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "../bot/view/help.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var examples []string
	ast.Inspect(file, func(n ast.Node) bool {
		list, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if of, ok := list.Type.(*ast.ArrayType); !ok || of.Elt == nil {
			return true
		} else if word, ok := of.Elt.(*ast.Ident); !ok || word.Name != "string" {
			return true
		}
		for _, e := range list.Elts {
			if one, ok := e.(*ast.BasicLit); ok {
				if s, err := strconv.Unquote(one.Value); err == nil && !strings.ContainsAny(s, "*`") {
					examples = append(examples, s)
				}
			}
		}
		return true
	})
	if len(examples) < 15 {
		t.Errorf("found only %.300q", examples)
	}
	a := inThread(t)
	for _, line := range examples {
		if !understood(line, a) {
			t.Errorf("Read does not understand %.300q from the help", line)
		}
	}
}

func understood(line string, a ask.Asker) bool {
	_, ok := ask.Read(line, a)
	return ok
}

// plainLines lists the lines of the table that contain no words to keep as typed.
func plainLines(t testing.TB) []example {
	return slices.DeleteFunc(questions(t), func(one example) bool { return strings.Contains(one.want, `"`) || one.want == "not understood" })
}

func asker(t testing.TB, one example) ask.Asker {
	if one.thread {
		return inThread(t)
	}
	return office(t)
}

func TestCapitalsAndPoliteWordsDoNotChangeTheMeaning(t *testing.T) {
	t.Parallel()
	for _, one := range plainLines(t) {
		a := asker(t, one)
		want, _ := ask.Read(one.line, a)
		for _, line := range []string{
			strings.ToUpper(one.line), "Hey dibs, can you please " + one.line + " thanks!", "please " + one.line, one.line + ", please?", "  " + one.line + "\n",
		} {
			if want.Verb == ask.Thanks || strings.HasSuffix(one.line, " AT") || // Austria, unless all is in capitals
				strings.Contains(line, "<@") && line == strings.ToUpper(line) {
				continue
			}
			if got, ok := ask.Read(line, a); !ok || !reflect.DeepEqual(got, want) {
				t.Errorf("%.300q is read as %s (%v), but %.300q as %s", line, inWords(got), ok, one.line, one.want)
			}
		}
	}
}

// acts reports whether a question changes something or notifies somebody else.
func acts(q ask.Question) bool {
	return slices.Contains([]ask.Verb{ask.Claim, ask.Perform, ask.Assign, ask.Note, ask.Away, ask.Back}, q.Verb) || q.Verb == ask.Remind && q.Person != lead.NoOne
}

func TestAMistypedQuestionNeverChangesAnything(t *testing.T) {
	t.Parallel()
	lines := slices.DeleteFunc(plainLines(t), func(one example) bool {
		q, _ := ask.Read(one.line, asker(t, one))
		return acts(q)
	})
	rapid.Check(t, func(rt *rapid.T) {
		one := rapid.SampledFrom(lines).Draw(rt, "line")
		typed := mistyped(rt, one.line)
		q, ok := ask.Read(typed, inThread(t))
		odd := q.Verb == ask.Perform && q.Words != "" // a reason that is in no playbook changes nothing
		if ok && !odd && acts(q) {
			rt.Fatalf("%.300q instead of %.300q is read as %s", typed, one.line, inWords(q))
		}
	})
}

func TestAMistypedNameNeverMeansSomebodyElse(t *testing.T) {
	t.Parallel()
	lines := slices.DeleteFunc(questions(t), func(one example) bool { return !strings.Contains(one.want, " person=") })
	rapid.Check(t, func(rt *rapid.T) {
		one := rapid.SampledFrom(lines).Draw(rt, "line")
		want, _ := ask.Read(one.line, asker(t, one))
		typed := mistyped(rt, one.line)
		if q, _ := ask.Read(typed, asker(t, one)); q.Person != lead.NoOne && q.Person != want.Person {
			rt.Fatalf("%.300q instead of %.300q is read as %s", typed, one.line, inWords(q))
		}
	})
}

// mistyped returns a line with one letter dropped, doubled or swapped with its neighbor.
func mistyped(rt *rapid.T, line string) string {
	runes := []rune(line)
	at := rapid.IntRange(1, len(runes)-1).Draw(rt, "at")
	switch rapid.SampledFrom([]string{"drop", "double", "swap"}).Draw(rt, "mistake") {
	case "drop":
		runes = slices.Delete(runes, at, at+1)
	case "double":
		runes = slices.Insert(runes, at, runes[at])
	default:
		runes[at-1], runes[at] = runes[at], runes[at-1]
	}
	return string(runes)
}

// anything draws any text, or words of the grammar in any order.
func anything() *rapid.Generator[string] {
	words := strings.Fields(`how many hot warm leads lead from of by the webinar spring emea ben mia source this last month may 2026 since monday to 15 q3
		claim 1042 #7 who owns is already a remind me tomorrow 9am about note won 31,200 lost hand back assign away until friday what due overdue summary
		report in DE germany us please hey thanks ? ! <@U0BEN|ben> <mailto:a@b.example|a@b.example> it not next and`)
	return rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 9), func(w []string) string { return strings.Join(w, " ") }))
}

func TestEveryTextIsReadInOneWayOrGetsThreeSuggestions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := anything().Draw(rt, "text")
		a := office(t)
		if rapid.Bool().Draw(rt, "in a thread") {
			a = inThread(t)
		}
		if rapid.Bool().Draw(rt, "in a new office") {
			a.Names = ask.Names{Me: "ana", Sources: []string{rapid.String().Draw(rt, "source")}, People: []ask.Person{{ID: "x", Name: rapid.String().Draw(rt, "name")}}}
		}
		check(rt, text, a)
	})
}

func check(t interface{ Fatalf(string, ...any) }, text string, a ask.Asker) {
	q, ok := ask.Read(text, a)
	if again, same := ask.Read(text, a); same != ok || !reflect.DeepEqual(again, q) {
		t.Fatalf("%.300q is read differently the second time", text)
	}
	if !ok && !reflect.DeepEqual(q, ask.Question{}) {
		t.Fatalf("%.300q is not understood, but the question is %+v", text, q)
	}
	near := ask.Suggest(text, a)
	if !slices.Equal(near, ask.Suggest(text, a)) {
		t.Fatalf("the suggestions for %.300q differ between two calls", text)
	}
	if len(near) != 3 || near[0] == near[1] || near[1] == near[2] || near[0] == near[2] {
		t.Fatalf("the suggestions for %.300q are %.300q, want three different ones", text, near)
	}
	for _, line := range near {
		if !understood(line, a) || strings.ContainsAny(line, "<>&*`~\n") || len(line) > 1000 {
			t.Fatalf("bad suggestion for %.300q: %.300q", text, line)
		}
	}
}

func TestOddInputIsReadOrGetsSuggestions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../store/testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var odd []string
	if err := json.Unmarshal(text, &odd); err != nil {
		t.Fatal(err)
	}
	a := inThread(t)
	for _, s := range odd {
		near := ask.Suggest(s, a)
		if len(near) != 3 || strings.ContainsAny(strings.Join(near, ""), "<>&*`~\n") {
			t.Errorf("the suggestions for %.300q are %.300q", s, near)
		}
		if q, ok := ask.Read("find "+s, a); !ok || q.Verb == ask.Find && q.Words != strings.TrimSpace(s) {
			t.Errorf("%.300q is read as %+v (%v)", "find "+s, q, ok)
		}
	}
}

func TestALongTextIsReadQuickly(t *testing.T) {
	t.Parallel()
	a := inThread(t)
	began := time.Now()
	for _, text := range []string{
		"how is * the ", "* thanks ", "* hey ", "remind me * to ", "* is a ", "note * <", "what * a:a ", "* remind me ", "remind me * 1 ", "assign * x to ",
		"how many * leads by ", "leads since * \xff", "is * already ",
	} {
		before, word, _ := strings.Cut(text, "*")
		long := before + strings.Repeat(strings.TrimPrefix(word, " "), 40_000/len(word))
		ask.Read(long, a)
		if near := ask.Suggest(long, a); len(near) != 3 {
			t.Errorf("the suggestions for %.100q are %q", long, near)
		}
	}
	if took := time.Since(began); took > 20*time.Second { // milliseconds, unless the work is quadratic
		t.Errorf("reading 13 texts as long as Slack's longest took %s", took)
	}
}

func FuzzRead(f *testing.F) {
	for i, one := range questions(f) {
		if i%20 == 0 { // the table's own test reads every line
			f.Add(one.line, one.thread)
		}
	}
	f.Fuzz(func(t *testing.T, text string, thread bool) {
		a := office(t)
		if thread {
			a = inThread(t)
		}
		check(t, text, a)
	})
}
