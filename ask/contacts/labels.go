package contacts

import (
	"regexp"
	"strings"
)

// field is the kind of value on a labelled line.
type field string

const (
	fieldName    field = "name"
	fieldGiven   field = "given"
	fieldFamily  field = "family"
	fieldVCardN  field = "n" // family;given;…
	fieldEmail   field = "email"
	fieldPhone   field = "phone"
	fieldFax     field = "fax"
	fieldCompany field = "company"
)

// labels maps the words that people, forms and vCards write before a colon to the kind of value after it.
var labels = func() map[string]field {
	all := map[string]field{}
	for f, words := range map[field]string{
		fieldName: `name, full name, your name, contact, contact name, contact person, contact's name, customer, customer name, lead name,
			fn, kontakt, kontaktperson, ansprechpartner, ansprechpartnerin, vor- und nachname, nom complet, contacto, nombre, nombre completo,
			nome, nome completo, naam, contactpersoon, namn, navn, imię i nazwisko, jméno, név, nimi, ad soyad, имя, 姓名, お名前, 名前`,
		fieldGiven:  `first name, firstname, given name, vorname, prénom, prenom, voornaam, förnamn, fornavn`,
		fieldFamily: `last name, lastname, surname, family name, nachname, nom de famille, apellido, apellidos, cognome, achternaam, efternamn, etternavn`,
		fieldVCardN: `n`,
		fieldEmail: `email, e-mail, mail, email address, e-mail address, e-mail-adresse, mailadresse, courriel, adresse e-mail, correo,
			correo electrónico, e-mailadres, e-post`,
		fieldPhone: `phone, phone number, tel, tel., telephone, telephone number, telefon, telefonnummer, mobile, mobile number, mobile phone, mobil,
			mobil., mob, mob., cell, cell phone, handy, fon, téléphone, tél, tél., portable, teléfono, tlf, móvil, telefono, cellulare, telefone,
			telefoon, mobiel, puhelin, direct, direct line, office, durchwahl, t, m, p, d, ph, call, ☎, ☎️, 📞, 📱, ✆, whatsapp, 電話`,
		fieldFax: `fax, telefax, f, fax number, faxnummer, télécopie`,
		fieldCompany: `company, company name, organisation, organization, org, employer, account, business, business name, firm, firma, firmenname,
			unternehmen, société, societe, entreprise, raison sociale, empresa, azienda, società, ragione sociale, bedrijf, bedrijfsnaam, företag,
			virksomhed, bedrift, yritys, cég, şirket, компания, 会社名, 公司`,
	} {
		for _, w := range strings.Split(words, ",") {
			all[strings.TrimSpace(w)] = f
		}
	}
	return all
}()

var (
	// labelOf matches a label and its value. In a vCard there may be parameters after a semicolon.
	labelOf = regexp.MustCompile(`^(?:item[0-9]+\.)?([^:：=;|<>@]{1,30}?)(?:;[^:]{1,80})?\s*[*_]*\s*[:：=]\s*[*_]*\s*(.+)$`)
	// bareLabel matches a phone label without a colon, as in signatures: "T +49 30 123".
	bareLabel = regexp.MustCompile(`(?i)^(tel\.?|t|m|p|d|ph|mobil|mobile|phone|telefon|fon|cell|direct|fax|f|☎️?|📞|📱|✆)\.?\s+([+(0-9].*)$`)
	from      = regexp.MustCompile(`(?i)^(?:from|von|de|da|från|fra|van|od|expéditeur|absender)\s*[*_]*\s*[:：]\s*[*_]*\s*(.+@.+|.{2,80})$`)
	// replyHeader matches the header in a reply: "On Mon, 16 Nov 2026 at 09:12, Nadia Rahman <nadia@brandt.example> wrote:".
	replyHeader = regexp.MustCompile(`(?i)^(?:on|am|le|el) .{0,80}?[0-9](?:[0-9:., ]|at|um|[ap]m|uhr|schrieb|a las|à|via)*\s*(\p{L}.{0,80}@.+?)>?\s?(?:wrote|a écrit|escribió)?\s?:$`)
	// quotation matches the line above a quoted mail in a reply.
	quotation = regexp.MustCompile(`(?i)^(?:on .{5,120} wrote:|am .{5,120} schrieb .{0,120}:|le .{5,120} a écrit\s?:|el .{5,120} escribió:|` +
		`-+\s?(?:original message|ursprüngliche nachricht|message d'origine|forwarded message|weitergeleitete nachricht)\s?-+)$`)
)

// header returns the sender in a From: line or a similar header. A line without an address is not a header
// but a sentence or part of a form.
func header(line string) (sender string, ok bool) {
	m := from.FindStringSubmatch(line)
	if m == nil {
		m = replyHeader.FindStringSubmatch(line)
	}
	if m == nil || !emails.MatchString(m[1]) {
		return "", false
	}
	return m[1], true
}

// readLabels reads the labelled lines. A repeated value counts once. A label with two different values counts
// as empty, except for phone numbers.
func (r *reading) readLabels() {
	r.labelled = map[field]string{}
	for _, l := range r.lines {
		f, value := parseLabel(l)
		if f == "" {
			continue
		}
		if before, repeated := r.labelled[f]; repeated && before != value && f != fieldPhone {
			value = ""
		} else if repeated {
			value = before
		}
		r.labelled[f] = value
	}
}

func parseLabel(line string) (field, string) {
	m := labelOf.FindStringSubmatch(line)
	if m == nil {
		m = bareLabel.FindStringSubmatch(line)
	}
	if m == nil {
		return "", ""
	}
	label := strings.ToLower(strings.Trim(strings.TrimSpace(m[1]), "*_-–#? "))
	return labels[label], strings.TrimSpace(strings.Trim(m[2], "*_` "))
}
