package contacts

import (
	"regexp"
	"slices"
	"strings"

	"dibs/lead/identity"
)

// forms is a pattern for the legal forms at the end of a company's name, as they are written. Spaces may be
// missing, and so may the dot after a word without other dots: it matches "GmbH & Co KG", but not "SpA." for
// "S.p.A.".
var forms = func() string {
	var all []string
	for _, form := range identity.LegalForms() {
		words := strings.Fields(form)
		for i, w := range words {
			words[i] = regexp.QuoteMeta(w)
			if strings.Index(w, ".") == len(w)-1 {
				words[i] += "?"
			}
		}
		all = append(all, strings.Join(words, " ?"))
	}
	return "(?:" + strings.Join(all, "|") + "|Holdings?|Group plc)"
}()

const companyWord = `[\p{Lu}\p{N}][\p{L}\p{N}&'’.+-]*`

var (
	// formed matches a company with its legal form.
	formed = regexp.MustCompile(`(` + companyWord + `(?:(?: (?:&|and|und|et|y|e|of|de|für|for|der))? ` + companyWord + `){0,4}?,? ` + forms + `)(?:[\s,.;:!?)–-]|$)`)
	form   = regexp.MustCompile(`(?:^|\s)` + forms + `\.?$`)
	// workplace matches a company after a verb. A town or an event may follow "at" or "from" alone.
	workplace = regexp.MustCompile(`(?i:works? (?:at|for)|working (?:at|for)|on behalf of|employed (?:at|by)|arbeite(?:t)? (?:bei|für)|travaille (?:chez|pour)|trabajo en|represent(?:ing)?) (` +
		companyWord + `(?:(?: (?:&|and|und|of))? ` + companyWord + `){0,3})`)
	inquirerWords = regexp.MustCompile(`(?i)(?:call|inquiry|enquiry|request|message|e-?mail|lead|somebody|someone|anfrage|anruf|guy|lady|person|contact|people|colleagues?|team|` +
		`founder|owner|partner|head|officer|ceo|cto|cfo|cio|coo|manager|director|president|engineer|buyer|procurement|purchasing|operations|sales|marketing|finance|logistics|we are|we're|i'm|i am|this is|wir sind|ich bin|hier ist|we at|wir von|je suis|soy)\s+(?:(?:from|of|at|with|bei|von|der|de|chez)\s+(?:the\s+)?)?$`)
	// orgNouns are words that company names end with.
	orgNouns = strings.Fields(`logistik logistics group gruppe systems systeme solutions loesungen consulting technologies technology tech industries industrie
		partners foods food bank media labs software energy energie university universitaet hotel hotels airlines insurance versicherung bau werke stadtwerke
		holding services international studio studios foundation institute hospital clinic klinik motors pharma electric electronics engineering capital
		ventures trading digital health healthcare transport transporte shipping freight textiles textil maschinenbau automotive robotics analytics networks
		brewery brauerei bakery baeckerei verlag publishing records agency agentur school academy college council spedition elektrotechnik metallbau`)
)

func hasForm(s string) bool { return form.MatchString(s) }

// findCompany finds the company: on a labelled line, otherwise in the header or with its legal form,
// otherwise as the text writes the domain of the address, otherwise in a sentence about the workplace,
// otherwise the domain itself.
func (r *reading) findCompany() {
	if c := r.companyInLabel(); c != "" {
		r.found.Company = c
		return
	}
	domain := domainOf(r.found.Email)
	for _, sign := range []func() []string{
		r.companyInHeader, r.formed, func() []string { return r.companyLikeDomain(labelIn(domain)) }, r.companyAfterName,
	} {
		if all := r.notOurs(sign()); len(all) == 1 {
			r.found.Company = all[0]
			return
		}
	}
	r.found.Company = domain
}

func (r *reading) companyInLabel() string {
	c, _, _ := strings.Cut(r.labelled[fieldCompany], ";") // in a vCard, the department follows after a semicolon
	c = strings.Trim(strings.TrimSpace(c), "*_`\"“”„")
	if len(c) > 120 || emails.MatchString(c) || strings.Contains(c, "://") || r.ourCompany(c) || identity.Key(c) == "" {
		return ""
	}
	return c
}

// companyLikeDomain returns the company in the spelling in which the text contains the label of its domain.
func (r *reading) companyLikeDomain(label string) []string {
	if len(label) < 3 || slices.Contains(noNames, identity.Letters(label)) {
		return nil
	}
	var all []string
	for _, l := range r.lines {
		words := strings.Fields(l)
		for i := range words {
			for n := min(4, len(words)-i); n > 0; n-- {
				c := strings.Join(words[i:i+n], " ")
				c = strings.Trim(c, ".,;:!?()\"'“”„")
				if strings.ContainsAny(c, "@/") || !matchesLabel(c, label) || r.partOfName(c) {
					continue
				}
				all = appendNew(all, c+formAfter(words[i+n:]))
				break
			}
		}
	}
	return longest(all)
}

