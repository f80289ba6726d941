-- What questions are asked of, derived from the tables of findings so that a million statements are answered in
-- milliseconds. A key is a day, the latest first, and in its low 36 bits a number: the order of the keys is that in
-- which statements and positions are shown. What has no date comes last.

-- What is shown of each statement on each day on which its text was printed. The views say what ought to be there,
-- and the program brings the tables in line with them whenever a document changes.
-- A sign is a word of the index that no text has. =d document, =s speaker (0: the text does not settle who), =k kind,
-- =c band of confidence, =l language, =o outlet, =i issue, =y year, =m month; names in hexadecimal. Outlets, years and
-- months are those of all places where the text stands. =a is in every row; =n: the document is shown under another
-- day, =r: another text has replaced it in all places of that day, =v: a period, not a day, is known, =p: the document
-- has several printings, so that only these can tell whether it is wanted.
CREATE VIEW searchable_statement AS
SELECT ((3652059 - coalesce(CAST(julianday(printed.first_day) - 1721424.5 AS INTEGER), 0)) << 36)
           | statement.number AS key,
       statement.number AS statement, statement.document,
       (SELECT group_concat(sign, ' ') FROM (
           SELECT '=a' AS sign
           UNION ALL SELECT '=d' || statement.document
           UNION ALL SELECT '=s' || coalesce(statement.speaker, 0)
           UNION ALL SELECT '=k' || statement.kind
           UNION ALL SELECT '=c' || ((statement.confidence >= 0.5) + (statement.confidence >= 0.75)
                                     + (statement.confidence >= 0.9))
           UNION ALL SELECT '=l' || hex(document.language)
           UNION ALL
           SELECT DISTINCT '=o' || hex(place.outlet_key) FROM printing AS place
           WHERE place.document = statement.document AND place.outlet_key IS NOT NULL
             AND (place.current OR place.first_day IS printed.first_day)
           UNION ALL
           SELECT DISTINCT '=i' || hex(position.issue) FROM position
           WHERE position.statement = statement.number AND position.issue IS NOT NULL
           UNION ALL
           SELECT DISTINCT '=y' || substr(place.first_day, 1, 4) FROM printing AS place
           WHERE place.document = statement.document
             AND (place.current OR place.first_day IS printed.first_day)
             AND substr(place.first_day, 1, 4) = substr(place.last_day, 1, 4)
           UNION ALL
           SELECT DISTINCT '=m' || substr(place.first_day, 1, 4) || substr(place.first_day, 6, 2)
           FROM printing AS place
           WHERE place.document = statement.document
             AND (place.current OR place.first_day IS printed.first_day)
             AND substr(place.first_day, 1, 7) = substr(place.last_day, 1, 7)
           UNION ALL
           SELECT '=n' WHERE printed.first_day IS NOT (
               SELECT place.first_day FROM printing AS place WHERE place.document = statement.document
               ORDER BY place.current DESC, place.number LIMIT 1)
           UNION ALL
           SELECT '=r' WHERE NOT EXISTS (
               SELECT 1 FROM printing AS place
               WHERE place.document = statement.document AND place.first_day IS printed.first_day
                 AND place.current)
           UNION ALL
           SELECT '=v' WHERE EXISTS (
               SELECT 1 FROM printing AS place
               WHERE place.document = statement.document AND place.first_day IS printed.first_day
                 AND place.last_day > place.first_day)
           UNION ALL
           SELECT '=p' WHERE EXISTS (
               SELECT 1 FROM printing AS place
               WHERE place.document = statement.document AND place.number <> printed.number)
       )) AS signs
FROM statement
JOIN document ON document.number = statement.document
JOIN printing AS printed ON printed.document = statement.document
WHERE NOT EXISTS (
    SELECT 1 FROM printing AS earlier
    WHERE earlier.document = printed.document AND earlier.first_day IS printed.first_day
      AND earlier.number < printed.number);

CREATE TEMP TABLE statement_words AS SELECT rowid AS statement, content FROM statement_search;
DROP TABLE statement_search;
CREATE VIRTUAL TABLE statement_search USING fts5 (
    content, signs, tokenize = "unicode61 remove_diacritics 0 tokenchars '='");
