-- Texts and names beside the ledger of `engaged`, format 1. This file forgets: see record.md.
PRAGMA application_id = 1162757972;
PRAGMA user_version = 1;

CREATE TABLE text (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  salt BLOB CHECK (length(salt) = 16),
  content TEXT,
  position INTEGER NOT NULL CHECK (position >= 0),
  CHECK ((salt IS NULL) = (content IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX text_position ON text (position);

CREATE TABLE person (
  handle TEXT PRIMARY KEY CHECK (handle <> '' AND handle NOT GLOB '*[^A-Za-z0-9._/-]*'),
  name TEXT,
  contact TEXT
) STRICT, WITHOUT ROWID;
