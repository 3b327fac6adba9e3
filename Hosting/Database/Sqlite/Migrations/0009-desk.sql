-- The operators' list of conversations: one row each, made from the conversation and deleted with its rows. at is when the newest line
-- was said, in milliseconds since 1970; labels stand between line breaks; words is what a search looks through, in small letters.
-- Minimum reader: 0004
CREATE TABLE vault_desk
(
    session_id TEXT NOT NULL PRIMARY KEY,
    sequence   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    channel    TEXT NOT NULL,
    assignee   TEXT NOT NULL,
    labels     TEXT NOT NULL,
    human      INTEGER NOT NULL,
    waits      INTEGER NOT NULL,
    failed     INTEGER NOT NULL,
    words      TEXT NOT NULL,
    body       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_vault_desk_at ON vault_desk (at, session_id);
