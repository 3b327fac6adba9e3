-- Who did what to whom, when and from where, for what operators and administrators do. Rows are added, and deleted when they are old;
-- none is ever changed. The id begins with the time, so that it sorts by it.
-- Minimum reader: 0005
CREATE TABLE vault_audit
(
    id         text   NOT NULL COLLATE "C" PRIMARY KEY,
    at         bigint NOT NULL,
    actor      text   NOT NULL,
    roles      text   NOT NULL,
    action     text   NOT NULL,
    target     text   NOT NULL,
    status     bigint NOT NULL,
    address    text   NOT NULL,
    key_id     text,
    request_id text   NOT NULL
);
CREATE INDEX ix_vault_audit_at ON vault_audit (at);
CREATE INDEX ix_vault_audit_actor ON vault_audit (actor, id);
