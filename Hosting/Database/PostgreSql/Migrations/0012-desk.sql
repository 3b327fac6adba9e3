-- The operators' list of conversations: one row each, made from the conversation and deleted with its rows. at is when the newest line
-- was said, in milliseconds since 1970; labels stand between line breaks; words is what a search looks through, in small letters.
-- Minimum reader: 0005
CREATE TABLE vault_desk
(
    session_id text COLLATE "C" NOT NULL PRIMARY KEY,
    sequence   bigint NOT NULL,
    at         bigint NOT NULL,
    channel    text NOT NULL,
    assignee   text NOT NULL,
    labels     text NOT NULL,
    human      bigint NOT NULL,
    waits      bigint NOT NULL,
    failed     bigint NOT NULL,
    words      text NOT NULL,
    body       text NOT NULL
);
CREATE INDEX ix_vault_desk_at ON vault_desk (at, session_id);
