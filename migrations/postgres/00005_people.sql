-- +goose Up

-- The time of the newest event from Slack about a person. Older events and lists change nothing.
ALTER TABLE people ADD COLUMN told_at timestamptz;

-- +goose Down
ALTER TABLE people DROP COLUMN told_at;
