-- Views to read and to query by hand: names in place of numbers, words in place of offsets, and everybody as
-- decisions show them. What they say comes from the tables; nothing is stored twice.

-- Documents, with where they were printed.
CREATE VIEW documents AS
SELECT document.id AS document, label.published, label.outlet, label.title, document.language, label.url,
       label.current,
       (SELECT count(*) FROM statement WHERE statement.document = document.number) AS statements,
       (SELECT count(*) FROM position WHERE position.document = document.number) AS positions,
       length(document.text) AS characters, document.text_sha256, document.analysed_with
FROM document
JOIN labelled_document AS label ON label.number = document.number;

-- Who said what, in whose words, where.
CREATE VIEW statements AS
SELECT label.published, label.outlet, speaker.name AS speaker, statement.kind,
       (SELECT group_concat(text, ' … ') FROM (
           SELECT text FROM statement_span
           WHERE statement_span.statement = statement.number AND role = 'content' ORDER BY part)) AS content,
       (SELECT group_concat(text, ' … ') FROM (
           SELECT text FROM statement_span
           WHERE statement_span.statement = statement.number AND role = 'cue' ORDER BY part)) AS cue,
       (SELECT group_concat(text, ' … ') FROM (
           SELECT text FROM statement_span
           WHERE statement_span.statement = statement.number AND role = 'speaker' ORDER BY part)) AS speaker_words,
       (SELECT group_concat(start || '–' || end, ', ') FROM (
           SELECT start, end FROM statement_span
           WHERE statement_span.statement = statement.number AND role = 'content' ORDER BY part)) AS offsets,
       statement.confidence, label.title, label.language, label.url, label.current,
       speaker.id AS speaker_id, label.id AS document, statement.id AS statement, statement.method,
       (SELECT author FROM correction WHERE correction.number = statement.revision) AS corrected_by
FROM statement
JOIN labelled_document AS label ON label.number = statement.document
LEFT JOIN identity ON identity.actor = statement.speaker
LEFT JOIN actor AS speaker ON speaker.number = coalesce(identity.shown_as, statement.speaker);

-- Who is for or against what, in which words, where.
CREATE VIEW positions AS
SELECT label.published, label.outlet, holder.name AS holder,
       CASE position.polarity WHEN 1 THEN 'for' WHEN -1 THEN 'against' ELSE 'neutral' END AS side,
       coalesce(target.name, (
           SELECT latest.issue_name FROM position AS latest WHERE latest.issue = position.issue
           ORDER BY latest.number DESC LIMIT 1)) AS target,
       iif(position.issue IS NULL, 'actor', 'issue') AS target_kind,
       (SELECT group_concat(text, ' … ') FROM (
           SELECT text FROM position_span
           WHERE position_span.position = position.number AND role = 'evidence' ORDER BY part)) AS evidence,
       position.past,
       (SELECT group_concat(text, ' … ') FROM (
           SELECT text FROM position_span
           WHERE position_span.position = position.number AND role = 'condition' ORDER BY part)) AS condition,
       claimant.name AS claimed_by,
       (SELECT group_concat(start || '–' || end, ', ') FROM (
           SELECT start, end FROM position_span
           WHERE position_span.position = position.number AND role = 'evidence' ORDER BY part)) AS offsets,
       position.confidence, label.title, label.language, label.url, label.current,
       holder.id AS holder_id, coalesce(target.id, position.issue) AS target_id,
       label.id AS document, statement.id AS statement, position.id AS position, position.method,
       (SELECT author FROM correction WHERE correction.number = position.revision) AS corrected_by
FROM position
JOIN labelled_document AS label ON label.number = position.document
LEFT JOIN statement ON statement.number = position.statement
LEFT JOIN identity AS holding ON holding.actor = position.holder
LEFT JOIN actor AS holder ON holder.number = coalesce(holding.shown_as, position.holder)
LEFT JOIN identity AS targeted ON targeted.actor = position.target
LEFT JOIN actor AS target ON target.number = coalesce(targeted.shown_as, position.target)
LEFT JOIN identity AS claiming ON claiming.actor = position.claimed_by
LEFT JOIN actor AS claimant ON claimant.number = coalesce(claiming.shown_as, position.claimed_by);

-- Who is on record, each once, however many decisions make one of them.
CREATE VIEW speakers AS
SELECT actor.name AS speaker, actor.kind,
       (SELECT count(*) FROM statement WHERE statement.speaker IN (
           SELECT actor.number UNION ALL SELECT identity.actor FROM identity WHERE shown_as = actor.number
       )) AS statements,
       (SELECT count(*) FROM position WHERE position.holder IN (
           SELECT actor.number UNION ALL SELECT identity.actor FROM identity WHERE shown_as = actor.number
       )) AS positions,
       (SELECT group_concat(name, ', ') FROM (
           SELECT DISTINCT name FROM actor_name WHERE actor_name.actor = actor.number ORDER BY language
       )) AS names,
       actor.id AS speaker_id
FROM actor
WHERE NOT EXISTS (SELECT 1 FROM identity WHERE identity.actor = actor.number)
  AND (EXISTS (SELECT 1 FROM statement WHERE statement.speaker = actor.number)
       OR EXISTS (SELECT 1 FROM identity JOIN statement ON statement.speaker = identity.actor
                  WHERE identity.shown_as = actor.number));

-- Where documents name whom.
CREATE VIEW mentions AS
SELECT label.published, label.outlet, actor.name AS actor, actor.kind, actor_mention.text AS words,
       actor_mention.start || '–' || actor_mention.end AS offsets, label.title, label.language, label.current,
       actor.id AS actor_id, label.id AS document
FROM actor_mention
JOIN labelled_document AS label ON label.number = actor_mention.document
LEFT JOIN identity ON identity.actor = actor_mention.actor
JOIN actor ON actor.number = coalesce(identity.shown_as, actor_mention.actor);
