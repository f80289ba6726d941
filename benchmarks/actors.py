"""How many of the actors that a document names are found, each as one actor of the right kind.

Measured on the five annotated specimens: ``seeds-facts.json`` lists each document's actors with kind, forms
(the words by which the text names them) and roles. ``onrecord.analyze`` is given the text alone.

A gold actor is named at every occurrence of one of its forms as whole words: these are its *places*. Pronouns
never count, and forms that only say a role ("the deputy") count where the actor has no other form. An
occurrence inside a longer form of another gold actor of the same kind is that one's.

A found actor *touches* a gold actor if it is of the same kind and one of its mentions overlaps such a place.
The *id* of a gold actor is that of the found actor which touches most of its places, of two the one that the
text names first.

``named``
    The share of gold actors that some found actor touches. Gold actors without forms are in the denominator
    of this and all other shares.
``found``, ``recall``
    The number and the share of gold actors that are touched by one found actor alone: right kind and one id.
``recall_person``, ``recall_organisation``, ``recall_country``, ``recall_group``
    The same share of the gold actors of one kind.
``false_merges``
    The number of pairs of gold actors that share one id: of one document, where all are different, or of two
    documents if the annotation lists the pair as one that must not be merged.
``cross_document``
    Of the actors that the annotation lists as the same in several documents, the share that has one and the
    same id in all of them.

``python -m benchmarks.actors`` lists every gold actor that is not found, with the reason.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, read_rows
from onrecord.pipeline import Engine, analyze
from onrecord.records import Actor, ActorKind, Span

FACTS = "gold/seeds-facts.json"
TEXTS = "gold/statements-seeds.jsonl"
_CROSS_DOCUMENT = "_cross_document"
_PRONOUNS = frozenset(
    (
        *("i", "we", "you", "he", "him", "she", "her", "it", "they", "them"),
        *("мен", "биз", "ал", "аны", "анын", "ага", "алар", "алардын"),
        *("я", "мы", "он", "она", "они", "его", "её", "ее", "их"),
    )
)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
Row = dict[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An annotated actor of one document; ``number`` is what the annotation calls that document (“003”)."""

    number: str
    id: str
    kind: ActorKind
    places: tuple[Span, ...]

    @property
    def key(self) -> Key:
        """What tells it from all other gold actors."""
        return self.number, self.id


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold actor, the ids that touch it, likeliest first, and the kinds of others found in its places."""

    gold: GoldActor
    ids: tuple[str, ...]
    other_kinds: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether one actor of the right kind stands for it."""
        return len(self.ids) == 1

    @property
    def reason(self) -> str:
        """Why it is not found."""
        if not self.gold.places:
            return "the annotation gives no words for it"
        if self.ids:
            return f"split: {', '.join(self.ids)}"
        return f"found as {', '.join(self.other_kinds)}" if self.other_kinds else "not found"


def measure(corpora: Path = CORPORA, engine: Engine = Engine.TAGGER) -> dict[str, float]:
    """Every figure; empty where the annotation is absent."""
    if not (corpora / FACTS).exists() or not (corpora / TEXTS).exists():
        return {}
    facts = json.loads((corpora / FACTS).read_text(encoding="utf-8"))
    return score(judge_all(facts, read_rows(corpora / TEXTS), engine), facts.get(_CROSS_DOCUMENT, {}))


def judge_all(facts: Mapping[str, Row], texts: Iterable[Row], engine: Engine) -> list[Judged]:
    """Every gold actor of all annotated documents, judged by what ``analyze`` finds in their texts."""
    return [
        judged
        for row in texts
        if row["id"] in facts
        for judged in judge(
            gold_actors(row["id"], row["text"], facts[row["id"]]["actors"]),
            analyze(row["text"], engine=engine, positions=False).actors,
        )
    ]


def gold_actors(identifier: str, text: str, rows: Sequence[Row]) -> list[GoldActor]:
    """The annotated actors of a document with the places where its text names them."""
    number = identifier.partition("_")[0]
    places = {row["id"]: {place for form in _forms(row) for place in _places(text, form)} for row in rows}
    gold: list[GoldActor] = []
    for row in rows:
        longer = {
            place
            for other in rows
            if other["kind"] == row["kind"] and other["id"] != row["id"]
            for place in places[other["id"]]
        }
        own = sorted(place for place in places[row["id"]] if not any(_inside(place, each) for each in longer))
        gold.append(GoldActor(number, row["id"], ActorKind(row["kind"]), tuple(own)))
    return gold


