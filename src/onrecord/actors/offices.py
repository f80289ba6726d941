"""Who holds an office of a state that a phrase names, by the catalogue: “the Russian president”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.actors.catalogue import Catalogue, Entry, Role
from onrecord.actors.catalogued import everyone
from onrecord.actors.demonyms import demonym_country
from onrecord.actors.word_roles import word_role
from onrecord.languages import Language
from onrecord.languages.lexicon import read_sections
from onrecord.records import ActorKind, Span

_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_NOT_NOW = "not now"
_MOST_COUNTRY_WORDS = 3
# Where the catalogue tells of no end, an office is taken to be held so long; nobody is said to hold it still.
_YEARS_WITHOUT_END = 2


class Office(NamedTuple):
    """An office as the catalogue names it, the words of texts for it, and the country where it is told."""

    role: str
    words: frozenset[str]
    country: Entry | None

    def held_by(self, entry: Entry, date: str | None = None) -> bool:
        """Whether an actor of the catalogue ever held the office, and had not given it up before a date."""
        held = [role for role in entry.roles if self._is(role)]
        return any(not (date and role.end and role.end < date) for role in held)

    def held_elsewhere(self, entry: Entry) -> bool:
        """Whether an actor held such an office, but in other countries only."""
        return not self.held_by(entry) and any(role.role == self.role for role in entry.roles)

    def holder(self, catalogue: Catalogue, date: str) -> Entry | None:
        """The one actor that held the office of the country at a date (ISO 8601), as far as is known."""
        if self.country is None:
            return None
        held = [
            entry
            for entry in catalogue.holders(self.role)
            if any(self._is(role) and _within(date, role) for role in entry.roles)
        ]
        return held[0] if len(held) == 1 else None

    def _is(self, role: Role) -> bool:
        if role.role != self.role:
            return False
        return self.country is None or role.organisation in self.country.names.get("en", ())


def office_in(text: str, span: Span, language: Language, catalogue: Catalogue) -> Office | None:
    """The office of a state that the phrase at ``span`` names, if it does."""
    written = _WORD.findall(text, *span)
    forms = [_forms(word, language) for word in written]
    if any(not form.isdisjoint(_words(_NOT_NOW)) for form in forms):
        return None
    for role, phrases in _offices().items():
        for phrase in phrases:
            for start in range(len(forms) - len(phrase) + 1):
                end = start + len(phrase)
                found = all(word in form for word, form in zip(phrase, forms[start:end], strict=True))
                if found and _is_head(written, start, end, language):
                    words = frozenset(each[0] for each in phrases if len(each) == 1)
                    return Office(role, words, _country(written, language, catalogue))
    return None


def _is_head(written: list[str], start: int, end: int, language: Language) -> bool:
    """Whether words are what the phrase is about: not the president's press service."""
    if language.code == "ky":
        return end == len(written)
    if any(word_role(word, language) not in (None, "demonym", "article", "self") for word in written[:start]):
        return False
    return language.code != "en" or end == len(written) or written[end].lower() == "of"


def _country(written: list[str], language: Language, catalogue: Catalogue) -> Entry | None:
    """The one country that a phrase names, by its name or by an adjective."""
    found = {entry.id: entry for entry in _countries(written, language, catalogue)}
    return next(iter(found.values())) if len(found) == 1 else None


def _countries(written: list[str], language: Language, catalogue: Catalogue) -> Iterator[Entry]:
    for start in range(len(written)):
        for end in range(start + 1, min(start + _MOST_COUNTRY_WORDS, len(written)) + 1):
            name = " ".join(written[start:end])
            if name[0].isupper():
                bearers = everyone(name, language.code, catalogue)
                yield from (entry for entry in bearers if entry.kind is ActorKind.COUNTRY)
    for word in written:
        if (code := demonym_country(word, language)) and (entry := catalogue.country(code)):
            yield entry


def _forms(word: str, language: Language) -> frozenset[str]:
    return frozenset(form.lower() for form in (word, *language.nominatives(word)))


def _within(date: str, role: Role) -> bool:
    """Whether the office was held through all of a date, which may be a year or a month."""
    if role.start is None:
        return False
    end = role.end or f"{int(role.start[:4]) + _YEARS_WITHOUT_END}{role.start[4:]}"
    # A date sorts before all that it contains: the year or month in which an office began counts for nothing.
    return role.start <= date < end[: len(date)]


@cache
def _offices() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words for each office, phrase by phrase."""
    sections = read_sections("", "offices.txt").items()
    return {
        role: tuple(tuple(phrase.split()) for row in rows for phrase in row)
        for role, rows in sections
        if role not in ("", _NOT_NOW)
    }


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(word for row in read_sections("", "offices.txt")[section] for word in row)
