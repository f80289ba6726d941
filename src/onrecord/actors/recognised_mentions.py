"""From recognised names to the mentions of a document: of the kind that is surest, persons one by one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.actors.catalogue import Catalogue
from onrecord.actors.catalogued import catalogued
from onrecord.actors.demonyms import demonym_country
from onrecord.actors.groups import group_mentions
from onrecord.actors.known_names import known_names
from onrecord.actors.mentions import Mentions, Name, NameMention, name_mention
from onrecord.actors.name_rules import names_in, parted
from onrecord.actors.names import is_family_name, is_patronymic
from onrecord.actors.recognition import recognised
from onrecord.actors.word_roles import is_country, is_place, word_role
from onrecord.languages import Language
from onrecord.records import ActorKind, Span
from onrecord.romanisation import fold_word
from onrecord.tagging.tagger import Evidence, Tagging

# Stops of the sentence, not of an abbreviation (Osh., but U.S.), and the end of a bracket around the name.
_STOP = re.compile(r"(?<=\w\w)[.,;:!?…)\]]+$")
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_REST = re.compile(r"(?: [^\W\d_][\w’'ʼ-]*){2,6}")
_REST_WORD = re.compile(r" [^\W\d_][\w’'ʼ-]*")
_LONGEST_REST = 100
_MOST_NAME_WORDS = 5
# A group that the catalogue knows by name (the Baltic states) is looked up as countries are.
_KINDS = {
    ActorKind.ORGANISATION: "organisation",
    ActorKind.COUNTRY: "country",
    ActorKind.GROUP: "country",
}
_TITLES = frozenset(("person", "organisation", "demonym"))


def recognised_mentions(
    text: str,
    paragraphs: Sequence[tuple[Span, Language]],
    tagging: Tagging,
    weights: Evidence,
    catalogue: Catalogue,
) -> Mentions:
    """The mentions in the paragraphs to be read, each with its language, by what the tagger makes of them."""
    starts = [span.start for span, _ in paragraphs]
    names = [
        (name._replace(span=_trimmed(text, name.span, language)), language)
        for name in recognised(text, paragraphs, tagging, weights)
        for _, language in (paragraphs[bisect_right(starts, name.span.start) - 1],)
    ]
    families = {
        fold_word(form)
        for name, language in names
        if name.kind == "person" and len(words := _WORD.findall(text, *name.span)) > 1
        for form in language.nominatives(words[-1])
    }
    kinds = [
        (name.span, language, _kind(text, name, families, language, catalogue))
        for name, language in _whole(text, names, catalogue)
    ]
    persons = (
        part
        for span, language, kind in kinds
        if kind == "person"
        for mention in _person(text, span, language)
        for part in parted(text, mention, families, language)
    )
    kinds += [
        (span, language, _KINDS[entry.kind])
        for span, language, entry in known_names(
            text, paragraphs, [name.span for name, _ in names], catalogue
        )
    ]
    inside = (
        mention
        for span, language, kind in kinds
        if kind == "organisation"
        for mention in names_in(text, span, language)
        if len(mention.words) > 1 and any(is_family_name(fold_word(form)) for form in mention.words[-1])
    )
    return Mentions.of(
        # The government of Aibek Sariev names him as well.
        [*persons, *inside],
        (span for span, _, kind in kinds if kind == "organisation"),
        (span for span, _, kind in kinds if kind == "country"),
        (group for span, language in paragraphs for group in group_mentions(text, span, language)),
        recognised=True,
    )


def _whole(
    text: str, names: Sequence[tuple[Name, Language]], catalogue: Catalogue
) -> Iterator[tuple[Name, Language]]:
    """The names, those of bodies as far as the catalogue knows them: Организация Договора о …"""
    end = 0
    for name, language in names:
        if name.span.start < end:
            continue
        span = name.span
        if name.kind == "organisation" and (rest := _REST.match(text, span.end, span.end + _LONGEST_REST)):
            ends = [rest.start() + word.end() for word in _REST_WORD.finditer(rest[0])]
            wholes = (Span(span.start, each) for each in reversed(ends))
            known = (
                w for w in wholes if catalogued(text[w.start : w.end], language.code, catalogue, person=False)
            )
            span = next(known, span)
        end = span.end
        yield name._replace(span=span), language


def _trimmed(text: str, span: Span, language: Language) -> Span:
    """A name without what stands around it; in English without small words and demonyms at its ends."""
    stop = _STOP.search(text, *span) if "(" not in text[span.start : span.end] else None
    span = Span(span.start, stop.start()) if stop else span
    words = list(_WORD.finditer(text, *span))
    if language.code != "en" or len(words) < 2:
        return span
    start, end = span
    if words[0].start() == start and words[0][0].islower():
        start = words[1].start()
    last = words[-1]
    if last.end() == end and (last[0].islower() or demonym_country(last[0], language)):
        end = words[-2].end()
    return Span(start, end) if start < end else span


def _kind(text: str, name: Name, families: set[str], language: Language, catalogue: Catalogue) -> str:
    """What a name names; of a name that one actor bears alone the catalogue knows that better."""
    written = text[name.span.start : name.span.end]
    words = _WORD.findall(written)
    if name.kind == "person" and (len(words) != 1 or _is_any(words[0], families, language)):
        body = len(words) > 1 and catalogued(written, language.code, catalogue, person=False)
        return _KINDS.get(body.kind, name.kind) if body else name.kind
    if demonym_country(written, language) or (language.code == "en" and written[0].islower()):
        return "adjective"
    if len(words) == 1 and name.kind != "country" and is_place(words[0], language):
        return "country" if is_country(words[0], language) else "place"
    entry = catalogued(written, language.code, catalogue, person=False)
    if entry is None:
        return name.kind
    return _KINDS[entry.kind]


def _is_any(word: str, names: set[str], language: Language) -> bool:
    return not names.isdisjoint(map(fold_word, language.nominatives(word)))


def _is_of_region(words: Sequence[str], language: Language) -> bool:
    """Whether a name ends in a family name of the region and has neither patronymic nor initials."""
    family = any(is_family_name(fold_word(form)) for form in language.nominatives(words[-1]))
    others = any(len(word) == 1 or is_patronymic(fold_word(word)) for word in words)
    return family and not others


def _person(text: str, span: Span, language: Language) -> Iterator[NameMention]:
    """A personal name without titles before and abbreviations behind; nothing where no name is left."""
    words = list(_WORD.finditer(text, *span))
    while len(words) > 1 and (words[0][0].islower() or word_role(words[0][0], language) in _TITLES):
        words = words[1:]
    while len(words) > 1 and words[-1][0][:2].isupper() > words[0][0][:2].isupper():
        words = words[:-1]
    # “Министр Толука Айбек Сариев”: with a family name of the region stands one given name, or a patronymic.
    if language.code != "en" and len(words) > 2 and _is_of_region([word[0] for word in words], language):
        words = words[-2:]
    if 0 < len(words) <= _MOST_NAME_WORDS and words[-1][0][0].isupper() and len(words[-1][0]) > 1:
        yield name_mention(text, Span(words[0].start(), words[-1].end()), language)
