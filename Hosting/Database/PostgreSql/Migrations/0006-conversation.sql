-- The older part of each conversation: what its grain's state, which holds the newest part, has no room for. Times in
-- milliseconds since 1970; the bodies are JSON.
-- Minimum reader: 0005
CREATE TABLE vault_line
(
    session_id text   NOT NULL,
    line       bigint NOT NULL,
    at         bigint NOT NULL,
    body       text   NOT NULL,
    PRIMARY KEY (session_id, line)
);

CREATE TABLE vault_sent
(
    session_id         text   NOT NULL,
    outbox_id          text   NOT NULL,
    at                 bigint NOT NULL,
    channel_message_id text,
    body               text   NOT NULL,
    PRIMARY KEY (session_id, outbox_id)
);

CREATE INDEX ix_vault_sent_at ON vault_sent (session_id, at);
CREATE INDEX ix_vault_sent_channel ON vault_sent (session_id, channel_message_id);