def judge(gold: Sequence[GoldActor], found: Sequence[Actor]) -> list[Judged]:
    """The gold actors of one document, each with the found actors that touch it."""
    return [_judged(actor, found) for actor in gold]


def score(judged: Sequence[Judged], cross_document: Mapping[str, Any]) -> dict[str, float]:
    """The figures, given the part of the annotation that speaks of several documents."""
    if not judged:
        return {}
    ids = {each.gold.key: each.ids[0] for each in judged if each.ids}
    figures = {
        "found": float(sum(each.found for each in judged)),
        "recall": _share(each.found for each in judged),
        "named": _share(bool(each.ids) for each in judged),
        "false_merges": float(len(list(false_merges(ids, cross_document)))),
    }
    for kind in ActorKind:
        of_kind = [each.found for each in judged if each.gold.kind is kind]
        figures |= {f"recall_{kind}": _share(of_kind)} if of_kind else {}
    if same := cross_document.get("same_actor"):
        figures["cross_document"] = _share(agrees(ids, actor, numbers) for actor, numbers in same.items())
    return figures


def false_merges(ids: Mapping[Key, str], cross_document: Mapping[str, Any]) -> Iterator[tuple[Key, Key]]:
    """The pairs of gold actors that share an id and must not."""
    for one, other in combinations(ids, 2):
        if one[0] == other[0] and ids[one] == ids[other]:
            yield one, other
    for first, second, *_ in cross_document.get("must_not_merge", ()):
        one, other = _key(first), _key(second)
        if one[0] != other[0] and one in ids and ids[one] == ids.get(other):
            yield one, other


def agrees(ids: Mapping[Key, str], actor: str, numbers: Iterable[str]) -> bool:
    """Whether an actor has one and the same id in all of the documents."""
    found = {ids.get((number, actor)) for number in numbers}
    return len(found) == 1 and None not in found


def _judged(actor: GoldActor, found: Sequence[Actor]) -> Judged:
    touched: Counter[str] = Counter()
    kinds: list[str] = []
    for other in sorted(found, key=lambda each: each.mentions):
        places = sum(any(_overlap(place, mention) for mention in other.mentions) for place in actor.places)
        if places and other.kind is actor.kind:
            touched[other.id] += places
        elif places:
            kinds.append(str(other.kind))
    return Judged(actor, tuple(each for each, _ in touched.most_common()), tuple(dict.fromkeys(kinds)))


def _forms(row: Row) -> list[str]:
    """The forms of a gold actor that name it: those that are more than a role, if there are such."""
    forms = [form for form in row["forms"] if form.lower() not in _PRONOUNS]
    roles = [_plain(role) for role in row.get("roles", ())]
    names = [form for form in forms if not any(_plain(form) in role for role in roles)]
    return names or forms


def _plain(words: str) -> str:
    return _ARTICLE.sub("", words.lower())


def _places(text: str, form: str) -> Iterator[Span]:
    words = re.escape(form).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"(?<![\w-]){words}(?![\w-])", text):
        yield Span(*match.span())


def _inside(place: Span, longer: Span) -> bool:
    return longer.start <= place.start and place.end <= longer.end and place != longer


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _key(named: str) -> Key:
    """“iskhak_masaliyev (000)” → (“000”, “iskhak_masaliyev”)."""
    actor, _, number = named.partition(" (")
    return number.rstrip(")"), actor


def _share(of: Iterable[bool]) -> float:
    each = list(of)
    return sum(each) / len(each)


def main() -> None:
    """Print which gold actors are not found and why, what is merged, what is not one, and the figures."""
    facts = json.loads((CORPORA / FACTS).read_text(encoding="utf-8"))
    judged = judge_all(facts, read_rows(CORPORA / TEXTS), Engine.TAGGER)
    across = facts.get(_CROSS_DOCUMENT, {})
    ids = {each.gold.key: each.ids[0] for each in judged if each.ids}
    for each in judged:
        if not each.found:
            print(f"{each.gold.number} {each.gold.kind:13}{each.gold.id}: {each.reason}")
    for one, other in false_merges(ids, across):
        print(f"merged: {' '.join(one)} and {' '.join(other)} as {ids[one]}")
    for actor, numbers in across.get("same_actor", {}).items():
        if not agrees(ids, actor, numbers):
            print(f"not one: {actor}:", ", ".join(f"{n} {ids.get((n, actor), '–')}" for n in numbers))
    for name, value in score(judged, across).items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
