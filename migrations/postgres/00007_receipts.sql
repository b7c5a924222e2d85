-- +goose Up

-- Any change can leave a receipt, so that a request that is delivered again is not carried out again. Such a receipt is
-- of no use after some time, unlike the answers to idempotency keys, which stay (NULL).
ALTER TABLE receipts ADD COLUMN expires_at timestamptz;
CREATE INDEX receipts_expiring ON receipts (expires_at) WHERE expires_at IS NOT NULL;

-- +goose Down
DELETE FROM receipts WHERE expires_at IS NOT NULL;
DROP INDEX receipts_expiring;
ALTER TABLE receipts DROP COLUMN expires_at;
