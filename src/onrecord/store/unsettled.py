"""Statements whose speaker the text names by a family name that does not settle who it is."""

from __future__ import annotations

import heapq
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.actors.names import is_family_name
from onrecord.languages import CODES, language
from onrecord.records import ActorKind, ActorReference
from onrecord.romanisation import fold_word
from onrecord.store.actor_rows import Candidate, UnsettledName
from onrecord.store.database import Record
from onrecord.store.listings import statement_counts

_WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
_MOST_CANDIDATES, _MOST_DOCUMENTS = 5, 3


@dataclass(slots=True)
class _Group:
    statements: int = 0
    written: Counter[str] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)


def unsettled_names(record: Record, limit: int | None = None) -> list[UnsettledName]:
    """Family names of speakers who are not settled, those on which most statements hang first.

    Sariev, Сариева and Сариевдин are one family name.
    """
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for written, code, count, documents in record.execute(_UNSETTLED):
        if name := _family_name(written, code):
            group = groups[name]
            group.statements += count
            group.written[written] += count
            group.documents.update(dict.fromkeys(json.loads(documents)))
    ordered = sorted(groups.items(), key=lambda each: (-each[1].statements, each[0]))[:limit]
    bearers = _bearers(record, {name for name, _ in ordered})
    return [
        UnsettledName(
            written=dict(group.written.most_common()),
            statements=group.statements,
            candidates=tuple(
                heapq.nlargest(_MOST_CANDIDATES, bearers[name], key=lambda each: each.statements)
            ),
            documents=tuple(group.documents)[:_MOST_DOCUMENTS],
        )
        for name, group in ordered
    ]


def _bearers(record: Record, families: set[str]) -> defaultdict[str, list[Candidate]]:
    """The persons who bear these family names."""
    bearers: defaultdict[str, dict[str, Candidate]] = defaultdict(dict)
    said = statement_counts(record) if families else {}
    for number, identifier, name, name_key in record.execute(_PERSONS) if families else ():
        for family in families.intersection(map(_stem, name_key.split())):
            bearers[family][identifier] = Candidate(
                ActorReference(identifier, name), ActorKind.PERSON, said.get(number, 0)
            )
    listed: defaultdict[str, list[Candidate]] = defaultdict(list)
    for family, candidates in bearers.items():
        listed[family] = list(candidates.values())
    return listed


def _family_name(written: str, code: str) -> str | None:
    """The last word that can be one, in a spelling that all its forms share."""
    for word in reversed(_WORD.findall(written)):
        if word[0].isupper():
            forms = [_stem(fold_word(form)) for form in (word, *_nominatives(word, code))]
            if names := [form for form in forms if is_family_name(form)]:
                return min(names, key=lambda form: (len(form), form))
    return None


def _nominatives(word: str, code: str) -> Iterator[str]:
    for each in (code,) if language(code) else CODES:
        known = language(each)
        yield from known.nominatives(word) if known else ()


def _stem(folded: str) -> str:
    """A woman's family name as a man's."""
    masculine = folded.removesuffix("a")
    return masculine if is_family_name(masculine) else folded


_UNSETTLED = """
SELECT span.text, document.language, count(*), json_group_array(DISTINCT document.id)
FROM statement
JOIN statement_span AS span ON span.statement = statement.number AND span.role = 'speaker' AND span.part = 0
JOIN document ON document.number = statement.document
WHERE statement.speaker IS NULL
  AND EXISTS (SELECT 1 FROM printing WHERE printing.document = document.number AND printing.current)
GROUP BY span.text, document.language
"""

_PERSONS = """
SELECT actor.number, actor.id, actor.name, actor_written.name_key
FROM actor_written
LEFT JOIN identity ON identity.actor = actor_written.actor
JOIN actor ON actor.number = coalesce(identity.shown_as, actor_written.actor)
WHERE actor.kind = 'person'
"""
