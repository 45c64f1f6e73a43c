-- What linking found over all articles, drawn anew whenever they are linked, so that a page need not link; and
-- indexes for lists in the order of time.

CREATE TABLE linkings (          -- the last linking
  row INTEGER PRIMARY KEY CHECK (row = 1),
  at TEXT NOT NULL,              -- UTC
  seconds REAL NOT NULL,         -- that it took
  stamp TEXT NOT NULL            -- what the store held then: last capture, coding and correction
) STRICT;

CREATE TABLE stories (
  id TEXT PRIMARY KEY,
  first TEXT NOT NULL,           -- day of publication of its first article; empty where none tells
  last TEXT NOT NULL,
  articles INTEGER NOT NULL,
  sources INTEGER NOT NULL,      -- independent ones
  story TEXT NOT NULL            -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_by_day ON stories (last, id);

CREATE TABLE story_articles (
  article TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_articles_of ON story_articles (story);

CREATE TABLE linked_events (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  day TEXT NOT NULL,             -- as the words give it, else of the first report; empty where nothing tells
  event TEXT NOT NULL            -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX linked_events_of ON linked_events (story);
CREATE INDEX linked_events_by_day ON linked_events (day);

CREATE TABLE reports (           -- which event of an article is which linked event
  uid TEXT NOT NULL,
  event TEXT NOT NULL REFERENCES linked_events (id),
  PRIMARY KEY (uid, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE parties (           -- of linked events
  identity TEXT NOT NULL,
  event TEXT NOT NULL REFERENCES linked_events (id),
  side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  PRIMARY KEY (identity, event, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE variants (          -- tellings of one statement
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  speaker TEXT NOT NULL,         -- identity
  tellings INTEGER NOT NULL,
  variants TEXT NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX variants_of ON variants (story);
CREATE INDEX variants_by_speaker ON variants (speaker);

CREATE TABLE tellings (          -- which statement of an article is among which tellings
  uid TEXT PRIMARY KEY,
  variants TEXT NOT NULL REFERENCES variants (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (        -- actors across articles
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  country TEXT,
  name TEXT NOT NULL,
  names TEXT NOT NULL,           -- every form of the name, folded, a line each
  articles INTEGER NOT NULL,
  identity TEXT NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_articles ON identities (articles, id);
CREATE INDEX identities_by_country ON identities (country);

CREATE TABLE identity_ids (      -- the ids of an article's actors that an identity joins
  id TEXT NOT NULL,
  identity TEXT NOT NULL REFERENCES identities (id),
  PRIMARY KEY (id, identity)
) STRICT, WITHOUT ROWID;

CREATE TABLE joinings (          -- copies and merges, by the article they rest on
  article TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('copy', 'merge')),
  id TEXT NOT NULL,
  joining TEXT NOT NULL,         -- JSON
  PRIMARY KEY (article, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX articles_in_time ON articles (coalesce(substr(published, 1, 10), ''), row);
CREATE INDEX statements_in_time ON statements (coalesce(day, ''), article);
CREATE INDEX events_in_time ON events (coalesce(day, ''), article);
