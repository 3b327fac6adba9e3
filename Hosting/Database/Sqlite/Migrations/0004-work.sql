-- The jobs that wait for a writer (kind 0) or a renderer (kind 1), and the leases on them. Times are milliseconds since
-- 1970. An entry moves from kind to kind and keeps its arrival, its place in the line.
CREATE TABLE vault_work
(
    arrival      INTEGER NOT NULL PRIMARY KEY,
    job_id       TEXT    NOT NULL UNIQUE,
    kind         INTEGER NOT NULL,
    user_id      TEXT    NOT NULL,
    priority     INTEGER NOT NULL,
    enqueued_at  INTEGER NOT NULL,
    not_before   INTEGER NOT NULL,
    epoch        INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NULL,
    worker       TEXT    NULL,
    returned     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX ix_vault_work_kind ON vault_work (kind, arrival);

-- Of all entries, so that a job that comes back after it was taken out gets a higher epoch than before. The queue that was
-- a grain counted up from 1; it never came near to this.
CREATE TABLE vault_work_epoch
(
    last INTEGER NOT NULL
) STRICT;

INSERT INTO vault_work_epoch (last) VALUES (4294967295);
