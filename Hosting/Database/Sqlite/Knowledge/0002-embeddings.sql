-- Embeddings (docs/adr/0059).
-- Minimum reader: 0001
-- Which model embeds the collection, how far it came, and why it does not go on; JSON, null before the first time.
ALTER TABLE vault_collection ADD COLUMN embedding text;

-- The embedding of each passage, to be searched. vault_embedding keeps those of the questions that a collection is graded by.
CREATE TABLE vault_vector
(
    collection integer NOT NULL,
    passage    bigint  NOT NULL,
    -- The model, "/", and the number of dimensions: vectors of different models are never compared.
    model      text    NOT NULL,
    -- SHA-256 of the text that was embedded.
    hash       text    NOT NULL,
    -- float32, little-endian, of length 1.
    vector     blob    NOT NULL,
    PRIMARY KEY (collection, passage)
);

CREATE INDEX ix_vault_vector_hash ON vault_vector (collection, model, hash);
CREATE INDEX ix_vault_document_passage ON vault_document (collection, first_passage);
