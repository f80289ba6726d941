"""Who is in a record, speaking or not, and what it holds of one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace

from onrecord.records import ActorKind, ActorReference
from onrecord.store.actor_rows import (
    ActorLine,
    ActorPortrait,
    ActorProfile,
    MetWith,
    RecordedActor,
    WrittenName,
)
from onrecord.store.courses import courses
from onrecord.store.database import Record
from onrecord.store.decisions import decisions
from onrecord.store.errors import NotFoundError
from onrecord.store.listings import speakers_in
from onrecord.store.naming import asked_actors, members
from onrecord.store.positions import PositionFilter
from onrecord.store.side_rows import Course
from onrecord.store.statements import sql_limit
from onrecord.store.titles import MOST_PLACES, actor_titles

_MOST_NAMES, _MOST_MET, _FEW_PLACES = 30, 15, 30


def actors(
    record: Record,
    name: str | None = None,
    *,
    kind: ActorKind | None = None,
    all_versions: bool = False,
    limit: int | None = None,
) -> Iterator[ActorLine]:
    """Who is in the record, most statements first, then most documents.

    ``name`` is an id or part of a name, as in :class:`StatementFilter`; ``all_versions`` also counts texts
    that a newer version has replaced, and lists who is in these only.
    """
    query = _ACTORS_OF_ALL_VERSIONS if all_versions else _ACTORS
    parameters = {"asked": asked_actors(record, name), "kind": kind, "limit": sql_limit(limit)}
    for identifier, called, its_kind, statements, documents, merged in record.execute(query, parameters):
        yield ActorLine(
            id=identifier,
            name=called,
            kind=ActorKind(its_kind) if its_kind else None,
            statements=statements,
            documents=documents,
            merged=tuple(json.loads(merged)),
        )


def actor_portrait(
    record: Record, identifier: str, *, all_versions: bool = False, latest: int | None = None
) -> ActorPortrait:
    """Who the actor with this id is, with all that decisions make one with it, and what texts call it.

    ``latest`` keeps all but the counts of the line to so many documents, those added last; roles are then
    read in 30 places, each of which takes a millisecond.

    Raises:
        NotFoundError: there is none.
    """
    group = members(record, asked_actors(record, identifier))
    known = tuple(_members(record, group))
    if not known:
        raise NotFoundError(f"There is no actor {identifier} in this record; see: onrecord actors")
    among = _among(record, group, all_versions=all_versions, latest=latest)
    names, called = (
        tuple(WrittenName(*row) for row in record.execute(query, {**among, "limit": _MOST_NAMES}))
        for query in (_NAMES, _CALLED)
    )
    met = record.execute(_MET_WITH, {**among, "limit": _MOST_MET})
    first, *others = known
    counted = _COUNTED_OF_ALL_VERSIONS if all_versions else _COUNTED
    statements, documents = record.execute(counted, {"members": group}).fetchone()
    line = ActorLine(
        id=first.id,
        name=first.name,
        kind=next((each.kind for each in known if each.kind), None),
        statements=statements,
        documents=documents,
        merged=tuple(each.id for each in others),
    )
    known_as = {identifier for each in known for identifier in (each.id, *each.formerly)}
    return ActorPortrait(
        line=line,
        members=known,
        names=names,
        called=called,
        titles=tuple(actor_titles(record, among, places=MOST_PLACES if latest is None else _FEW_PLACES)),
        met_with=tuple(MetWith(ActorReference(met_id, name), count) for met_id, name, count in met),
        decisions=tuple(decisions(record, known_as)),
    )


def actor_profile(
    record: Record, identifier: str, *, all_versions: bool = False, latest: int | None = None
) -> ActorProfile:
    """What the record holds of the actor with this id and of all that decisions make one with it.

    ``latest`` is that of :func:`actor_portrait`, and keeps to so many positions as well, those of the latest
    date.

    Raises:
        NotFoundError: there is none.
    """
    portrait = actor_portrait(record, identifier, all_versions=all_versions, latest=latest)
    group = members(record, asked_actors(record, identifier))
    among = _among(record, group, all_versions=all_versions, latest=latest)
    wanted = PositionFilter(all_versions=all_versions, latest=latest)
    return ActorProfile(
        **{each.name: getattr(portrait, each.name) for each in fields(portrait)},
        speaker=next(speakers_in(record, among, all_versions=all_versions), None),
        courses=_most_first(record, replace(wanted, holder=identifier)),
        courses_on=_most_first(record, replace(wanted, target=identifier)),
    )


def _among(record: Record, group: str, *, all_versions: bool, latest: int | None) -> dict[str, str]:
    """Actors by their numbers, and the documents in which to look for them, those added last."""
    query = _DOCUMENTS_OF_ALL_VERSIONS if all_versions else _DOCUMENTS
    # One by one, so that each is read along its index and no further than wanted.
    found = {
        document
        for member in json.loads(group)
        for (document,) in record.execute(query, (member, sql_limit(latest)))
    }
    return {"members": group, "documents": json.dumps(sorted(found, reverse=True)[:latest])}


def _most_first(record: Record, wanted: PositionFilter) -> tuple[Course, ...]:
    return tuple(sorted(courses(record, wanted), key=lambda course: -len(course.stands)))


def _members(record: Record, group: str) -> Iterator[RecordedActor]:
    for identifier, name, kind, named_with, names, formerly in record.execute(_MEMBERS, {"members": group}):
        yield RecordedActor(
            id=identifier,
            name=name,
            kind=ActorKind(kind) if kind else None,
            names=json.loads(names),
            named_with=named_with,
            formerly=tuple(json.loads(formerly)),
        )


# An actor that the record knows by a statement's reference only has no kind; a member of its group may.
_LISTED = """
listed AS MATERIALIZED (
    SELECT actor.number, actor.id, actor.name, counted.statements, counted.documents,
           coalesce(actor.kind, (
               SELECT max(member.kind) FROM identity JOIN actor AS member ON member.number = identity.actor
               WHERE identity.shown_as = actor.number)) AS kind
    FROM counted JOIN actor ON actor.number = counted.shown
    WHERE (:asked IS NULL OR actor.number IN (SELECT value FROM json_each(:asked)))
      AND (:kind IS NULL OR :kind = coalesce(actor.kind, (
               SELECT max(member.kind) FROM identity JOIN actor AS member ON member.number = identity.actor
               WHERE identity.shown_as = actor.number)))
    ORDER BY counted.statements DESC, counted.documents DESC, actor.name, actor.number
    LIMIT :limit
)
SELECT id, name, kind, statements, documents,
       (SELECT json_group_array(member.id)
        FROM identity JOIN actor AS member ON member.number = identity.actor
        WHERE identity.shown_as = listed.number)
