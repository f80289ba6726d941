-- What people correct in statements and positions. A correction changes nothing of what was found: "statement" and
-- "position" hold what is shown, and what the machine found and corrections hide is kept in "finding".

-- What somebody said of one statement or position. A row is never deleted, and nothing in it changes but that it is
-- undone. What is shown of its subject is what the latest standing one makes of it.
CREATE TABLE correction (
    number        INTEGER PRIMARY KEY,   -- 1, 2, ... in the order of deciding, in one row with those of "decision"
    document      INTEGER NOT NULL REFERENCES document (number),
    subject       TEXT NOT NULL CHECK (subject IN ('statement', 'position')),
    id            TEXT NOT NULL,         -- of the statement or position; it keeps this id when texts are analysed again
    ruling        TEXT NOT NULL CHECK (ruling IN ('accept', 'reject', 'change', 'add')),
    revision      INTEGER NOT NULL,      -- the correction of this subject that stood last when it was made; 0: none
    upon          TEXT,                  -- JSON: what was shown when it was made; NULL: nothing, it was added
    becomes       TEXT,                  -- JSON: what is shown since; NULL: nothing, it was rejected
    analysed_with TEXT NOT NULL,         -- the version of onrecord that found what it was made upon
    author        TEXT NOT NULL,
    decided       TEXT NOT NULL,         -- when, UTC
    because       TEXT,                  -- the author's reason
    undone        TEXT,                  -- when, UTC; NULL: it stands
    undone_by     TEXT,
    CHECK ((upon IS NULL) = (ruling = 'add')),
    CHECK ((becomes IS NULL) = (ruling = 'reject')),
    CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX correction_subject ON correction (document, subject, id);
CREATE INDEX correction_author ON correction (author);

-- The words of what a correction was made upon and of what it became.
CREATE TABLE correction_span (
    correction INTEGER NOT NULL REFERENCES correction (number),
    side       TEXT NOT NULL CHECK (side IN ('upon', 'becomes')),
    role       TEXT NOT NULL,            -- as in statement_span and position_span
    part       INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (correction, side, role, part)
) STRICT, WITHOUT ROWID;

-- Which correction a row follows from; NULL: it is shown as it was found.
ALTER TABLE statement ADD COLUMN revision INTEGER REFERENCES correction (number);
ALTER TABLE position ADD COLUMN revision INTEGER REFERENCES correction (number);
CREATE INDEX statement_revision ON statement (revision) WHERE revision IS NOT NULL;
CREATE INDEX position_revision ON position (revision) WHERE revision IS NOT NULL;
CREATE INDEX statement_id ON statement (id);

-- What was found and is shown otherwise, or not at all, because of corrections.
CREATE TABLE finding (
    subject       TEXT NOT NULL CHECK (subject IN ('statement', 'position')),
    number        INTEGER NOT NULL,      -- its number in the table "statement" or "position" where it is shown
    document      INTEGER NOT NULL REFERENCES document (number),
    found         TEXT NOT NULL,         -- JSON
    analysed_with TEXT NOT NULL,
    PRIMARY KEY (subject, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_document ON finding (document);

CREATE TABLE finding_span (
    subject TEXT NOT NULL,
    number  INTEGER NOT NULL,
    role    TEXT NOT NULL,
    part    INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (subject, number, role, part),
    FOREIGN KEY (subject, number) REFERENCES finding (subject, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_actor (
    subject TEXT NOT NULL,
    number  INTEGER NOT NULL,
    actor   INTEGER NOT NULL REFERENCES actor (number),
    PRIMARY KEY (subject, number, actor),
    FOREIGN KEY (subject, number) REFERENCES finding (subject, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_actor_actor ON finding_actor (actor);

-- What is worth checking is looked up by doubt: how far a confidence is from one half, in twentieths; of what is
-- alike the latest added is first.
CREATE INDEX statement_doubt
    ON statement ((speaker IS NULL), CAST(abs(confidence - 0.5) * 20 AS INTEGER), document DESC)
    WHERE revision IS NULL;
CREATE INDEX position_doubt
    ON position (polarity, CAST(abs(confidence - 0.5) * 20 AS INTEGER), document DESC)
    WHERE revision IS NULL;
CREATE INDEX position_line ON position (holder, target, issue, polarity);

-- The documents that an actor has to do with: they name it, it speaks or reports there, holds a position, is the
-- target of one or says that somebody holds one. An actor that stands in none is not kept.
DROP VIEW actor_presence;
CREATE VIEW actor_presence AS
SELECT actor, document FROM actor_mention
UNION ALL
SELECT speaker, document FROM statement WHERE speaker IS NOT NULL
UNION ALL
SELECT statement_via.actor, statement.document
FROM statement_via JOIN statement ON statement.number = statement_via.statement
UNION ALL
SELECT holder, document FROM position WHERE holder IS NOT NULL
UNION ALL
SELECT target, document FROM position WHERE target IS NOT NULL
UNION ALL
SELECT claimed_by, document FROM position WHERE claimed_by IS NOT NULL
UNION ALL
SELECT finding_actor.actor, finding.document
FROM finding_actor
JOIN finding ON finding.subject = finding_actor.subject AND finding.number = finding_actor.number;

-- Every stretch of a source text that anything in this record points to.
DROP VIEW source_span;
CREATE VIEW source_span AS
SELECT document, 'boilerplate' AS role, NULL AS owner, start, end, text FROM boilerplate
UNION ALL
SELECT actor_mention.document, 'mention', actor.id, start, end, text
FROM actor_mention JOIN actor ON actor.number = actor_mention.actor
UNION ALL
SELECT statement.document, role, statement.id, start, end, text
FROM statement JOIN statement_span ON statement_span.statement = statement.number
UNION ALL
SELECT position.document, role, position.id, start, end, text
FROM position JOIN position_span ON position_span.position = position.number
UNION ALL
SELECT correction.document, role, correction.id, start, end, text
FROM correction JOIN correction_span ON correction_span.correction = correction.number
UNION ALL
SELECT finding.document, role, finding.subject || ' ' || finding.number, start, end, text
FROM finding
JOIN finding_span ON finding_span.subject = finding.subject AND finding_span.number = finding.number;
