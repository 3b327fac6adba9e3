-- When each grain is due, in milliseconds since 1970. The version tells a sweep that the grain was scheduled again
-- while it was being woken.
CREATE TABLE vault_due
(
    grain_key text    NOT NULL PRIMARY KEY,
    bucket    bigint NOT NULL,
    due_at    bigint NOT NULL,
    version   bigint NOT NULL DEFAULT 0
);

CREATE INDEX ix_vault_due_bucket ON vault_due (bucket, due_at);
