-- What is followed, and what is told of it. Nothing here says anything about the news: it is the business of this
-- file's owner, and stays out of exports.
-- Times are UTC, ISO 8601 with milliseconds and offset, so that they compare as text.

-- A feed or folder that is watched.
CREATE TABLE watched (
    number        INTEGER PRIMARY KEY,
    address       TEXT NOT NULL UNIQUE,  -- of the feed; of a folder the absolute path
    kind          TEXT NOT NULL CHECK (kind IN ('feed', 'folder')),
    every         INTEGER NOT NULL,      -- seconds between two looks
    pages         INTEGER NOT NULL CHECK (pages IN (0, 1)),   -- 1: articles are read from the pages that it links to
    private       INTEGER NOT NULL CHECK (private IN (0, 1)), -- 1: its links may lead into private networks
    added         TEXT NOT NULL,
    host          TEXT,                  -- that is asked; NULL for a folder
    due           TEXT,                  -- when to look next; NULL: it is gone for good
    asked         TEXT,                  -- when somebody looked last
    title         TEXT,
    etag          TEXT,                  -- what the server gave to ask with the next time
    last_modified TEXT,
    failures      INTEGER NOT NULL DEFAULT 0, -- in a row
    problem       TEXT                   -- what went wrong last; NULL: nothing
) STRICT;

-- An article that a feed lists, or a file of a folder. What is listed is noted before it is read, so that it is
-- read even if everything stops in between.
CREATE TABLE watched_item (
    watched  INTEGER NOT NULL REFERENCES watched (number) ON DELETE CASCADE,
    item     TEXT NOT NULL,              -- by what the feed tells it from others; the file's path
    stamp    TEXT,                       -- of its latest change, as feed or file system give it
    host     TEXT,                       -- that is asked for the page; NULL: nobody has to be asked
    carried  TEXT,                       -- JSON: the document as the feed itself has it, until it is read
    due      TEXT,                       -- when to read it; NULL: it was read, or given up
    listed   TEXT NOT NULL,              -- when it was listed last
    settled  TEXT,                       -- when it was read, or given up, last
    failures INTEGER NOT NULL DEFAULT 0, -- in a row
    problem  TEXT,
    PRIMARY KEY (watched, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_item_due ON watched_item (due) WHERE due IS NOT NULL;

-- A server on the web, and what it asks of those who fetch.
CREATE TABLE web_host (
    host         TEXT PRIMARY KEY,       -- with its port
    ready        TEXT NOT NULL,          -- when it may be asked again
    robots       TEXT,                   -- its robots.txt; NULL: not known
    robots_until TEXT                    -- how long that holds
) STRICT, WITHOUT ROWID;

-- A question to the record that is asked again and again.
CREATE TABLE saved_search (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,        -- a UUID, by which its feed goes everywhere
    name    TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL CHECK (subject IN ('statement', 'position')),
    wanted  TEXT NOT NULL,               -- JSON: the filter
    saved   TEXT NOT NULL,               -- when
    looked  INTEGER NOT NULL             -- the last row of "printing" that was looked at
) STRICT;

-- What a saved search has found. A statement that a new version of its article repeats is found once.
CREATE TABLE saved_match (
    number   INTEGER PRIMARY KEY,        -- in the order of finding
    search   INTEGER NOT NULL REFERENCES saved_search (number) ON DELETE CASCADE,
    key      TEXT NOT NULL,              -- a UUID made of the article, the speaker and the words
    document TEXT NOT NULL,              -- id; where it was found last
    found    TEXT NOT NULL,              -- when
    UNIQUE (search, key)
) STRICT;

-- Where a saved search sends what it finds.
CREATE TABLE delivery (
    number    INTEGER PRIMARY KEY,
    search    INTEGER NOT NULL REFERENCES saved_search (number) ON DELETE CASCADE,
    way       TEXT NOT NULL CHECK (way IN ('mail', 'webhook')),
    address   TEXT NOT NULL,
    due       TEXT NOT NULL,             -- when to send next, if there is something
    delivered TEXT,                      -- when something was taken last
    failures  INTEGER NOT NULL DEFAULT 0, -- in a row
    problem   TEXT,
    UNIQUE (search, way, address)
) STRICT;

-- What is to be sent, in the order of sending. A row is deleted when its receiver has taken it, not before.
CREATE TABLE message (
    number   INTEGER PRIMARY KEY,
    delivery INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
    id       TEXT NOT NULL UNIQUE,       -- a UUID; the same each time it is sent, so that a receiver can drop doubles
    content  TEXT NOT NULL               -- JSON
) STRICT;
CREATE INDEX message_delivery ON message (delivery);
