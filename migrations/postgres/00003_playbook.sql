-- +goose Up

-- One row with the id that distinguishes this installation from others on the same Redis.
CREATE TABLE installation (id text PRIMARY KEY);
INSERT INTO installation (id) VALUES (substr(md5(random()::text || clock_timestamp()::text), 1, 16));

-- Whose turn it is in each team. It changes only in the same transaction as the lead that is assigned.
CREATE TABLE rotations (
	name    text   PRIMARY KEY,
	version bigint NOT NULL,
	owed    jsonb  NOT NULL -- by person, in parts of a lead
);

-- These identify the company of a lead. NULL means not computed yet, see Migrate.
ALTER TABLE leads ADD COLUMN company_domain text, ADD COLUMN company_name text;
CREATE INDEX leads_company_domain ON leads (company_domain)
	WHERE deadline_at IS NOT NULL AND owner IS NOT NULL AND company_domain <> '';
CREATE INDEX leads_company_name ON leads (company_name)
	WHERE deadline_at IS NOT NULL AND owner IS NOT NULL AND company_name <> '';

ALTER TABLE people
	ADD COLUMN away_by text NOT NULL DEFAULT '', -- what says so
	ADD COLUMN status  text NOT NULL DEFAULT ''; -- a hash of the Slack status seen last
UPDATE people SET away_by = 'said' WHERE away_at IS NOT NULL;

-- The turn whose deadlines are set on all leads. It is less than turn while that is in progress.
ALTER TABLE playbooks ADD COLUMN applied bigint NOT NULL DEFAULT 0;
UPDATE playbooks SET applied = turn;

-- A note is for a person or a channel, and may be about no lead. The notes of a queue are sent one
-- message after another.
DROP INDEX notes_unsent;
ALTER TABLE notes
	ALTER COLUMN lead DROP NOT NULL,
	ADD COLUMN channel text    NOT NULL DEFAULT '', -- as the playbook names it
	ADD COLUMN alone   boolean NOT NULL DEFAULT false,
	ADD COLUMN args    jsonb,
	ADD COLUMN bundle  text,                        -- key of the message it was begun with
	ADD COLUMN queue   text    NOT NULL GENERATED ALWAYS AS (
		CASE WHEN alone THEN 'alone:' ELSE '' END ||
		CASE WHEN person <> '' THEN 'person:' || person ELSE 'list:' || channel END) STORED,
	ADD CONSTRAINT notes_receiver CHECK ((person = '') <> (channel = ''));
CREATE INDEX notes_unsent ON notes (due_at, queue) WHERE post IS NULL;
CREATE INDEX notes_begun ON notes (bundle) WHERE bundle IS NOT NULL AND post IS NULL;
-- These notes belong to a message that may or may not have been sent.
UPDATE notes SET bundle = (SELECT p.key FROM posts AS p JOIN notes AS f ON f.key = p.key
	WHERE p.ts = '' AND f.post IS NULL AND f.person = notes.person
		AND notes.id BETWEEN f.id AND p.upto AND notes.due_at <= p.at
	ORDER BY f.id LIMIT 1)
WHERE post IS NULL;

-- +goose Down
DELETE FROM notes WHERE lead IS NULL OR channel <> '';
DROP INDEX notes_unsent, notes_begun;
ALTER TABLE notes DROP CONSTRAINT notes_receiver, DROP COLUMN queue, DROP COLUMN bundle, DROP COLUMN args,
	DROP COLUMN alone, DROP COLUMN channel, ALTER COLUMN lead SET NOT NULL;
CREATE INDEX notes_unsent ON notes (person, due_at) WHERE post IS NULL;
ALTER TABLE playbooks DROP COLUMN applied;
ALTER TABLE people DROP COLUMN status, DROP COLUMN away_by;
DROP INDEX leads_company_name, leads_company_domain;
ALTER TABLE leads DROP COLUMN company_name, DROP COLUMN company_domain;
DROP TABLE rotations;
DROP TABLE installation;
