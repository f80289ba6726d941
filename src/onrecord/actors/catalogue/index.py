"""Finding catalogue entries by a written name, in any case form and script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.actors.catalogue.entry import Entry
from onrecord.languages import language as language_of
from onrecord.records import ActorKind
from onrecord.romanisation import fold_word

_LANGUAGES = ("ky", "ru", "en")
_WORD = re.compile(r"[^\W_]+(?:[-’'ʼ.][^\W_]+)*")
# An abbreviation, bare or with a case ending: ОДКБ, ОДКБга, АКШ-нын, CSTO's.
_ABBREVIATION = re.compile(r"^([A-ZА-ЯЁҢӨҮ]{2,6})(?:[-’']?[a-zа-яёңөү]{1,5})?$")
# The Kyrgyz possessive of the third person, in which a body stands after its owner (Кыргызстандын Жогорку
# соту) and which many bear in their name (министрлиги); its dative and accusative.
_POSSESSIVE_CASE = re.compile(r"(?<=[ыиуү])н[аеоө]?$")
_POSSESSIVE = re.compile(r"(?:(?<=[аеёиоуыэюяөү])с|(?<=\w[бвгджзйклмнңпрстфхцчшщ]))[ыиуү]$")
# Legal forms of companies, with or without which one name is borne.
_LEGAL_FORMS = frozenset(
    (
        *("ААК", "ЖАК", "ЖЧК", "ОАО", "ЗАО", "ПАО", "ООО", "ОсОО", "ОСОО", "АО", "ГП"),
        *("LLC", "JSC", "OJSC", "CJSC", "Ltd", "Inc", "PLC"),
    )
)
_LONGEST_NAME = 300
_MOST_WORDS = 14
_ARTICLES = frozenset(("of", "the"))


_Hit = tuple[Entry, str]


@dataclass(slots=True)
class _Node:
    """A step of the tree of names, by the keys of their words."""

    steps: dict[str, _Node] = field(default_factory=dict)
    own: list[_Hit] = field(default_factory=list)
    generic: list[_Hit] = field(default_factory=list)


class NameIndex:
    """The names of entries as trees of word keys; those of persons have their words in alphabetical order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._bodies = _Node()
        self._persons = _Node()
        for entry in entries:
            for names in entry.names.values():
                for name in names:
                    self._leaf(entry, name).own.append((entry, _spelling(name)))
            for names in entry.generic.values():
                for name in names:
                    self._leaf(entry, name).generic.append((entry, _spelling(name)))

    def find(self, name: str, *, language: str | None, country: str | None) -> tuple[Entry, ...]:
        """The entries that bear ``name`` alone; else those of ``country`` that bear it among others."""
        written = words_of(name[:_LONGEST_NAME])
        if not 0 < len(written) <= _MOST_WORDS:
            return ()
        words = [_forms(word, language) for word in written]
        found = self._borne(words, _spelling(name), country)
        bare = _without_articles(words)
        return found or (self._borne(bare, _spelling(name), country) if len(bare) < len(words) else ())

    def _borne(
        self, words: Sequence[frozenset[str]], spelling: str, country: str | None
    ) -> tuple[Entry, ...]:
        leaves = [*_walk(self._bodies, words), *_walk_in_any_order(self._persons, words)]
        if own := _best(spelling, (hit for leaf in leaves for hit in leaf.own)):
            return own
        if composed := self._composed(words):
            return composed
        return _best(
            spelling, (hit for leaf in leaves for hit in leaf.generic if country in (None, hit[0].country))
        )

    def _composed(self, words: Sequence[frozenset[str]]) -> tuple[Entry, ...]:
        """A generic name beside that of a country: МВД России, Кыргызстандын ИИМи, Ministry of X of Y."""
        for border in range(1, len(words)):
            head, tail = _without_articles(words[:border]), _without_articles(words[border:])
            for place, body in ((head, tail), (tail, head)):
                if (codes := self._countries(place)) and (found := self._bodies_of(codes, body)):
                    return found
        return ()

    def _countries(self, words: Sequence[frozenset[str]]) -> set[str]:
        return {
            entry.country
            for leaf in _walk(self._bodies, words)
            for entry, _ in (*leaf.own, *leaf.generic)
            if entry.kind is ActorKind.COUNTRY and entry.country
        }

    def _bodies_of(self, codes: set[str], words: Sequence[frozenset[str]]) -> tuple[Entry, ...]:
        leaves = _walk(self._bodies, words)
        return _best("", (hit for leaf in leaves for hit in leaf.generic if hit[0].country in codes))

    def _leaf(self, entry: Entry, name: str) -> _Node:
        keys = key_of(name)
        person = entry.kind is ActorKind.PERSON
        node = self._persons if person else self._bodies
        for key in sorted(keys) if person else keys:
            node = node.steps.setdefault(key, _Node())
        return node


