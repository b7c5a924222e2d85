package contacts

import (
	"regexp"
	"slices"
	"strings"

	"dibs/lead/identity"
)

// findName finds the name. It tries the most reliable signs first.
func (r *reading) findName() {
	for _, sign := range []func() string{r.nameInHeader, r.nameInLabel, r.nameAtAddress, r.nameInSignature, r.nameInSentence, r.nameLikeAddress} {
		name := sign()
		if name != "" && !r.ourPerson(name) {
			r.found.Name = name
			return
		}
	}
}

// nameInHeader returns the name that a mail program writes before the address. Some programs write "Rahman,
// Nadia".
func (r *reading) nameInHeader() string {
	at := emails.FindStringIndex(r.from)
	if at == nil {
		return ""
	}
	name := strings.Trim(r.from[:at[0]], "<>[]()\"' ")
	name, _, _ = strings.Cut(name, " via ")
	if family, given, ok := strings.Cut(name, ", "); ok && isName(given, 1) && isName(family, 1) {
		name = given + " " + family
	}
	name = cleanName(name, 1)
	label := identity.Letters(labelIn(domainOf(r.found.Email)))
	if !strings.Contains(name, " ") && name != "" && (isShared(r.found.Email) || strings.HasPrefix(label, identity.Letters(name))) {
		return "" // the name of a company or a department
	}
	return name
}

func (r *reading) nameInLabel() string {
	if name := cleanName(r.labelled[fieldName], 1); name != "" {
		return name
	}
	if family, rest, ok := strings.Cut(r.labelled[fieldVCardN], ";"); ok {
		given, _, _ := strings.Cut(rest, ";")
		return cleanName(strings.TrimSpace(given+" "+family), 1)
	}
	return cleanName(strings.TrimSpace(r.labelled[fieldGiven]+" "+r.labelled[fieldFamily]), 1)
}

// nameAtAddress returns the name right before the address: "Nadia Rahman <nadia@brandt.example>". Without a
// bracket between them, the address must resemble the name.
func (r *reading) nameAtAddress() string {
	if r.found.Email == "" {
		return ""
	}
	for _, l := range r.lines {
		at := strings.Index(strings.ToLower(l), r.found.Email)
		if at < 0 || at > len(l) {
			continue
		}
		before := strings.TrimRight(l[:at], "<([\"'`*_ ,–—:-")
		name := lastWords(before)
		bracket := strings.ContainsAny(l[len(before):at], "<([")
		if name != "" && (bracket && len(strings.Fields(name)) > 1 || emailLikeName(r.found.Email, name)) {
			return name
		}
	}
	return ""
}

// lastWords returns the name at the end of a text, or an empty string.
func lastWords(s string) string {
	words := strings.Fields(s)
	for n := min(4, len(words)); n > 0; n-- {
		tail := words[len(words)-n:]
		if n < len(words) && n < 4 && isNameWord(words[len(words)-n-1]) && !strings.HasSuffix(words[len(words)-n-1], ",") {
			continue // it would begin in the middle of a longer name
		}
		if name := cleanName(strings.Join(tail, " "), 1); name != "" {
			return name
		}
	}
	return ""
}

// valedictions matches the line before a signature.
var valedictions = regexp.MustCompile(`(?i)^(?:(?:with )?(?:best|kind|warm|warmest|kindest|many|very best)(?: (?:regards|wishes|thanks|greetings))?|(?:best )?regards|` +
	`many thanks|thanks(?: (?:a lot|again|so much|in advance|and (?:best |kind )?regards))?|thank you(?: (?:very much|in advance|and regards))?|cheers|sincerely(?: yours)?|` +
	`yours(?: (?:sincerely|faithfully|truly))?|all the best|cordially|respectfully|take care|br|kr|rgds|thx|` +
	`(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen|schönen?|liebe[nr]?|viele) (?:grüße[n]?|gruß|grüssen|gruss|grüsse|dank)(?: (?:aus|und) .{2,30})?|mfg|lg|vg|beste grüße|viele grüße|` +
	`cordialement|bien cordialement|bien à vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un saludo|cordiali saluti|distinti saluti|` +
	`met vriendelijke groet(?:en)?|mvg|groet(?:en)?|med vänlig(?:a)? hälsning(?:ar)?|vänliga hälsningar|mvh|med venlig hilsen|vennlig hilsen|` +
	`atenciosamente|com os melhores cumprimentos|pozdrawiam|z poważaniem|s pozdravem|üdvözlettel|--|—)[\s,.!–-]*$`)

