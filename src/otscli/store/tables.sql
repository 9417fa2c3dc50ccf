-- The store: what the program asks. Made from a dataset, never edited.
-- Days are ISO 8601 text, so that they sort as they fall.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every record, with the JSON object that leaves the program.
CREATE TABLE record (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,       -- event, membership, fact, state, organization, person, place, office, term, source
  kind TEXT,
  title TEXT NOT NULL,
  start TEXT,               -- first and last possible day, both inclusive; null without a date
  "end" TEXT,
  disputed INTEGER NOT NULL,
  confidence TEXT,
  placeholder INTEGER NOT NULL, -- has no more than others say of it
  doc TEXT NOT NULL,
  dataset INTEGER NOT NULL, -- counts the datasets of a union
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  col INTEGER NOT NULL
);

-- What records can be filtered by: topic, state, organization, place, source, about, speaker.
CREATE TABLE tag (field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL);

-- Half-open periods of membership. An edge has a first and a last possible day; where it may
-- never come, the last one is `9999-12-31+`, which sorts after every day. An open period is
-- known to hold up to its `reach`; other periods, and those of data without a last day, have
-- 9999-12-31 there.
CREATE TABLE period (
  n INTEGER PRIMARY KEY REFERENCES record,
  state TEXT NOT NULL,
  organization TEXT NOT NULL,
  status TEXT NOT NULL,
  since TEXT NOT NULL,      -- as recorded
  until TEXT,
  since_first TEXT NOT NULL,
  since_last TEXT NOT NULL,
  until_first TEXT NOT NULL,
  until_last TEXT NOT NULL,
  reach TEXT NOT NULL
);

-- Half-open terms of office, with the same edges.
CREATE TABLE term (
  n INTEGER PRIMARY KEY REFERENCES record,
  office TEXT NOT NULL,
  holder TEXT NOT NULL,
  acting INTEGER NOT NULL,
  organization TEXT,        -- whose office it is
  state TEXT,
  since TEXT NOT NULL,
  until TEXT,
  since_first TEXT NOT NULL,
  since_last TEXT NOT NULL,
  until_first TEXT NOT NULL,
  until_last TEXT NOT NULL,
  reach TEXT NOT NULL
);

-- The names by which states, organisations, people and places are found, and retired ids of
-- any record, folded. Ids and codes (rank 0) come before retired ids (1) and names (2).
CREATE TABLE name (folded TEXT NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL);

CREATE TABLE vocabulary (list TEXT NOT NULL, id TEXT NOT NULL, label TEXT, meaning TEXT);

-- The folded text of every record; rowid is record.n.
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, source, content = '', tokenize = 'unicode61 remove_diacritics 0'
);
