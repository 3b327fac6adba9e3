-- The knowledge base, a file of its own: indexing and searching never wait for messages, nor messages for them. Times in
-- milliseconds since 1970.
CREATE TABLE vault_collection
(
    number     integer PRIMARY KEY AUTOINCREMENT,
    id         text    NOT NULL UNIQUE,
    name       text    NOT NULL,
    owner      text    NOT NULL,
    visibility integer NOT NULL,
    members    text    NOT NULL,
    generation bigint  NOT NULL,
    created_at bigint  NOT NULL,
    -- What is being erased is no longer there for anybody.
    erased     integer NOT NULL DEFAULT 0,
    -- How it is ranked, as its grades chose; JSON, null for the defaults.
    ranking    text,
    -- The last grades; JSON.
    grades     text,
    passages   bigint  NOT NULL DEFAULT 0,
    words      bigint  NOT NULL DEFAULT 0,
    next_passage bigint NOT NULL DEFAULT 1,
    next_segment bigint NOT NULL DEFAULT 1
);

CREATE INDEX ix_vault_collection_owner ON vault_collection (owner);

CREATE TABLE vault_member
(
    person     text    NOT NULL,
    collection integer NOT NULL,
    PRIMARY KEY (person, collection)
);

-- A document, and the note that was read from it. Its passages are numbered without a gap from first_passage.
CREATE TABLE vault_document
(
    id            text    NOT NULL PRIMARY KEY,
    collection    integer NOT NULL,
    path          text    NOT NULL,
    -- Of the newest bytes; indexed_hash is of those that can be found.
    hash          text    NOT NULL,
    indexed_hash  text,
    size          bigint  NOT NULL,
    object_key    text,
    -- What its sender said about it; JSON.
    labels        text,
    state         integer NOT NULL,
    reason        text,
    received_at   bigint  NOT NULL,
    indexed_at    bigint,
    arrival       bigint  NOT NULL,
    title         text,
    first_passage bigint  NOT NULL DEFAULT 0,
    passages      integer NOT NULL DEFAULT 0,
    words         bigint  NOT NULL DEFAULT 0,
    text_bytes    bigint  NOT NULL DEFAULT 0,
    -- The note without its passages: JSON, compressed with Brotli.
    note          blob
);

CREATE UNIQUE INDEX ix_vault_document_path ON vault_document (collection, path);
CREATE INDEX ix_vault_document_waiting ON vault_document (collection, arrival) WHERE state = 0;

-- Objects that no document refers to any more, until they are deleted; those of an erased collection too.
CREATE TABLE vault_unneeded
(
    collection_id text    NOT NULL,
    object_key    text    NOT NULL,
    PRIMARY KEY (collection_id, object_key)
);

-- Names by which links find a document: in lower case, without folders and ".md". Kind 1: base name, 2: alias, 3: a former name.
CREATE TABLE vault_note_name
(
    collection integer NOT NULL,
    name       text    NOT NULL,
    document   text    NOT NULL,
    kind       integer NOT NULL,
    PRIMARY KEY (collection, name, document, kind)
) WITHOUT ROWID;

CREATE INDEX ix_vault_note_name_document ON vault_note_name (document);

-- The last part of each link's target, in lower case.
CREATE TABLE vault_note_link
(
    collection integer NOT NULL,
    name       text    NOT NULL,
    document   text    NOT NULL,
    PRIMARY KEY (collection, name, document)
) WITHOUT ROWID;

CREATE INDEX ix_vault_note_link_document ON vault_note_link (document);

-- Tags, and the front matter's other values, to filter by. The key of a tag is empty.
CREATE TABLE vault_note_value
(
    collection integer NOT NULL,
    key        text    NOT NULL,
    value      text    NOT NULL,
    document   text    NOT NULL,
    PRIMARY KEY (collection, key, value, document)
) WITHOUT ROWID;

CREATE INDEX ix_vault_note_value_document ON vault_note_value (document);

-- Part of a collection's inverted index (docs/adr/0050): the passages from first_passage to last_passage. A small one is held in
-- terms as a whole; a larger one is rows of vault_posting.
CREATE TABLE vault_segment
(
    collection    integer NOT NULL,
    segment       bigint  NOT NULL,
    first_passage bigint  NOT NULL,
    last_passage  bigint  NOT NULL,
    passages      integer NOT NULL,
    terms         blob,
    -- The stems of vault_posting, to find parts of words: sorted, one a line, compressed with Brotli.
    stems         blob,
    PRIMARY KEY (collection, segment)
);

CREATE TABLE vault_posting
(
    collection integer NOT NULL,
    segment    bigint  NOT NULL,
    stem       text    NOT NULL,
    body       blob NOT NULL,
    PRIMARY KEY (collection, segment, stem)
) WITHOUT ROWID;

-- The passages, in the table of the original design with its five columns. The id is collection number, ":", passage number.
CREATE TABLE vector_documents
(
    id         text NOT NULL PRIMARY KEY,
    content    text NOT NULL,
    metadata   text,
    -- A JSON array of numbers; empty where no embedding was made.
    vector     text NOT NULL,
    created_at text DEFAULT CURRENT_TIMESTAMP
);

-- Queries whose answers the owner knows.
CREATE TABLE vault_judgement
(
    collection integer NOT NULL,
    query      text    NOT NULL,
    document   text    NOT NULL,
    PRIMARY KEY (collection, query, document)
);

-- Embeddings by model and content, so that equal text is paid for once.
CREATE TABLE vault_embedding
(
    collection integer NOT NULL,
    model      text    NOT NULL,
    hash       text    NOT NULL,
    -- float32, little-endian.
    vector     blob NOT NULL,
    PRIMARY KEY (collection, model, hash)
);
