-- +goose Up

-- Which lead a thread belongs to.
CREATE INDEX cards_place ON cards (ts, place) WHERE ts IS NOT NULL;

-- And which lead a private message told of.
CREATE INDEX posts_ts ON posts (ts) WHERE ts <> '';
CREATE INDEX notes_post ON notes (post) WHERE post IS NOT NULL;

-- What a colleague referred.
CREATE INDEX leads_referrer ON leads (referrer) WHERE referrer IS NOT NULL;

-- Leads whose column search is of an older making; none, once Migrate is done.
CREATE INDEX leads_search_old ON leads (id) WHERE substr(search, 1, 1) <> '|';

-- Which digests somebody turned off, separated by spaces.
ALTER TABLE people ADD COLUMN muted text NOT NULL DEFAULT '';

-- Since when the leads of somebody who left the company are being handed over; NULL once that is done.
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

-- What was given to marketing, the latest first.
CREATE INDEX leads_returned ON leads (entered_at) WHERE stage = 'nurturing' AND reason <> '';
CREATE INDEX homes_opened ON homes (opened_at);
-- What tells workers that a home tab may show something else now: what happened lately, and who is away.
CREATE INDEX events_at ON events (at);
CREATE INDEX people_away ON people (away_at) WHERE away_at IS NOT NULL;

-- In which message a lead is listed that came with many others, while it has no message of its own.
ALTER TABLE cards ADD COLUMN stack text NOT NULL DEFAULT '';
CREATE INDEX cards_stack ON cards (stack) WHERE stack <> '';

-- What a summary counts, it reads from two indexes alone, with any filter: of the open leads, and of
-- those registered in a time.
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