def key_of(name: str) -> tuple[str, ...]:
    """The keys of the words of a name as the catalogue writes it: folded, an abbreviation as it is."""
    return tuple(_word_key(word) for word in words_of(name))


def words_of(name: str) -> list[str]:
    """The words of a name, without quotation marks, dashes between them and the legal form of a company."""
    words = _WORD.findall(name)
    return [word for word in words if _legal_form(word) not in _LEGAL_FORMS] or words


def _legal_form(word: str) -> str:
    match = _ABBREVIATION.match(word)
    return match[1] if match else word


def _word_key(word: str) -> str:
    if match := _ABBREVIATION.match(word):
        return match[1]
    return fold_word(word)


def _forms(word: str, code: str | None) -> frozenset[str]:
    """The keys that a word of a text can have: of each bare form that it can stand for."""
    known = [found for each in ((code,) if code else _LANGUAGES) if (found := language_of(each))]
    forms = {word, *(form for each in known for form in each.nominatives(word))}
    if any(each.code == "ky" for each in known):
        forms |= {_POSSESSIVE_CASE.sub("", form) for form in forms}
        forms |= {_POSSESSIVE.sub("", form) for form in forms}
    keys = {fold_word(form) for form in forms}
    if match := _ABBREVIATION.match(word):
        keys.add(match[1])
    return frozenset(keys)


def _walk(node: _Node, words: Sequence[frozenset[str]]) -> Iterator[_Node]:
    if not words:
        yield node
        return
    for form in words[0]:
        if step := node.steps.get(form):
            yield from _walk(step, words[1:])


def _walk_in_any_order(node: _Node, words: Sequence[frozenset[str]]) -> Iterator[_Node]:
    if not words:
        yield node
        return
    for index, forms in enumerate(words):
        rest = [*words[:index], *words[index + 1 :]]
        for form in forms:
            if step := node.steps.get(form):
                yield from _walk_in_any_order(step, rest)


def _without_articles(words: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Without the "of the" between body and country, and without the article before a whole name."""
    start, end = 0, len(words)
    while start < end and words[start] & _ARTICLES:
        start += 1
    while end > start and words[end - 1] & _ARTICLES:
        end -= 1
    return words[start:end]


def _spelling(name: str) -> str:
    return " ".join(words_of(name))


def _best(spelling: str, hits: Iterable[_Hit]) -> tuple[Entry, ...]:
    """The entries once each; where some are spelled exactly so (Azattyk, Azattyq), those alone."""
    found = [hit for hit in hits if not _is_common_word(spelling, hit)]
    exact = [hit for hit in found if hit[1] == spelling]
    return tuple({id(entry): entry for entry, _ in exact or found}.values())


def _is_common_word(spelling: str, hit: _Hit) -> bool:
    """Whether a small word is meant (кабар, news), not the body that has it for its name (Кабар)."""
    entry, name = hit
    small = spelling[:1].islower() and " " not in spelling and name[0].isupper()
    return small and entry.kind in (ActorKind.ORGANISATION, ActorKind.GROUP)
