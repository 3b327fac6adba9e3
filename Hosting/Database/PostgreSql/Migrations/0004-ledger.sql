-- The ledgers. Money is a whole number of picodollars (1e-12 US dollars) and quantities are millionths, so that sums are
-- exact; times are milliseconds since 1970, days are yyyymmdd in UTC. One transaction changes all the tables together.
CREATE TABLE vault_ledger_account
(
    user_id text    NOT NULL PRIMARY KEY,
    version bigint NOT NULL
);

-- The primary key rejects a charge for a request that was booked before, however long ago.
CREATE TABLE vault_ledger_entry
(
    user_id     text    NOT NULL,
    request_id  text    NOT NULL,
    at          bigint NOT NULL,
    kind        text    NOT NULL,
    item        text    NOT NULL,
    channel     text    NOT NULL,
    provider    text    NOT NULL,
    outcome     bigint NOT NULL,
    estimated   bigint NOT NULL,
    quantity    bigint NOT NULL,
    amount      bigint NOT NULL,
    input       bigint NULL,
    output      bigint NULL,
    cached      bigint NULL,
    cache_write bigint NULL,
    reasoning   bigint NULL,
    images      bigint NULL,
    PRIMARY KEY (user_id, request_id)
);

CREATE INDEX ix_vault_ledger_entry_at ON vault_ledger_entry (user_id, at, request_id);

CREATE TABLE vault_ledger_day
(
    user_id  text    NOT NULL,
    day      bigint NOT NULL,
    kind     text    NOT NULL,
    item     text    NOT NULL,
    channel  text    NOT NULL,
    amount   bigint NOT NULL,
    quantity bigint NOT NULL,
    entries  bigint NOT NULL,
    PRIMARY KEY (user_id, day, kind, item, channel)
);

CREATE TABLE vault_ledger_total
(
    user_id text    NOT NULL,
    kind    text    NOT NULL,
    amount  bigint NOT NULL,
    PRIMARY KEY (user_id, kind)
);

CREATE TABLE vault_ledger_hold
(
    user_id    text    NOT NULL,
    request_id text    NOT NULL,
    amount     bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (user_id, request_id)
);

