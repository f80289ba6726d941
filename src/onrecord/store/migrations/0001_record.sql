-- A record: who said what, in whose words, where it was printed.
-- Offsets ("start", "end") are half-open and count Unicode code points of document.text; "text" beside them is
-- what they cover. A table's "number" holds the rows of this file together and means nothing outside it; "id" does.

-- One text. The same text met at another place is the same document with one more printing.
CREATE TABLE document (
    number        INTEGER PRIMARY KEY,   -- in the order of adding
    id            TEXT NOT NULL UNIQUE,  -- as given with the text, or text_sha256
    language      TEXT NOT NULL,         -- BCP 47; und: undetermined
    analysed_with TEXT NOT NULL,         -- the version of onrecord that found its statements
    text_sha256   TEXT NOT NULL UNIQUE,  -- of the UTF-8 bytes of "text", in hexadecimal
    text          TEXT NOT NULL          -- as it was read, never changed
) STRICT;

-- Where and under which headline a text was found. A place whose text changes gets a new printing of the new
-- document; the old one stays and is no longer current.
CREATE TABLE printing (
    number      INTEGER PRIMARY KEY,
    document    INTEGER NOT NULL REFERENCES document (number),
    given_id    TEXT,                    -- the identifier that came with the text
    url         TEXT,
    outlet      TEXT,
    title       TEXT,
    authors     TEXT NOT NULL,           -- a JSON list of names
    published   TEXT,                    -- ISO 8601 or EDTF, as precise as the source
    source_path TEXT,                    -- the file it was read from, where that file holds one text
    added       TEXT NOT NULL,           -- when this record learned of it, UTC
    current     INTEGER NOT NULL CHECK (current IN (0, 1)),
    replaces    TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, -- what stood there before
    first_day   TEXT,                    -- the days that "published" may mean; NULL where it has none
    last_day    TEXT,
    outlet_key  TEXT                     -- the outlet in the spelling of search keys
) STRICT;
CREATE INDEX printing_document ON printing (document);
CREATE INDEX printing_given_id ON printing (given_id) WHERE given_id IS NOT NULL;
CREATE INDEX printing_url ON printing (url) WHERE url IS NOT NULL;
CREATE INDEX printing_source_path ON printing (source_path) WHERE source_path IS NOT NULL;
CREATE INDEX printing_replaces ON printing (replaces) WHERE replaces IS NOT NULL;

-- Captions, share bars and the like: parts of the text that are not the article.
CREATE TABLE boilerplate (
    document INTEGER NOT NULL REFERENCES document (number),
    part     INTEGER NOT NULL,           -- 0, 1, ... in the order of the text
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (document, part)
) STRICT, WITHOUT ROWID;

-- Who speaks or is spoken of, the same row in every document.
CREATE TABLE actor (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,     -- the Wikidata identifier where one is known
    name       TEXT NOT NULL,
    kind       TEXT CHECK (kind IN ('person', 'organisation', 'country', 'group')), -- NULL: not known
    named_with TEXT NOT NULL,            -- the version of onrecord that settled name and kind
    name_key   TEXT NOT NULL             -- the name in the spelling of search keys
) STRICT;

CREATE TABLE actor_name (
    actor    INTEGER NOT NULL REFERENCES actor (number) ON DELETE CASCADE,
    language TEXT NOT NULL,              -- BCP 47
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL,
    PRIMARY KEY (actor, language)
) STRICT, WITHOUT ROWID;

-- Every place where a document names an actor.
CREATE TABLE actor_mention (
    document INTEGER NOT NULL REFERENCES document (number),
    actor    INTEGER NOT NULL REFERENCES actor (number),
    part     INTEGER NOT NULL,           -- 0, 1, ... within the document and actor
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (document, actor, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_mention_actor ON actor_mention (actor);

-- One attributed utterance.
CREATE TABLE statement (
    number        INTEGER PRIMARY KEY,   -- within a document in the order of the text
    document      INTEGER NOT NULL REFERENCES document (number),
    id            TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    speaker       INTEGER REFERENCES actor (number), -- NULL: the text does not settle who speaks
    confidence    REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    method        TEXT NOT NULL,         -- the engine and the rule that found it
    analysed_with TEXT NOT NULL,
    UNIQUE (document, id)
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker);

-- The words of a statement. Content has several parts where the cue interrupts it.
CREATE TABLE statement_span (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    role      TEXT NOT NULL CHECK (role IN ('content', 'cue', 'speaker')),
    part      INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (statement, role, part)
) STRICT, WITHOUT ROWID;

-- Who reports the statement, outermost first: outlet, agency, press service.
CREATE TABLE statement_via (
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    part      INTEGER NOT NULL,
    actor     INTEGER NOT NULL REFERENCES actor (number),
    PRIMARY KEY (statement, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_via_actor ON statement_via (actor);

-- Full-text search over search keys (lower case, Latin, one spelling for a sound in both scripts).
CREATE VIRTUAL TABLE document_search USING fts5 (headline, body, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE statement_search USING fts5 (content, tokenize = 'unicode61 remove_diacritics 0');

-- Each document with its first current printing, or its first where another text has replaced it everywhere.
CREATE VIEW labelled_document AS
SELECT document.number, document.id, document.language, printing.title, printing.url, printing.outlet,
       printing.published, printing.first_day, printing.last_day, printing.current
FROM document
JOIN printing ON printing.number = (
    SELECT number FROM printing AS any_printing
    WHERE any_printing.document = document.number
    ORDER BY any_printing.current DESC, any_printing.number
    LIMIT 1
);

-- All the names by which an actor can be asked for.
CREATE VIEW actor_written AS
SELECT number AS actor, name, name_key FROM actor
UNION ALL
SELECT actor, name, name_key FROM actor_name;

-- Every stretch of a source text that anything in this record points to.
CREATE VIEW source_span AS
SELECT document, 'boilerplate' AS role, NULL AS owner, start, end, text FROM boilerplate
UNION ALL
SELECT actor_mention.document, 'mention', actor.id, start, end, text
FROM actor_mention JOIN actor ON actor.number = actor_mention.actor
UNION ALL
SELECT statement.document, role, statement.id, start, end, text
FROM statement JOIN statement_span ON statement_span.statement = statement.number;