// partOfName reports whether words are part of the person's name.
func (r *reading) partOfName(words string) bool {
	return slices.Contains(strings.Fields(r.found.Name), words) || words == r.found.Name
}

// companyInHeader returns a company that sent the mail under its own name.
func (r *reading) companyInHeader() []string {
	at := emails.FindStringIndex(r.from)
	if at == nil {
		return nil
	}
	if c := strings.Trim(r.from[:at[0]], "<>[]()\"' "); hasForm(c) {
		return []string{c}
	}
	return nil
}

// matchesLabel reports whether words are the label of a domain, written as a name.
func matchesLabel(words, label string) bool {
	if first := []rune(words); len(first) == 0 || identity.Key(words) != identity.Key(label) || strings.Contains(words, ".") {
		return false
	}
	return isNameWord(words[:1]) || words[0] >= '0' && words[0] <= '9' || words[0] >= 0x80
}

// formAfter returns the legal form at the beginning of the words, with a space in front, or an empty string.
func formAfter(words []string) string {
	for n := min(4, len(words)); n > 0; n-- {
		if f := " " + strings.TrimRight(strings.Join(words[:n], " "), ",;:!?)"); onlyForm.MatchString(f) {
			return f
		}
	}
	return ""
}

var onlyForm = regexp.MustCompile(`^ ` + forms + `$`)

// longest returns only the longest of several spellings of one company.
func longest(all []string) []string {
	if len(all) == 0 {
		return nil
	}
	return []string{slices.MaxFunc(all, func(a, b string) int { return len(a) - len(b) })}
}

// formed lists companies with a legal form that are on a line of their own, as in signatures, or follow words
// about the sender. A company that is only mentioned does not count.
func (r *reading) formed() []string {
	var all []string
	for _, l := range r.lines {
		for _, m := range formed.FindAllStringSubmatchIndex(l, -1) {
			c, before := l[m[2]:m[3]], strings.TrimRight(l[max(0, m[2]-maxBytesBefore):m[2]], " ")
			if standsAsLine(l, m[2], l[m[3]:]) || r.endsWithName(before) || inquirerWords.MatchString(before+" ") {
				all = appendNew(all, strings.TrimRight(c, ","))
			}
		}
	}
	return longestOfEach(all)
}

// maxBytesBefore is how many bytes of the text before a company are read.
const maxBytesBefore = 200

// standsAsLine reports whether a company is the whole line, or its whole first cell.
func standsAsLine(line string, at int, after string) bool {
	after = strings.TrimLeft(after, ". )")
	return at == 0 && (after == "" || strings.HasPrefix(after, ",") || strings.HasPrefix(after, "|") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "-")) &&
		len(line) <= 120
}

var links = regexp.MustCompile(`[,]? ?(?:\(|(?:from|of|at|with|bei|von|der|chez|de|@|,|-|–)(?: the)?)? ?$`)

// endsWithName reports whether a text ends with the name that was found, possibly followed by words that link
// it to a workplace.
func (r *reading) endsWithName(before string) bool {
	if r.found.Name == "" {
		return false
	}
	before = strings.TrimRight(links.ReplaceAllString(before, ""), " ,(–-")
	return strings.HasSuffix(identity.Letters(before), identity.Letters(r.found.Name))
}

// companyAfterName lists companies without a legal form, if the sentence makes clear that they are companies.
func (r *reading) companyAfterName() []string {
	var all []string
	for _, l := range r.lines {
		for _, m := range workplace.FindAllStringSubmatch(l, -1) {
			all = appendNew(all, trimSentence(m[1]))
		}
		_, rest, ok := strings.Cut(l, r.found.Name)
		m := linked.FindStringSubmatch(rest)
		if !ok || r.found.Name == "" || m == nil {
			continue
		}
		c := trimSentence(m[2])
		words := strings.Fields(c)
		if m[1] == "of" || m[1] == "@" || slices.Contains(orgNouns, identity.Letters(words[len(words)-1])) {
			all = appendNew(all, c)
		}
	}
	return all
}

// linked matches the text after a name that may be a workplace.
var linked = regexp.MustCompile(`^,? ?(from|of|at|with|bei|von|chez|de|@|runs|,|\() ?(` + companyWord + `(?:(?: (?:&|and|und))? ` + companyWord + `){0,3})`)

// longestOfEach drops every company whose name is contained in another one's.
func longestOfEach(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(c string) bool {
		return slices.ContainsFunc(all, func(o string) bool { return o != c && strings.Contains(identity.Letters(o), identity.Letters(c)) })
	})
}

func (r *reading) notOurs(all []string) []string {
	return slices.DeleteFunc(all, r.ourCompany)
}

func (r *reading) ourCompany(c string) bool { return identity.SameCompany(c, r.ours.Company) }
