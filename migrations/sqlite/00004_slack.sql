-- +goose Up

-- Finds the lead of a thread.
CREATE INDEX cards_place ON cards (ts, place) WHERE ts IS NOT NULL;

-- Finds the lead of a direct message.
CREATE INDEX posts_ts ON posts (ts) WHERE ts <> '';
CREATE INDEX notes_post ON notes (post) WHERE post IS NOT NULL;

-- The leads that a colleague has referred.
CREATE INDEX leads_referrer ON leads (referrer) WHERE referrer IS NOT NULL;

-- Leads whose column search has an old format. There are none once Migrate is done.
CREATE INDEX leads_search_old ON leads (id) WHERE substr(search, 1, 1) <> '|';

-- The digests that a person has turned off, separated by spaces.
ALTER TABLE people ADD COLUMN muted text NOT NULL DEFAULT '';

-- When the handover of the leads of a person who left the company began; NULL once it is done.
ALTER TABLE people ADD COLUMN leaving_at text;

-- Home tabs that may be open, and what they show.
CREATE TABLE homes (
	person     text        PRIMARY KEY REFERENCES people,
	opened_at  text        NOT NULL, -- when it was last opened or used
	pages      text        NOT NULL DEFAULT '{}', -- which row of each long list is the first shown
	shown      text        NOT NULL DEFAULT '', -- a hash of what was drawn last; empty: to be drawn
	turn       integer     NOT NULL DEFAULT 0, -- how often it was begun to be drawn
	rest_until text        NOT NULL DEFAULT '1970-01-01T00:00:00.000000Z', -- no worker draws it before
	told_lead  integer     REFERENCES leads, -- the last thing done there: the lead,
	told_event integer, -- the number of its event
	told_at    text
) STRICT;

-- The leads that were returned to marketing, in order.
CREATE INDEX leads_returned ON leads (entered_at) WHERE stage = 'nurturing' AND reason <> '';
CREATE INDEX homes_opened ON homes (opened_at);
-- These tell workers that a home tab may be outdated: recent events, and people who are away.
CREATE INDEX events_at ON events (at);
CREATE INDEX people_away ON people (away_at) WHERE away_at IS NOT NULL;

-- The message that lists a lead which came in with many others, while the lead has no message of its own.
ALTER TABLE cards ADD COLUMN stack text NOT NULL DEFAULT '';
CREATE INDEX cards_stack ON cards (stack) WHERE stack <> '';

-- With any filter, a summary reads only two indexes: one of the open leads, and one of the leads
-- registered in a period.
DROP INDEX leads_open;
CREATE INDEX leads_open ON leads (stage, temperature, amount_currency, value_currency,
	amount, value, waiting_at, next_at, test, source, campaign, team, country, owner, deadline_at)
	WHERE deadline_at IS NOT NULL;
DROP INDEX leads_registered;
CREATE INDEX leads_registered ON leads (registered_at, stage, temperature,
	amount, amount_currency, value, value_currency, test, source, campaign, team, country, owner, sales_at);

-- +goose Down
DROP INDEX leads_registered;
CREATE INDEX leads_registered ON leads (registered_at);
DROP INDEX leads_open;
CREATE INDEX leads_open ON leads (stage, temperature,
	amount, amount_currency, value, value_currency, waiting_at, next_at, test, deadline_at)
	WHERE deadline_at IS NOT NULL;
DROP INDEX people_away;
DROP INDEX leads_returned;
DROP INDEX events_at;
DROP TABLE homes;
ALTER TABLE people DROP COLUMN leaving_at;
ALTER TABLE people DROP COLUMN muted;
DROP INDEX leads_search_old;
DROP INDEX notes_post;
DROP INDEX posts_ts;
DROP INDEX leads_referrer;
DROP INDEX cards_stack;
ALTER TABLE cards DROP COLUMN stack;
DROP INDEX cards_place;
