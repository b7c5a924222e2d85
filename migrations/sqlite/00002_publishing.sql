-- +goose Up

-- Each lead's messages in channels: the version that should be shown (want), and the one that is (shown).
CREATE TABLE cards (
	lead       integer     NOT NULL REFERENCES leads,
	channel    text        NOT NULL, -- as the playbook names it
	home       integer     NOT NULL, -- the thread hangs under this one
	hot        integer     NOT NULL,
	want       integer     NOT NULL, -- version of the lead
	shown      integer     NOT NULL DEFAULT 0,
	want_line  integer     NOT NULL, -- number of the event
	shown_line integer     NOT NULL DEFAULT 0,
	turn       integer     NOT NULL DEFAULT 0, -- how often it was posted anew, because the message was deleted
	failed     integer     NOT NULL DEFAULT 0, -- how often in a row Slack refused to show it
	retry_at   text,         -- not before this instant; NULL: now
	wanted_at  text        NOT NULL, -- since when it is behind
	place      text,                 -- Slack's id of the channel
	ts         text,                 -- Slack's id of the message
	behind     integer     NOT NULL GENERATED ALWAYS AS (want > shown OR home AND want_line > shown_line) STORED,
	PRIMARY KEY (lead, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_behind ON cards (channel, hot, wanted_at) WHERE behind;

-- Every message that was sent or is being sent. While ts is empty, Slack may or may not have it.
CREATE TABLE posts (
	key     text        PRIMARY KEY,
	channel text        NOT NULL,
	thread  text        NOT NULL,
	ts      text        NOT NULL,
	upto    integer     NOT NULL,
	at      text        NOT NULL
) STRICT;

-- Direct messages to send.
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
CREATE INDEX notes_unsent ON notes (person, due_at) WHERE post IS NULL;

-- Which worker handles a channel or a person, and until when.
CREATE TABLE leases (
	name     text        PRIMARY KEY,
	worker   text        NOT NULL,
	until    text        NOT NULL,
	retry_at text
) STRICT;

-- +goose Down
DROP TABLE leases;
DROP TABLE notes;
DROP TABLE posts;
DROP TABLE cards;
