-- The messages that a person of the web chat sees, by their numbers. A message is stored once by its id.
-- Minimum reader: 0004
CREATE TABLE vault_web_message
(
    session_id TEXT    NOT NULL,
    sequence   INTEGER NOT NULL,
    message_id TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    PRIMARY KEY (session_id, sequence),
    UNIQUE (session_id, message_id)
) STRICT, WITHOUT ROWID;
