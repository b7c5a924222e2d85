package store

import (
	"context"

	"dibs/lead"
)

// SameCompany lists at most limit open leads of the company that a lead is of, newest first. As for
// CompanyOwner, companies are the same when the domain is, and here also when the name is. Test
// leads are left out.
func (s *Store) SameCompany(ctx context.Context, l *lead.Lead, limit int) ([]*lead.Lead, error) {
	domain, name := companyDomain(l), companyKey(l.Company.Name)
	if domain == "" && name == "" {
		return nil, nil
	}
	return s.leads(ctx, `WHERE deadline_at IS NOT NULL AND NOT test AND id <> $1
		AND (company_domain <> '' AND company_domain = $2 OR company_name <> '' AND company_name = $3) ORDER BY id DESC LIMIT $4`,
		l.ID, domain, name, limit)
}

// OpenByPhone lists at most limit open leads with a phone number, in E.164, newest first. Test leads
// are left out.
func (s *Store) OpenByPhone(ctx context.Context, phone string, limit int) ([]*lead.Lead, error) {
	if phone == "" {
		return nil, nil
	}
	phone, _ = storable(phone)
	return s.leads(ctx, "WHERE deadline_at IS NOT NULL AND NOT test AND phone = $1 ORDER BY id DESC LIMIT $2", phone, limit)
}
