-- The store of Khabar, version 1; each later version is a file of its own that is run after this one.
--
-- What is kept for ever: bodies, captures, articles, versions, runs, codings, corrections. A coding is the whole record
-- as JSON. Everything from `blocks` on is drawn from the current coding of the current version with the corrections
-- laid over it, and can be drawn anew at any time.

CREATE TABLE bodies (            -- raw bytes as they came, each once
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,         -- of the bytes before packing
  packed BLOB NOT NULL           -- zlib
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,       -- hash of the canonical URL, else of outlet, date and text
  coding INTEGER REFERENCES codings (row),  -- the current one: of the version captured last, made last
  version INTEGER,               -- its number
  url TEXT,
  title TEXT,
  outlet TEXT,
  published TEXT,
  outlet_key TEXT                -- folded, to compare
) STRICT;

CREATE TABLE versions (          -- each text that an article has had
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  number INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  UNIQUE (article, number),
  UNIQUE (article, text_sha256)
) STRICT;

CREATE TABLE captures (          -- each time that a version was met
  row INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions (row),
  body TEXT REFERENCES bodies (sha256),
  at TEXT NOT NULL,              -- UTC
  method TEXT NOT NULL,          -- file, jsonl, stdin, fetch, record
  source TEXT,                   -- path or address
  name TEXT NOT NULL,            -- the caller's id
  extra TEXT NOT NULL            -- unknown fields of the input line, JSON
) STRICT;
CREATE INDEX captures_of ON captures (version, at);

CREATE TABLE addresses (         -- what a server said of a page when it was fetched last
  url TEXT PRIMARY KEY,
  etag TEXT,
  modified TEXT,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (              -- what makes records
  row INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  codebook TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  rules TEXT NOT NULL,
  since TEXT NOT NULL,
  UNIQUE (version, codebook, lexicon, rules)
) STRICT;

CREATE TABLE codings (
  row INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions (row),
  run INTEGER NOT NULL REFERENCES runs (row),
  at TEXT NOT NULL,
  record BLOB NOT NULL           -- the record as JSON, zlib
) STRICT;
CREATE INDEX codings_of ON codings (version);

CREATE TABLE corrections (       -- only ever added to: an undo is a row of its own
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  version INTEGER NOT NULL,      -- number of the version that was looked at
  uid TEXT NOT NULL,             -- of the statement or event; of the article where it is accepted as a whole
  kind TEXT NOT NULL CHECK (kind IN ('statement', 'event', 'article')),
  action TEXT NOT NULL CHECK (action IN ('accept', 'change', 'add', 'remove', 'undo')),
  span TEXT NOT NULL,            -- the content or evidence that was looked at, JSON; null for an article
  changes TEXT NOT NULL,         -- JSON
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  undoes INTEGER REFERENCES corrections (row)
) STRICT;
CREATE INDEX corrections_of ON corrections (article);

-- Drawn from the current coding.

CREATE TABLE blocks (
  article INTEGER NOT NULL REFERENCES articles (row),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  continues INTEGER,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (             -- addresses that the article points at
  article INTEGER NOT NULL REFERENCES articles (row),
  url TEXT NOT NULL,
  PRIMARY KEY (article, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  key TEXT NOT NULL,
  id TEXT NOT NULL,              -- stable across articles
  name_ar TEXT NOT NULL,
  name_en TEXT,
  kind TEXT NOT NULL,
  country TEXT,
  role TEXT,
  UNIQUE (article, key)
) STRICT;
CREATE INDEX actors_by_id ON actors (id);
CREATE INDEX actors_by_country ON actors (country);

CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles (row),
  number INTEGER NOT NULL,
  actor TEXT NOT NULL,           -- key
  via TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  id TEXT NOT NULL,
  uid TEXT NOT NULL,
  type TEXT NOT NULL,
  voice TEXT NOT NULL,
  cue_lemma TEXT NOT NULL,
  verbatim TEXT NOT NULL,
  start INTEGER NOT NULL,        -- of the content, in code points of the article's text
  "end" INTEGER NOT NULL,
  content TEXT NOT NULL,
  rule TEXT NOT NULL,
  day TEXT                       -- of publication
) STRICT;
CREATE INDEX statements_of ON statements (article);
CREATE INDEX statements_by_uid ON statements (uid);
CREATE INDEX statements_by_day ON statements (day);

CREATE TABLE speakers (
  actor INTEGER NOT NULL REFERENCES actors (row),
  statement INTEGER NOT NULL REFERENCES statements (row),
  PRIMARY KEY (actor, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_of ON speakers (statement);

CREATE TABLE events (
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  id TEXT NOT NULL,
  uid TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  attribution TEXT NOT NULL,
  quad INTEGER NOT NULL,
  score REAL NOT NULL,
  date TEXT,                     -- as the words give it; its beginning is enough for a month or a year
  place TEXT,
  country TEXT,                  -- of the place
  start INTEGER NOT NULL,        -- of the evidence, in code points of the article's text
  "end" INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  rule TEXT NOT NULL,
  day TEXT                       -- of publication
) STRICT;
CREATE INDEX events_of ON events (article);
CREATE INDEX events_by_uid ON events (uid);
CREATE INDEX events_by_day ON events (day);

CREATE TABLE sides (
  actor INTEGER NOT NULL REFERENCES actors (row),
  event INTEGER NOT NULL REFERENCES events (row),
  side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  PRIMARY KEY (actor, event, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX sides_of ON sides (event);

CREATE TABLE faults (
  row INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (row),
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER
) STRICT;
CREATE INDEX faults_of ON faults (article);

-- What search runs on. Words are folded keys, parted by blanks; `spelled` keeps their letters and drops only marks.

CREATE VIRTUAL TABLE article_words USING fts5 (words, spelled, tokenize = 'ascii');
CREATE VIRTUAL TABLE statement_words USING fts5 (words, spelled, tokenize = 'ascii');
CREATE VIRTUAL TABLE event_words USING fts5 (words, spelled, tokenize = 'ascii');

CREATE TABLE forms (             -- every word met, under each word that it may be with clitics
  core TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (core, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (             -- the words of every name, with the actors that bear it
  word TEXT NOT NULL,
  actor TEXT NOT NULL,           -- stable id
  PRIMARY KEY (word, actor)
) STRICT, WITHOUT ROWID;
