-- Who is who, by decision. Decisions are stored beside what was found and change none of it.

-- What a user decided of two actors. A row is never deleted, and nothing in it changes but that it is undone.
CREATE TABLE decision (
    number    INTEGER PRIMARY KEY,       -- 1, 2, ... in the order of deciding
    verdict   TEXT NOT NULL CHECK (verdict IN ('same', 'differ')),
    a         TEXT NOT NULL,             -- ids of actors, which may be gone since a newer analysis
    a_name    TEXT NOT NULL,             -- what they were called when it was decided
    b         TEXT NOT NULL,
    b_name    TEXT NOT NULL,
    author    TEXT NOT NULL,
    decided   TEXT NOT NULL,             -- when, UTC
    because   TEXT,                      -- the author's reason
    undone    TEXT,                      -- when, UTC; NULL: it stands
    undone_by TEXT,
    CHECK (a <> b),
    CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX decision_a ON decision (a);
CREATE INDEX decision_b ON decision (b);

-- Under which ids an actor's mentions stood before a newer onrecord analysed their texts again: kept for ids that
-- decisions name, so that a decision survives when its actor gets another id.
CREATE TABLE actor_former (
    id    TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (number) ON DELETE CASCADE,
    PRIMARY KEY (id, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_former_actor ON actor_former (actor);

-- What follows from the decisions that stand: actors that are shown as another one.
CREATE TABLE identity (
    actor    INTEGER PRIMARY KEY REFERENCES actor (number) ON DELETE CASCADE,
    shown_as INTEGER NOT NULL REFERENCES actor (number) ON DELETE CASCADE,
    CHECK (actor <> shown_as)
) STRICT;
CREATE INDEX identity_shown_as ON identity (shown_as);
