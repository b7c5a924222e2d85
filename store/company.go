package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"dibs/lead"
)

// ownerSQL finds the newest lead that somebody of ours has of a company. It repeats the condition
// of the index on the column, so what is closed or waits costs nothing.
func ownerSQL(column string) string {
	return "SELECT id, owner FROM leads WHERE " + column + " = $1 AND " + column + ` <> ''
		AND deadline_at IS NOT NULL AND owner IS NOT NULL AND id <> $2 AND NOT test AND partner = '' ORDER BY id DESC LIMIT 1`
}

var (
	ownerByDomainSQL = ownerSQL("company_domain")
	ownerByNameSQL   = ownerSQL("company_name")
)

// CompanyOwner tells who owns another open lead of the same company, and which: the newest, when
// there are several. Companies are the same when the domain is, of the e-mail address or else of
// the website; without a domain of its own, as with a free mail provider, when the name is, but
// for case, punctuation and legal form. NoOne when nobody does. Test leads and those of partners
// count for nobody.
func (s *Store) CompanyOwner(ctx context.Context, l *lead.Lead) (owner lead.PersonID, other lead.ID, err error) {
	query, company := ownerByDomainSQL, companyDomain(l)
	if company == "" {
		query, company = ownerByNameSQL, companyName(l.Company.Name)
	}
	if company == "" {
		return lead.NoOne, 0, nil
	}
	var r struct {
		ID    lead.ID       `json:"id"`
		Owner lead.PersonID `json:"owner"`
	}
	err = s.reader.one(ctx, &r, query, company, l.ID)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return lead.NoOne, 0, fmt.Errorf("look for the owner of %s: %w", company, err)
	}
	return r.Owner, r.ID, nil
}

// nameCompanies finds out the companies of the open leads that were stored before that was done
// at each save: SQL knows no legal forms.
func (s *Store) nameCompanies(ctx context.Context) error {
	for {
		ls, err := s.leads(ctx, "WHERE deadline_at IS NOT NULL AND company_name IS NULL LIMIT 500")
		if err != nil || len(ls) == 0 {
			return err
		}
		err = s.write(ctx, func(t tx) error {
			for _, l := range ls {
				if _, err := t.exec(ctx, "UPDATE leads SET company_domain = $1, company_name = $2 WHERE id = $3 AND company_name IS NULL",
					companyDomain(l), companyName(l.Company.Name), l.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("find out the companies of the leads: %w", err)
		}
	}
}

// companyDomain is the internet domain that only this company has, or empty.
func companyDomain(l *lead.Lead) string {
	_, domain, _ := strings.Cut(l.Contact.Email, "@")
	if !ownDomain(domain) {
		domain = l.Company.Website
		if _, after, ok := strings.Cut(domain, "://"); ok {
			domain = after
		}
		if end := strings.IndexAny(domain, "/?#:"); end >= 0 {
			domain = domain[:end]
		}
		domain = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(domain)), "www.")
	}
	if !ownDomain(domain) {
		return ""
	}
	return boundedKey(strings.ToLower(strings.TrimSpace(domain)))
}

// ownDomain reports whether something is a domain, and not one of everybody's.
func ownDomain(domain string) bool {
	return strings.Contains(domain, ".") && !strings.ContainsFunc(domain, unicode.IsSpace) && !lead.Freemail("@"+domain)
}

// companyName is the name of a company as far as it tells one from another: its words in lower
// case, without punctuation and without the legal form at the end. It is never empty when the
// name has a word.
func companyName(name string) string {
	name, _ = storable(name)
	name = strings.ReplaceAll(strings.ToLower(name), ".", "") // S.L. is SL
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	return boundedKey(strings.Join(withoutForm(words), " "))
}

// legalForms are the words that end the names of companies and tell nothing. Those of the
// countries we know; not meant to be complete.
var legalForms = strings.Fields(`
	ab ag aps as asa bv bvba co company corp corporation cv de doo ead eeig eg eirl eood eurl ev
	gbr gesmbh ges gie gmbh haftungsbeschränkt hf inc incorporated jsc kb kg kgaa kft kk kommanditgesellschaft
	lda limited limitada llc llp lp ltd ltda mbh nv oao ohg oo ood ooo ou oü oy oyj pjsc plc private pt pte pty pvt
	rl rt sa sab sagl sarl sas sasu sca sccl scs se sia sicav sl slp slu snc sp spa spol spzoo srl sro ug
	uab und unipessoal vof zao zoo zrt z`)
