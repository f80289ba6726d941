"""Where a text names persons: capitalised words that no list knows as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from onrecord.actors.names import is_family_name, is_patronymic, name_key, name_words
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.romanisation import fold_word

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞА-ЯЁҢӨҮІ][\w’'ʼ-]*"
_INITIAL = r"[A-ZА-ЯЁӨҮ]\.[ \u00a0]?"
_PARTICLE = rf"(?:{'|'.join(name_words('particle'))})(?=[ \u00a0,.»]|$)"
_RUN = re.compile(
    rf"(?:{_INITIAL})*{_CAPITALISED}(?:[ \u00a0](?:{_INITIAL})*(?:{_CAPITALISED}|{_PARTICLE}))*"
)
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_WORD_BEFORE = re.compile(r"\w+[ \u00a0]$")
_LONGEST_WORD_BEFORE = 25
_MOST_NAME_WORDS = 4
_CACHED_WORDS = 30_000
_BEFORE_THINGS = frozenset(("locative", "article"))
_OPENING, _CLOSING = tuple('«“„"'), tuple('»”“"')


@dataclass(frozen=True, slots=True)
class NameMention:
    """A personal name: its span, its words as written, and the bare forms that each can stand for.

    The written form of a word comes first among its forms where it can be the bare one, last where not.
    ``oblique`` tells that the words before demand a case ending; ``language`` is that of the text.
    """

    span: Span
    written: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    oblique: bool
    language: str

    @property
    def name(self) -> tuple[str, ...]:
        """The likeliest bare form: as written, unless a word is declined or the words before demand it."""
        pairs = list(zip(self.written, self.words, strict=True))
        if self.oblique or any(forms[0] != word for word, forms in pairs):
            return tuple(next((form for form in forms if form != word), word) for word, forms in pairs)
        return self.written

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """The keys that the name can have; more than one where a case ending cannot be told from the name."""
        return _keys(self.written, self.words)


@lru_cache(maxsize=10_000)
def _keys(written: tuple[str, ...], words: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, ...]]:
    *given, last = words
    heads = {tuple(forms[0] for forms in given), written[:-1]}
    return frozenset(name_key((*head, form)) for head in heads for form in last)


def name_mentions(text: str, span: Span, language: Language) -> Iterator[NameMention]:
    """The capitalised runs of ``text[span]`` that can be personal names, titles and places stripped."""
    for run in _RUN.finditer(text, *span):
        if text[run.start() - 1 : run.start()] in _OPENING and text[run.end() : run.end() + 1] in _CLOSING:
            continue
        pieces = list(_pieces(run, language))
        before = _WORD_BEFORE.search(text, max(span.start, run.start() - _LONGEST_WORD_BEFORE), run.start())
        lead = before[0].strip() if before else ""
        if (
            len(pieces) == 1
            and pieces[0][0].start() == run.start()
            and language.roles.get(lead.lower()) in _BEFORE_THINGS
        ):
            continue
        for piece in pieces:
            if len(piece) <= _MOST_NAME_WORDS and len(piece[-1][0]) > 1:
                yield _mention(piece, lead, language)


def _mention(piece: list[re.Match[str]], lead: str, language: Language) -> NameMention:
    words = _own_words(piece, lead, language)
    forms = tuple(_forms(word[0], language, last=word is words[-1]) for word in words)
    written = tuple(word[0] for word in words)
    span = Span(words[0].start(), words[-1].end())
    return NameMention(span, written, forms, _demands_case(lead, language), language.code)


def _demands_case(word: str, language: Language) -> bool:
    """Whether a role word in an oblique case, or a phrase such as "по словам", stands before a name."""
    role = word_role(word, language) if word else None
    return role == "oblique" or (role == "person" and language.nominatives(word)[0] != word)


def _own_words(piece: list[re.Match[str]], lead: str, language: Language) -> list[re.Match[str]]:
    """Of more than two words without a patronymic, the two up to the family name.

    In English all, but after "of" and the like the last two: the Minister of Economy Aida Sarieva.
    """
    if len(piece) < 3 or any(is_patronymic(fold_word(word[0])) for word in piece):
        return piece
    if language.code == "en":
        return piece[-2:] if language.words.get(lead.lower(), " ") in "RJ" else piece
    for index, word in enumerate(piece[1:], start=1):
        if any(is_family_name(fold_word(form)) for form in language.nominatives(word[0])):
            return piece[index - 1 : index + 1]
    bare = [language.nominatives(word[0])[0] == word[0] for word in piece]
    if language.code == "ru" and len(language.nominatives(piece[0][0])) > len(
        language.nominatives(piece[-1][0])
    ):
        return piece[1:]
    while len(piece) > 2 and bare[0] != bare[-1]:
        piece, bare = (piece[:-1], bare[:-1]) if bare[0] else (piece[1:], bare[1:])
    return piece


def _pieces(run: re.Match[str], language: Language) -> Iterator[list[re.Match[str]]]:
    """The parts of a capitalised run between words that no name holds, without what a title ends."""
    piece: list[re.Match[str]] = []
    words = list(_WORD.finditer(run.string, run.start(), run.end()))
    if (
        _opens_sentence(run)
        and language.is_common(words[0][0])
        and not is_family_name(fold_word(words[-1][0]))
    ):
        words.pop(0)
    for word in words:
        if _can_be_name(word[0], language):
            piece.append(word)
            continue
        if piece and word_role(word[0], language) not in ("person", "organisation"):
            yield piece
        piece = []
    if piece:
        yield piece


@lru_cache(maxsize=_CACHED_WORDS)
def word_role(word: str, language: Language) -> str | None:
    """The role that a word gives a phrase, in whatever case form it stands."""
    for form in (word, *language.nominatives(word)):
        lowered = form.lower()
        # A compound is what its last part is: вице-спикер, ex-minister.
        if role := language.roles.get(lowered) or language.roles.get(lowered.rpartition("-")[2]):
            return "person" if role == "head" else role
    return None


def _opens_sentence(run: re.Match[str]) -> bool:
    """Whether a run stands where any word would be capitalised."""
    before = run.string[max(0, run.start() - 3) : run.start()].rstrip(' \u00a0«“"—–-')
    return not before or before[-1] in ".!?…:\n\r"


@lru_cache(maxsize=_CACHED_WORDS)
def _can_be_name(word: str, language: Language) -> bool:
    if len(word) > 1 and word[:2].isupper():
        return False
    if word.lower() in language.words or word_role(word, language) is not None:
        return False
    return not is_place(word, language)


def is_place(word: str, language: Language) -> bool:
    """Whether a word, in whatever case form, is the name of a country or of a city that CLDR knows."""
    forms = set(map(fold_word, language.nominatives(word)))
    return not (forms.isdisjoint(_countries(language.code)) and forms.isdisjoint(_cities(language.code)))


def is_country(word: str, language: Language) -> bool:
    """Whether a word, in whatever case form, is the one-word name of a country or territory."""
    return not _countries(language.code).isdisjoint(map(fold_word, language.nominatives(word)))


def _forms(word: str, language: Language, *, last: bool) -> tuple[str, ...]:
    """The bare forms of a word of a name; in Kyrgyz only its last word is declined."""
    return language.nominatives(word) if last or language.code != "ky" else (word,)


@cache
def _countries(code: str) -> frozenset[str]:
    """Folded one-word names of countries and territories (CLDR)."""
    return frozenset(fold_word(name) for name in Locale(code).territories.values() if " " not in name)


@cache
def _cities(code: str) -> frozenset[str]:
    """Folded one-word names of the cities that name time zones (CLDR)."""
    zones = Locale(code).time_zones.values()
    return frozenset(fold_word(zone["city"]) for zone in zones if " " not in zone.get("city", " "))
