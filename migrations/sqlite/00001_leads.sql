-- +goose Up

-- One row per lead. What is queried, reported or personal has its own column; the rest of the lead is
-- a JSON document in state. Times are texts in UTC with microseconds, '2026-11-22T09:00:00.000000Z',
-- so that they sort; amounts are in minor units. offered_to, next_at, team, partner and sales_channel
-- are copies of values in state, for queries.
CREATE TABLE leads (
	id              integer     PRIMARY KEY,
	version         integer     NOT NULL,
	stage           text        NOT NULL,
	owner           text,
	offered_to      text,
	channel         text        NOT NULL,
	team            text        NOT NULL,
	partner         text        NOT NULL,
	sales_channel   text        NOT NULL,
	pool            text        NOT NULL, -- teams whose reps may claim it
	temperature     text        NOT NULL,
	potential       integer     NOT NULL,
	engagement      integer     NOT NULL,
	scored_at       text,
	playbook        text        NOT NULL,
	source          text        NOT NULL,
	external_id     text,                 -- the source's own key
	campaign        text        NOT NULL,
	name            text        NOT NULL,
	email           text        NOT NULL,
	phone           text        NOT NULL,
	title           text        NOT NULL,
	company         text        NOT NULL,
	website         text        NOT NULL,
	country         text        NOT NULL,
	employees       integer     NOT NULL,
	message         text        NOT NULL,
	attributes      text        NOT NULL,
	search          text        NOT NULL, -- name, company, email in lower case, digits of the phone
	value           integer     NOT NULL, -- what the source says it may be worth
	value_currency  text        NOT NULL,
	amount          integer     NOT NULL, -- what the owner says
	amount_currency text        NOT NULL,
	test            integer     NOT NULL,
	referrer        text,
	reason          text        NOT NULL,
	attempts        integer     NOT NULL,
	handoffs        integer     NOT NULL,
	last_owner      text,
	merged_into     integer     REFERENCES leads,
	deadline_at     text,
	deadline_clock  text,
	next_at         text,
	registered_at   text        NOT NULL,
	entered_at      text,
	waiting_at      text,
	sales_at        text,
	claimed_at      text,
	contacted_at    text,
	qualified_at    text,
	closed_at       text,
	event_count     integer     NOT NULL,
	state           text        NOT NULL,

	CONSTRAINT leads_external UNIQUE (source, external_id),
	-- No lead is ever forgotten: an open one has a running clock, a closed one has none.
	CONSTRAINT leads_deadline CHECK (
		(stage IN ('inquiry', 'nurturing', 'new', 'working', 'qualified')) = (deadline_at IS NOT NULL)
		AND (deadline_at IS NULL) = (deadline_clock IS NULL)),
	CONSTRAINT leads_owner CHECK ((stage IN ('working', 'qualified')) <= (owner IS NOT NULL))
) STRICT;

CREATE INDEX leads_due ON leads (deadline_at) WHERE deadline_at IS NOT NULL;
-- The summary reads only this index, so its cost depends on the open leads and not on all leads.
CREATE INDEX leads_open ON leads (stage, temperature,
	amount, amount_currency, value, value_currency, waiting_at, next_at, test, deadline_at)
	WHERE deadline_at IS NOT NULL;
CREATE INDEX leads_owned ON leads (owner, deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX leads_offered ON leads (offered_to) WHERE offered_to IS NOT NULL;
CREATE INDEX leads_email ON leads (email) WHERE deadline_at IS NOT NULL AND email <> '';
CREATE INDEX leads_registered ON leads (registered_at);
CREATE INDEX leads_sales ON leads (sales_at) WHERE sales_at IS NOT NULL;
CREATE INDEX leads_claimed ON leads (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX leads_closed ON leads (closed_at) WHERE closed_at IS NOT NULL;

-- The event log of each lead. The audit trail, the thread under its card and the reports come from it.
CREATE TABLE events (
	lead  integer     NOT NULL REFERENCES leads,
	n     integer     NOT NULL,
	at    text        NOT NULL,
	kind  text        NOT NULL,
	by    text,                 -- NULL: Dibs itself
	stage text        NOT NULL, -- after it
	owner text,                 -- after it
	facts text        NOT NULL,
	words text,                -- the personal part, which erase clears
	PRIMARY KEY (lead, n)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER events_append_only BEFORE UPDATE ON events
WHEN NEW.words IS NOT NULL OR NEW.lead IS NOT OLD.lead OR NEW.n IS NOT OLD.n OR NEW.at IS NOT OLD.at
	OR NEW.kind IS NOT OLD.kind OR NEW.by IS NOT OLD.by OR NEW.stage IS NOT OLD.stage
	OR NEW.owner IS NOT OLD.owner OR NEW.facts IS NOT OLD.facts
BEGIN
	SELECT RAISE(ABORT, 'events are append-only: nothing but words can be cleared');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_not_deleted BEFORE DELETE ON events
BEGIN
	SELECT RAISE(ABORT, 'events are append-only: nothing but words can be cleared');
END;
-- +goose StatementEnd

-- Each submission exactly as its source sent it. One without a lead is a dead letter; error says why.
CREATE TABLE payloads (
	id           integer     PRIMARY KEY,
	lead         integer     REFERENCES leads,
	source       text        NOT NULL,
	content_type text        NOT NULL,
	body         blob, -- NULL once erased
	at           text        NOT NULL,
	error        text        NOT NULL
) STRICT;
CREATE INDEX payloads_lead ON payloads (lead) WHERE lead IS NOT NULL;

-- The first response for each idempotency key.
CREATE TABLE receipts (
	key          text        PRIMARY KEY,
	fingerprint  text        NOT NULL,
	lead         integer     REFERENCES leads,
	stage        text        NOT NULL,
	duplicate_of integer,
	at           text        NOT NULL
) STRICT;

CREATE TABLE people (
	id       text        PRIMARY KEY, -- ours; it never changes
	slack_id text        UNIQUE,
	email    text        NOT NULL,
	name     text        NOT NULL,
	zone     text        NOT NULL,
	away_at  text,
	back_at  text,
	deleted  integer     NOT NULL,
	guest    integer     NOT NULL
) STRICT;

-- Every playbook that was ever used, as written, without secrets. The newest is the current one.
CREATE TABLE playbooks (
	version text        PRIMARY KEY,
	text    text        NOT NULL,
	put_at  text        NOT NULL,
	turn    integer     NOT NULL
) STRICT;

-- +goose Down
DROP TABLE playbooks;
DROP TABLE people;
DROP TABLE receipts;
DROP TABLE payloads;
DROP TABLE events;
DROP TABLE leads;
