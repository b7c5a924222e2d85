-- +goose Up

-- When Slack said what was heard last of somebody by an event; events and lists that are older change nothing.
ALTER TABLE people ADD COLUMN told_at text;

-- +goose Down
ALTER TABLE people DROP COLUMN told_at;
