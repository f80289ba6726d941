-- Who is for or against what, as texts show it.

-- One stand that a document shows, of its writer's or a speaker's making. The target is an actor or an issue.
CREATE TABLE position (
    number        INTEGER PRIMARY KEY,   -- within a document in the order of the text
    document      INTEGER NOT NULL REFERENCES document (number),
    id            TEXT NOT NULL,
    holder        INTEGER REFERENCES actor (number),     -- NULL: the text does not settle who stands so
    target        INTEGER REFERENCES actor (number),     -- NULL: it is an issue
    issue         TEXT,                  -- the key of the issue; NULL: it is an actor
    issue_name    TEXT,                  -- what the issue was called when the text was analysed
    issue_key     TEXT,                  -- the issue's name in the spelling of search keys
    polarity      INTEGER NOT NULL CHECK (polarity IN (-1, 0, 1)), -- against, neutral, for
    statement     INTEGER REFERENCES statement (number), -- that holds the evidence; NULL: the writer's narration
    claimed_by    INTEGER REFERENCES actor (number),     -- who says that the holder stands so, where somebody else
    past          INTEGER NOT NULL CHECK (past IN (0, 1)), -- 1: the text speaks of the past only
    confidence    REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    method        TEXT NOT NULL,         -- what found it
    analysed_with TEXT NOT NULL,
    UNIQUE (document, id),
    CHECK ((target IS NULL) <> (issue IS NULL)),
    CHECK ((issue IS NULL) = (issue_name IS NULL) AND (issue IS NULL) = (issue_key IS NULL))
) STRICT;
CREATE INDEX position_id ON position (id);
CREATE INDEX position_holder ON position (holder);
CREATE INDEX position_target ON position (target) WHERE target IS NOT NULL;
CREATE INDEX position_issue ON position (issue) WHERE issue IS NOT NULL;
CREATE INDEX position_statement ON position (statement) WHERE statement IS NOT NULL;
CREATE INDEX position_claimed_by ON position (claimed_by) WHERE claimed_by IS NOT NULL;

-- The words of a position: those that name holder and target nearby, what shows the stand, what it depends on.
CREATE TABLE position_span (
    position INTEGER NOT NULL REFERENCES position (number) ON DELETE CASCADE,
    role     TEXT NOT NULL CHECK (role IN ('holder', 'target', 'evidence', 'condition')),
    part     INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (position, role, part)
) STRICT, WITHOUT ROWID;

-- The documents that an actor has to do with: they name it, it speaks or reports there, holds a position, is the
-- target of one or says that somebody holds one. An actor that stands in none is not kept.
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
SELECT claimed_by, document FROM position WHERE claimed_by IS NOT NULL;

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
FROM position JOIN position_span ON position_span.position = position.number;