// nameInSignature returns the line after the last valediction, if it is a name.
func (r *reading) nameInSignature() string {
	for i := len(r.lines) - 1; i >= 0; i-- {
		if !valedictions.MatchString(r.lines[i]) {
			continue
		}
		for _, l := range r.lines[i+1:] {
			if l == "" {
				continue
			}
			l, _, _ = strings.Cut(l, ",") // "Nadia Rahman, Head of Operations"
			return cleanName(l, 1)
		}
	}
	return ""
}

const (
	capital = `\p{Lu}[\p{L}'’.-]*`
	spoken  = `(` + capital + `(?: (?:(?:von|van|de|da|del|der|den|di|du|la|le|bin|al|ter|zu|dos)\s+){0,2}` + capital + `){0,3})`
)

var (
	// selfIntroduction matches people who give their own name.
	selfIntroduction = regexp.MustCompile(`(?:(?i:my name is|my name's|mein name ist|ich heiße|je m'appelle|me llamo|mi nombre es|mijn naam is|jag heter|mi chiamo|meu nome é|nazywam się)) ` + spoken)
	// introduction matches a person who is introduced along with a workplace.
	introduction = regexp.MustCompile(`(?:^|[^\p{L}])(?:(?i:this is|here is|i am|i'm|i’m|it's|hier ist|hier spricht|ich bin|je suis|soy|sono|ik ben|met|spoke (?:to|with)|` +
		`talked (?:to|with)|speak(?:ing)? (?:to|with)|call(?:ed)? (?:from|by|with)|contacted by|approached by|inquiry from|enquiry from|request from|message from|mail from|email from|` +
		`lead from|lead|referral|reach out to|talk to|call|contact|introduced to|hear from|heard from|visited by|anruf von|anfrage von|gespräch mit|telefonat mit|getroffen)[:,]?) ` +
		`(?:(?i:mr|mrs|ms|dr|herr|herrn|frau)\.? )?` + spoken + `[,]? ?(?:\([^()]{0,60}\) ?)?(?:from|of|at|with|bei|von|der|chez|de|@|works|who works|runs|is (?:the|a|our|in|with|at|from)|\()`)
	// titledName matches a name with a title.
	titledName = regexp.MustCompile(`(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Mme|Dr|Sr|Sra|Herr|Herrn|Frau)\.? ` + spoken)
)

// nameInSentence returns the name that a sentence introduces, with a workplace or a title.
func (r *reading) nameInSentence() string {
	var all []string
	for _, l := range r.lines {
		for _, m := range selfIntroduction.FindAllStringSubmatch(l, -1) {
			all = appendNew(all, cleanName(trimSentence(m[1]), 1))
		}
		for _, m := range titledName.FindAllStringSubmatch(l, -1) {
			all = appendNew(all, cleanName(trimSentence(m[1]), 2))
		}
		for _, m := range introduction.FindAllStringSubmatch(l, -1) {
			if name := cleanName(trimSentence(m[1]), 2); !r.isCompany(name) {
				all = appendNew(all, name)
			}
		}
	}
	if len(all) != 1 {
		return ""
	}
	return all[0]
}

var capitalizedWords = regexp.MustCompile(spoken)

// nameLikeAddress returns the only name of two or more words that the address resembles.
func (r *reading) nameLikeAddress() string {
	var all []string
	for _, l := range r.lines {
		for _, words := range capitalizedWords.FindAllString(emails.ReplaceAllString(l, ";"), -1) {
			if name := cleanName(trimSentence(words), 2); name != "" && emailLikeName(r.found.Email, name) && !r.isCompany(name) {
				all = appendNew(all, name)
			}
		}
	}
	if len(all) != 1 {
		return ""
	}
	return all[0]
}

func appendNew(all []string, s string) []string {
	if s == "" || slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// trimSentence cuts off the next sentence, which begins after a period.
func trimSentence(s string) string {
	if at := strings.Index(s, ". "); at > 2 {
		s = s[:at+1]
	}
	if hasForm(s) && !hasForm(strings.TrimSuffix(s, ".")) {
		return s // the period belongs to the legal form
	}
	return strings.TrimRight(s, ".,'’- ")
}

// isCompany reports whether a name is more likely the name of the company that the e-mail address belongs to.
func (r *reading) isCompany(name string) bool {
	if name == "" {
		return false
	}
	words := strings.Fields(name)
	if hasForm(name) || slices.Contains(orgNouns, identity.Letters(words[len(words)-1])) {
		return true
	}
	label := identity.Key(labelIn(domainOf(r.found.Email)))
	return label != "" && identity.Key(name) == label
}
