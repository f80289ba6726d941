"""The roles that texts give an actor, read from the words beside its name when somebody asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.actors.titles import title_of, title_shown
from onrecord.languages import language
from onrecord.records import Span
from onrecord.romanisation import fold
from onrecord.store.actor_rows import ActorTitle
from onrecord.store.database import Record

MOST_PLACES = 2_000
"""Where an actor is named, in which titles are looked for."""
# In characters on each side of a name.
_BESIDE = 200
_MOST_TITLES = 30


@dataclass(slots=True)
class _Seen:
    """One title, however its letters are written."""

    written: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    dates: list[str] = field(default_factory=list)


def actor_titles(
    record: Record, among: Mapping[str, str], *, places: int = MOST_PLACES
) -> Iterator[ActorTitle]:
    """The roles of the persons who are ``members``, in ``documents``, the most frequent first.

    Both are JSON lists of numbers. Reads so many of the latest places where they are named, and gives at
    most 30 titles. Capitals and the spelling of single sounds make no other title.
    """
    parameters = {**among, "limit": places, "beside": _BESIDE}
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    for code, before, name, after, published in record.execute(_MENTIONS, parameters):
        known = language(code)
        text = before + name + after
        title = known and title_of(text, Span(len(before), len(before) + len(name)), known)
        if known and title:
            shown = title_shown(text, title, known)
            found = seen[fold(shown)]
            found.written[shown] += 1
            found.languages[code] += 1
            found.dates.extend([published] if published else [])
    most = sorted(seen.items(), key=lambda each: (-each[1].written.total(), each[0]))
    for _, found in most[:_MOST_TITLES]:
        yield ActorTitle(
            # Small letters where both are as frequent: a capital may only open a sentence.
            title=max(found.written, key=lambda written: (found.written[written], written)),
            count=found.written.total(),
            languages=dict(found.languages.most_common()),
            first=min(found.dates, default=None),
            last=max(found.dates, default=None),
        )


# Texts are cut only where they are read, not for each place that is sorted.
_MENTIONS = """
WITH latest AS MATERIALIZED (
    SELECT mention.document, mention.start, mention.end, mention.text,
           iif(label.first_day IS NULL, NULL, label.published) AS published
    FROM json_each(:documents) AS here
    CROSS JOIN actor_mention AS mention ON mention.document = here.value
    JOIN actor ON actor.number = mention.actor
    JOIN labelled_document AS label ON label.number = mention.document
    WHERE mention.actor IN (SELECT value FROM json_each(:members))
      AND actor.kind = 'person'
    ORDER BY label.first_day DESC NULLS LAST, mention.document DESC, mention.start
    LIMIT :limit
)
SELECT document.language,
       substr(document.text, max(1, latest.start + 1 - :beside), min(:beside, latest.start)),
       latest.text,
       substr(document.text, latest.end + 1, :beside),
       latest.published
FROM latest JOIN document ON document.number = latest.document
ORDER BY latest.document, latest.start
"""
