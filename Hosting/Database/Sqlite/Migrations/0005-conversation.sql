-- The older part of each conversation: what its grain's state, which holds the newest part, has no room for. Times in
-- milliseconds since 1970; the bodies are JSON.
-- Minimum reader: 0004
CREATE TABLE vault_line
(
    session_id TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (session_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_sent
(
    session_id         TEXT    NOT NULL,
    outbox_id          TEXT    NOT NULL,
    at                 INTEGER NOT NULL,
    channel_message_id TEXT,
    body               TEXT    NOT NULL,
    PRIMARY KEY (session_id, outbox_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_vault_sent_at ON vault_sent (session_id, at);
CREATE INDEX ix_vault_sent_channel ON vault_sent (session_id, channel_message_id);
