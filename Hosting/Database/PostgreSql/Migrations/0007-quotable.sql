-- A message that answers an older one names it by the channel's id: the line is found by that. Lines of the version before have
-- none, and neither have those that a silo of it still writes; they cannot be found, which the reader says.
-- Minimum reader: 0005
ALTER TABLE vault_line ADD COLUMN quotable text;

CREATE INDEX ix_vault_line_quotable ON vault_line (session_id, quotable) WHERE quotable IS NOT NULL;
