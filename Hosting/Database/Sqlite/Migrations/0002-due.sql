-- When each grain is due, in milliseconds since 1970. The version tells a sweep that the grain was scheduled again
-- while it was being woken.
CREATE TABLE vault_due
(
    grain_key TEXT    NOT NULL PRIMARY KEY,
    bucket    INTEGER NOT NULL,
    due_at    INTEGER NOT NULL,
    version   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_vault_due_bucket ON vault_due (bucket, due_at);
