-- The messages that a person of the web chat sees, by their numbers. A message is stored once by its id.
-- Minimum reader: 0005
CREATE TABLE vault_web_message
(
    session_id text   NOT NULL,
    sequence   bigint NOT NULL,
    message_id text   NOT NULL,
    body       text   NOT NULL,
    PRIMARY KEY (session_id, sequence),
    UNIQUE (session_id, message_id)
);
