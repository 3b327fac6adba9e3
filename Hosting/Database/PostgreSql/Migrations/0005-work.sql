-- The jobs that wait for a writer (kind 0) or a renderer (kind 1), and the leases on them. Times are milliseconds since
-- 1970 by the clock of this server. An entry moves from kind to kind and keeps its arrival, its place in the line.
-- Renewing a lease touches no indexed column, and finds room on the row's own page.
CREATE TABLE vault_work
(
    job_id       text   NOT NULL PRIMARY KEY,
    arrival      bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind         bigint NOT NULL,
    user_id      text   NOT NULL,
    priority     bigint NOT NULL,
    enqueued_at  bigint NOT NULL,
    not_before   bigint NOT NULL,
    epoch        bigint NOT NULL DEFAULT 0,
    leased_until bigint NULL,
    worker       text   NULL,
    returned     bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

CREATE INDEX ix_vault_work_kind ON vault_work (kind, arrival);

-- Of all entries, so that a job that comes back after it was taken out gets a higher epoch than before. The queue that was
-- a grain counted up from 1; it never came near to this.
CREATE SEQUENCE vault_work_epoch AS bigint START WITH 4294967296;
