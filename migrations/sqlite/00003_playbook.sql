-- +goose Up

-- One row with the id that distinguishes this installation from others on the same Redis.
CREATE TABLE installation (id text PRIMARY KEY) STRICT;
INSERT INTO installation (id) VALUES (lower(hex(randomblob(8))));

-- Whose turn it is in each team. It changes only in the same transaction as the lead that is assigned.
CREATE TABLE rotations (
	name    text    PRIMARY KEY,
	version integer NOT NULL,
	owed    text    NOT NULL -- by person, in parts of a lead
) STRICT;

-- These identify the company of a lead. NULL means not computed yet, see Migrate.
ALTER TABLE leads ADD COLUMN company_domain text;
ALTER TABLE leads ADD COLUMN company_name text;
CREATE INDEX leads_company_domain ON leads (company_domain)
	WHERE deadline_at IS NOT NULL AND owner IS NOT NULL AND company_domain <> '';
CREATE INDEX leads_company_name ON leads (company_name)
	WHERE deadline_at IS NOT NULL AND owner IS NOT NULL AND company_name <> '';

ALTER TABLE people ADD COLUMN away_by text NOT NULL DEFAULT ''; -- what says so
ALTER TABLE people ADD COLUMN status  text NOT NULL DEFAULT ''; -- a hash of the Slack status seen last
UPDATE people SET away_by = 'said' WHERE away_at IS NOT NULL;

-- The turn whose deadlines are set on all leads. It is less than turn while that is in progress.
ALTER TABLE playbooks ADD COLUMN applied integer NOT NULL DEFAULT 0;
UPDATE playbooks SET applied = turn;

-- A note is for a person or a channel, and may be about no lead. The notes of a queue are sent one
-- message after another. The table is recreated because SQLite cannot drop NOT NULL from a column.
ALTER TABLE notes RENAME TO notes_before;
DROP INDEX notes_unsent;
CREATE TABLE notes (
	id      integer PRIMARY KEY,
	key     text    NOT NULL UNIQUE,
	person  text    NOT NULL,
	kind    text    NOT NULL,
	lead    integer REFERENCES leads,
	event   integer NOT NULL,
	due_at  text    NOT NULL,
	post    text,                       -- key of the message that told it; NULL until then
	channel text    NOT NULL DEFAULT '', -- as the playbook names it
	alone   integer NOT NULL DEFAULT 0,
	args    text,
	bundle  text,                       -- key of the message it was begun with
	queue   text    NOT NULL GENERATED ALWAYS AS (
		CASE WHEN alone THEN 'alone:' ELSE '' END ||
		CASE WHEN person <> '' THEN 'person:' || person ELSE 'list:' || channel END) STORED,

	CONSTRAINT notes_receiver CHECK ((person = '') <> (channel = ''))
) STRICT;
INSERT INTO notes (id, key, person, kind, lead, event, due_at, post)
	SELECT id, key, person, kind, lead, event, due_at, post FROM notes_before;
DROP TABLE notes_before;
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
ALTER TABLE notes RENAME TO notes_after;
DROP INDEX notes_unsent;
DROP INDEX notes_begun;
CREATE TABLE notes (
	id     integer     PRIMARY KEY,
	key    text        NOT NULL UNIQUE,
	person text        NOT NULL,
	kind   text        NOT NULL,
	lead   integer     NOT NULL REFERENCES leads,
	event  integer     NOT NULL,
	due_at text        NOT NULL,
	post   text        -- key of the message that told it; NULL until then
) STRICT;
INSERT INTO notes SELECT id, key, person, kind, lead, event, due_at, post FROM notes_after;
DROP TABLE notes_after;
CREATE INDEX notes_unsent ON notes (person, due_at) WHERE post IS NULL;
ALTER TABLE playbooks DROP COLUMN applied;
ALTER TABLE people DROP COLUMN status;
ALTER TABLE people DROP COLUMN away_by;
DROP INDEX leads_company_name;
DROP INDEX leads_company_domain;
ALTER TABLE leads DROP COLUMN company_name;
ALTER TABLE leads DROP COLUMN company_domain;
DROP TABLE rotations;
DROP TABLE installation;
