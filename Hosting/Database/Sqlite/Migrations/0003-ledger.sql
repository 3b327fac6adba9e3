-- The ledgers. Money is a whole number of picodollars (1e-12 US dollars) and quantities are millionths, so that sums are
-- exact; times are milliseconds since 1970, days are yyyymmdd in UTC. One transaction changes all the tables together.
CREATE TABLE vault_ledger_account
(
    user_id TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The primary key rejects a charge for a request that was booked before, however long ago.
CREATE TABLE vault_ledger_entry
(
    user_id     TEXT    NOT NULL,
    request_id  TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    item        TEXT    NOT NULL,
    channel     TEXT    NOT NULL,
    provider    TEXT    NOT NULL,
    outcome     INTEGER NOT NULL,
    estimated   INTEGER NOT NULL,
    quantity    INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    input       INTEGER NULL,
    output      INTEGER NULL,
    cached      INTEGER NULL,
    cache_write INTEGER NULL,
    reasoning   INTEGER NULL,
    images      INTEGER NULL,
    PRIMARY KEY (user_id, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_vault_ledger_entry_at ON vault_ledger_entry (user_id, at, request_id);

CREATE TABLE vault_ledger_day
(
    user_id  TEXT    NOT NULL,
    day      INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    item     TEXT    NOT NULL,
    channel  TEXT    NOT NULL,
    amount   INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    entries  INTEGER NOT NULL,
    PRIMARY KEY (user_id, day, kind, item, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_ledger_total
(
    user_id TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    amount  INTEGER NOT NULL,
    PRIMARY KEY (user_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_ledger_hold
(
    user_id    TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    amount     INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, request_id)
) STRICT, WITHOUT ROWID;