FROM listed
ORDER BY statements DESC, documents DESC, name, number
"""

# Counted beforehand. Of those whom decisions make one, who has most documents is counted so, and the others
# add those that it lacks: they are mostly seldom named.
_ACTORS = f"""
WITH joined AS MATERIALIZED (
    SELECT member.actor, member.shown_as AS shown, coalesce(documents, 0) AS documents,
           row_number() OVER (PARTITION BY member.shown_as ORDER BY documents DESC, member.actor) AS place
    FROM (SELECT actor, shown_as FROM identity UNION SELECT shown_as, shown_as FROM identity) AS member
    LEFT JOIN presence_count ON presence_count.actor = member.actor
),
counted AS (
    SELECT actor AS shown, documents,
           coalesce((SELECT statements FROM sign_count WHERE sign = '=s' || actor), 0) AS statements
    FROM presence_count
    WHERE actor NOT IN (SELECT actor FROM joined)
      AND (:asked IS NULL OR actor IN (SELECT value FROM json_each(:asked)))
    UNION ALL
    SELECT most.shown,
           most.documents + (
               SELECT count(DISTINCT present.document)
               FROM joined CROSS JOIN shown_presence AS present ON present.actor = joined.actor
               WHERE joined.shown = most.shown AND joined.place > 1
                 AND NOT EXISTS (SELECT 1 FROM shown_presence AS known
                                 WHERE known.actor = most.actor AND known.document = present.document)),
           (SELECT coalesce(sum(statements), 0)
            FROM joined CROSS JOIN sign_count ON sign = '=s' || joined.actor
            WHERE joined.shown = most.shown)
    FROM joined AS most WHERE most.place = 1 AND most.documents > 0
),
{_LISTED}
"""  # noqa: S608 - of constants

_ACTORS_OF_ALL_VERSIONS = f"""
WITH named AS (
    SELECT coalesce(identity.shown_as, present.actor) AS shown, count(DISTINCT present.document) AS documents
    FROM actor_presence AS present LEFT JOIN identity ON identity.actor = present.actor
    GROUP BY shown
),
said AS (
    SELECT coalesce(identity.shown_as, statement.speaker) AS shown, count(*) AS statements
    FROM statement LEFT JOIN identity ON identity.actor = statement.speaker
    WHERE statement.speaker IS NOT NULL
    GROUP BY shown
),
counted AS (
    SELECT named.shown, documents, coalesce(statements, 0) AS statements
    FROM named LEFT JOIN said ON said.shown = named.shown
),
{_LISTED}
"""  # noqa: S608 - of constants

# Counted beforehand, but for the documents of several who are one: some name several of them.
_COUNTED = """
SELECT (SELECT coalesce(sum(statements), 0) FROM sign_count
        WHERE sign IN (SELECT '=s' || value FROM json_each(:members))),
       CASE json_array_length(:members)
       WHEN 1 THEN (SELECT coalesce(sum(documents), 0) FROM presence_count
                    WHERE actor IN (SELECT value FROM json_each(:members)))
       ELSE (SELECT count(DISTINCT document) FROM shown_presence
             WHERE actor IN (SELECT value FROM json_each(:members)))
       END
