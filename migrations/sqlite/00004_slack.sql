-- +goose Up

-- Which lead a thread belongs to.
CREATE INDEX cards_place ON cards (ts, place) WHERE ts IS NOT NULL;

-- What a colleague referred.
CREATE INDEX leads_referrer ON leads (referrer) WHERE referrer IS NOT NULL;

-- Which digests somebody turned off, separated by spaces.
ALTER TABLE people ADD COLUMN muted text NOT NULL DEFAULT '';

-- Home tabs that may be open, and what they show.
CREATE TABLE homes (
	person    text PRIMARY KEY REFERENCES people,
	opened_at text NOT NULL, -- when it was last opened or used
	pages     text NOT NULL DEFAULT '', -- which page of each long list is shown
	shown     text NOT NULL DEFAULT ''  -- a hash of what was drawn last
) STRICT;

-- +goose Down
DROP TABLE homes;
ALTER TABLE people DROP COLUMN muted;
DROP INDEX leads_referrer;
DROP INDEX cards_place;
