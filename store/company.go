package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dibs/lead"
	"dibs/lead/identity"
)

// ownerSQL finds the newest open lead of a company that one of our own people owns. It repeats the condition of the
// column's index, so that it never reads closed or unclaimed leads.
func ownerSQL(column string) string {
	return "SELECT id, owner FROM leads WHERE " + column + " = $1 AND " + column + ` <> ''
		AND deadline_at IS NOT NULL AND owner IS NOT NULL AND id <> $2 AND NOT test AND partner = '' ORDER BY id DESC LIMIT 1`
}

var (
	ownerByDomainSQL = ownerSQL("company_domain")
	ownerByNameSQL   = ownerSQL("company_name")
)

// CompanyOwner returns the owner of another open lead of the same company, and that lead: the newest if there are
// several, NoOne if there is none. Two leads belong to the same company if identity.CompanyDomain is the same. For a
// lead without such a domain, identity.CompanyKey of the name must be the same. Test leads and leads of partners do
// not count.
func (s *Store) CompanyOwner(ctx context.Context, l *lead.Lead) (owner lead.PersonID, other lead.ID, err error) {
	query, company := ownerByDomainSQL, companyDomain(l)
	if company == "" {
		query, company = ownerByNameSQL, companyKey(l.Company.Name)
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

// fillCompanies fills the columns company_domain and company_name of the open leads in which a migration left them NULL.
// SQL cannot do that, because it does not know legal forms. A closed lead gets them when it is saved again.
func (s *Store) fillCompanies(ctx context.Context) error {
	for {
		ls, err := s.loadLeads(ctx, "WHERE deadline_at IS NOT NULL AND company_name IS NULL LIMIT 500")
		if err != nil || len(ls) == 0 {
			return err
		}
		err = s.write(ctx, func(t tx) error {
			for _, l := range ls {
				if _, err := t.exec(ctx, "UPDATE leads SET company_domain = $1, company_name = $2 WHERE id = $3 AND company_name IS NULL",
					companyDomain(l), companyKey(l.Company.Name), l.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("fill in the companies of the leads: %w", err)
		}
	}
}

// companyDomain is the internet domain that only this company has, or empty.
func companyDomain(l *lead.Lead) string {
	return boundedKey(identity.CompanyDomain(l.Contact.Email, l.Company.Website))
}

// companyKey is the value of the column company_name: equal for two spellings of one company's name, and empty for a
// name without letters. When identity.CompanyKey changes, a migration must set the column to NULL, as 00006 does, so
// that fillCompanies computes it again.
func companyKey(name string) string {
	name, _ = storable(name)
	return boundedKey(identity.CompanyKey(name))
}

// SameCompany lists at most limit other open leads of a lead's company, newest first. Two companies are the same if the
// domain is the same, as for CompanyOwner, or if the name is. Test leads are left out.
func (s *Store) SameCompany(ctx context.Context, l *lead.Lead, limit int) ([]*lead.Lead, error) {
	domain, name := companyDomain(l), companyKey(l.Company.Name)
	if domain == "" && name == "" {
		return nil, nil
	}
	return s.loadLeads(ctx, `WHERE deadline_at IS NOT NULL AND NOT test AND id <> $1
		AND (company_domain <> '' AND company_domain = $2 OR company_name <> '' AND company_name = $3) ORDER BY id DESC LIMIT $4`,
		l.ID, domain, name, limit)
}
