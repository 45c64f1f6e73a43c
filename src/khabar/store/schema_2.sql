-- Version 2: what is left out and what could not be read are counted; the desk's own things.
--
-- Kept for ever: unread, watches, searches, notes, tags, verdicts. Drawn anew: drops.

CREATE TABLE drops (             -- what the gates left out
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  gate TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX drops_of ON drops (article);

CREATE TABLE unread (            -- inputs that gave no article
  source TEXT NOT NULL,          -- path or address
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  at TEXT NOT NULL,              -- UTC, when it was tried last
  PRIMARY KEY (source, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending (           -- what an upgrade leaves to the program
  what TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO pending SELECT 'draw' FROM articles LIMIT 1;

CREATE TABLE watches (           -- lists of what to look out for
  list TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('actor', 'country', 'place', 'type', 'words')),
  value TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (list, kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE searches (          -- kept under a name
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,
  filters TEXT NOT NULL,         -- JSON
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT                      -- UTC, when it was last looked at
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (             -- only ever added to: one that is taken back has a time in `gone`
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  uid TEXT NOT NULL,             -- of the statement or event; of the article where it is about the whole
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  gone TEXT
) STRICT;
CREATE INDEX notes_of ON notes (article);

CREATE TABLE tags (
  article INTEGER NOT NULL REFERENCES articles (row),
  uid TEXT NOT NULL,
  tag TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (article, uid, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag);

CREATE TABLE verdicts (          -- which actors, and which events, are one or two; the last of a pair counts
  row INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('actor', 'event')),
  one TEXT NOT NULL,             -- stable id of an actor, uid of an event
  other TEXT NOT NULL,
  same INTEGER CHECK (same IN (0, 1)),  -- null where a verdict is taken back
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
