-- One survey in one file: what is asked, the images, and the answers. No names, no addresses.
CREATE TABLE survey (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  definition TEXT NOT NULL,
  hash TEXT NOT NULL,
  served_at INTEGER,
  closed_at INTEGER,
  anonymised_at INTEGER,
  withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE images (
  id TEXT PRIMARY KEY,
  png BLOB NOT NULL
) STRICT;

-- Secrets are kept as SHA-256, so reading this file does not let anyone act as a participant. Times are milliseconds since 1970.
-- There are no simulated participants: they exist only in memory, so they cannot get among the real ones.
CREATE TABLE participants (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('web', 'mturk')),
  session_hash BLOB UNIQUE,
  withdrawal_hash BLOB UNIQUE,
  language TEXT,
  order_seed INTEGER NOT NULL,
  started_at INTEGER,
  last_answer_at INTEGER,
  finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1))
) STRICT;

-- The two ticked candidates by slot (0, 1 real; 2, 3 generated) and by the position at which they were shown.
CREATE TABLE answers (
  participant TEXT NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
  question INTEGER NOT NULL CHECK (question > 0),
  slot_a INTEGER NOT NULL CHECK (slot_a BETWEEN 0 AND 3),
  slot_b INTEGER NOT NULL CHECK (slot_b BETWEEN 0 AND 3 AND slot_a < slot_b),
  position_a INTEGER NOT NULL CHECK (position_a BETWEEN 0 AND 3),
  position_b INTEGER NOT NULL CHECK (position_b BETWEEN 0 AND 3 AND position_a < position_b),
  seconds REAL,
  PRIMARY KEY (participant, question)
) STRICT, WITHOUT ROWID;

-- Assignments that were imported, hashed, so that importing a file again adds nothing.
CREATE TABLE imported_assignments (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Keys of the anti-forgery tokens, so that forms stay valid when the server is started again.
CREATE TABLE keys (name TEXT PRIMARY KEY, xml TEXT NOT NULL) STRICT, WITHOUT ROWID;