"""

_COUNTED_OF_ALL_VERSIONS = """
SELECT (SELECT count(*) FROM statement WHERE speaker IN (SELECT value FROM json_each(:members))),
       (SELECT count(DISTINCT document) FROM actor_presence
        WHERE actor IN (SELECT value FROM json_each(:members)))
"""

_DOCUMENTS = "SELECT document FROM shown_presence WHERE actor = ? ORDER BY document DESC LIMIT ?"

_DOCUMENTS_OF_ALL_VERSIONS = """
SELECT DISTINCT document FROM actor_presence WHERE actor = ? ORDER BY document DESC LIMIT ?
"""

_MEMBERS = """
SELECT actor.id, actor.name, actor.kind, actor.named_with,
       (SELECT json_group_object(language, name) FROM actor_name WHERE actor_name.actor = actor.number),
       (SELECT json_group_array(id) FROM actor_former WHERE actor_former.actor = actor.number)
FROM actor LEFT JOIN identity ON identity.actor = actor.number
WHERE actor.number IN (SELECT value FROM json_each(:members))
ORDER BY identity.shown_as IS NOT NULL, actor.id
"""

# Document by document: CROSS JOIN keeps SQLite from another order.
_NAMES = """
SELECT mention.text, document.language, count(*) AS count
FROM json_each(:documents) AS here
CROSS JOIN actor_mention AS mention ON mention.document = here.value
CROSS JOIN document ON document.number = here.value
WHERE mention.actor IN (SELECT value FROM json_each(:members))
GROUP BY mention.text, document.language
ORDER BY count DESC, mention.text
LIMIT :limit
"""

# A speaker that is written in several pieces is called by each of them.
_CALLED = """
SELECT span.text, document.language, count(*) AS count
FROM json_each(:documents) AS here
CROSS JOIN statement ON statement.document = here.value
CROSS JOIN statement_span AS span ON span.statement = statement.number AND span.role = 'speaker'
CROSS JOIN document ON document.number = here.value
WHERE statement.speaker IN (SELECT value FROM json_each(:members))
  AND NOT EXISTS (
      SELECT 1 FROM actor_mention AS mention
      WHERE mention.document = statement.document AND mention.actor = statement.speaker
        AND mention.text = span.text)
GROUP BY span.text, document.language
ORDER BY count DESC, span.text
LIMIT :limit
"""

_MET_WITH = """
SELECT actor.id, actor.name, count(DISTINCT mention.document) AS count
FROM json_each(:documents) AS here
CROSS JOIN actor_mention AS mention ON mention.document = here.value
LEFT JOIN identity ON identity.actor = mention.actor
JOIN actor ON actor.number = coalesce(identity.shown_as, mention.actor)
WHERE mention.actor NOT IN (SELECT value FROM json_each(:members))
  AND EXISTS (
      SELECT 1 FROM actor_mention AS own
      WHERE own.document = here.value AND own.actor IN (SELECT value FROM json_each(:members)))
GROUP BY actor.number
ORDER BY count DESC, actor.name, actor.number
LIMIT :limit
"""
