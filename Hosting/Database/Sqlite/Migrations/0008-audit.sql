-- Who did what to whom, when and from where, for what operators and administrators do. Rows are added, and deleted when they are old;
-- none is ever changed. The id begins with the time, so that it sorts by it.
-- Minimum reader: 0004
CREATE TABLE vault_audit
(
    id         TEXT    NOT NULL PRIMARY KEY,
    at         INTEGER NOT NULL,
    actor      TEXT    NOT NULL,
    roles      TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    target     TEXT    NOT NULL,
    status     INTEGER NOT NULL,
    address    TEXT    NOT NULL,
    key_id     TEXT,
    request_id TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_vault_audit_at ON vault_audit (at);
CREATE INDEX ix_vault_audit_actor ON vault_audit (actor, id);