INSERT INTO statement_search (rowid, content, signs)
SELECT searchable.key, statement_words.content, searchable.signs
FROM statement_words JOIN searchable_statement AS searchable USING (statement)
ORDER BY searchable.key;
DROP TABLE statement_words;

-- How many statements in current texts have a sign.
CREATE TABLE sign_count (
    sign       TEXT PRIMARY KEY,
    statements INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sign_count (sign, statements)
SELECT sign.value, count(*)
FROM statement_search AS shown,
     json_each('["' || replace(shown.signs, ' ', '","') || '"]') AS sign
WHERE sign.value NOT LIKE '=d%' AND NOT instr(shown.signs, '=n') AND NOT instr(shown.signs, '=r')
GROUP BY sign.value;

-- The positions in current texts, in the order in which they are shown.
CREATE VIEW datable_position AS
SELECT ((3652059 - coalesce(CAST(julianday(label.first_day) - 1721424.5 AS INTEGER), 0)) << 36)
           | position.number AS key,
       position.document, position.holder, position.target, position.issue, position.polarity,
       position.confidence >= 0.75 AS sure
FROM position JOIN labelled_document AS label ON label.number = position.document
WHERE label.current;

CREATE TABLE dated_position (
    key      INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    holder   INTEGER,                    -- number of an actor; NULL: the text does not settle who stands so
    target   INTEGER,                    -- number of an actor; NULL: it is an issue
    issue    TEXT,
    polarity INTEGER NOT NULL,
    sure     INTEGER NOT NULL            -- 1: of a confidence of 0.75 and more
) STRICT;
INSERT INTO dated_position SELECT * FROM datable_position;
CREATE INDEX dated_position_document ON dated_position (document);
CREATE INDEX dated_position_holder ON dated_position (holder, target, issue, polarity, key, sure);
CREATE INDEX dated_position_target ON dated_position (target, holder, polarity, key, sure)
    WHERE target IS NOT NULL;
CREATE INDEX dated_position_issue ON dated_position (issue, holder, polarity, key, sure) WHERE issue IS NOT NULL;

-- How often who stands how to whom in current texts; with sure = 1 counting the sure positions only.
CREATE VIEW countable_stand AS
SELECT holder, target, least.sure, count(*) AS positions,
       sum(polarity = -1) AS against, sum(polarity = 0) AS neutral, sum(polarity = 1) AS in_favour
FROM dated_position JOIN (SELECT 0 AS sure UNION ALL SELECT 1) AS least ON dated_position.sure >= least.sure
WHERE holder IS NOT NULL AND target IS NOT NULL
GROUP BY holder, target, least.sure;

CREATE TABLE stand_count (
    holder    INTEGER NOT NULL,          -- numbers of actors
    target    INTEGER NOT NULL,
    sure      INTEGER NOT NULL,
    positions INTEGER NOT NULL,
    against   INTEGER NOT NULL,
    neutral   INTEGER NOT NULL,
    in_favour INTEGER NOT NULL,
    PRIMARY KEY (holder, target, sure)
) STRICT, WITHOUT ROWID;
INSERT INTO stand_count SELECT * FROM countable_stand;
CREATE INDEX stand_count_most ON stand_count (sure, positions DESC, holder, target);

-- Which actors the current texts have to do with, and in how many.
CREATE VIEW current_presence AS
SELECT DISTINCT actor, document FROM actor_presence
WHERE EXISTS (SELECT 1 FROM printing WHERE printing.document = actor_presence.document AND printing.current);

CREATE TABLE shown_presence (
    actor    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (actor, document)
) STRICT, WITHOUT ROWID;
INSERT INTO shown_presence SELECT * FROM current_presence;
CREATE INDEX shown_presence_document ON shown_presence (document);

CREATE TABLE presence_count (
    actor     INTEGER PRIMARY KEY,
    documents INTEGER NOT NULL
) STRICT;
INSERT INTO presence_count SELECT actor, count(*) FROM shown_presence GROUP BY actor;

-- Documents by date, outlets by their key, languages without reading all documents.
CREATE INDEX printing_day ON printing (first_day DESC, document);
CREATE INDEX printing_replaced ON printing (document) WHERE NOT current;
CREATE INDEX printing_outlet_key ON printing (outlet_key) WHERE outlet_key IS NOT NULL;
CREATE INDEX document_language ON document (language);
