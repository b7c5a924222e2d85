-- +goose Up

-- The names of companies are compared by their letters from now on, however umlauts are spelled. SQL cannot compute that,
-- so Migrate fills the column of the open leads again.
UPDATE leads SET company_name = NULL WHERE deadline_at IS NOT NULL AND company_name <> '';

-- +goose Down

-- The program of the version before fills it again in its own way.
UPDATE leads SET company_name = NULL WHERE deadline_at IS NOT NULL AND company_name <> '';
