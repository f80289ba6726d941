"""Where a text names persons: capitalised words that no list knows as something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from onrecord.actors.body_rules import body_spans
from onrecord.actors.groups import group_mentions
from onrecord.actors.mentions import Mentions, NameMention, lead, name_mention
from onrecord.actors.names import is_family_name, is_patronymic, name_words
from onrecord.actors.word_roles import is_country, is_place, word_role
from onrecord.languages import Language
from onrecord.records import Span
from onrecord.romanisation import fold_word

# The Arabic article belongs to the word: аль-Багдади, al-Amriki.
_CAPITALISED = r"(?:(?:аль|эль|ас|аш|ад|ар|ат|al|el)-)?[A-ZÀ-ÖØ-ÞА-ЯЁҢӨҮІ][\w’'ʼ-]*"
_INITIAL = r"[A-ZА-ЯЁӨҮ]\.[ \u00a0]?"
_PARTICLE = rf"(?:{'|'.join(name_words('particle'))})(?=[ \u00a0,.»]|$)"
_RUN = re.compile(
    rf"(?:{_INITIAL})*{_CAPITALISED}(?:[ \u00a0](?:{_INITIAL})*(?:{_CAPITALISED}|{_PARTICLE}))*"
)
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_LATIN = re.compile("[A-Za-z]")
_MOST_NAME_WORDS = 4
_CACHED_WORDS = 30_000
_BEFORE_THINGS = frozenset(("locative", "article"))
_NAMED_AFTER = re.compile(rf"[ \u00a0](?:{'|'.join(name_words('named after'))})\b")
_OPENING, _CLOSING = tuple('«“„"'), tuple('»”“"')


def rule_mentions(text: str, paragraphs: Sequence[tuple[Span, Language]]) -> Mentions:
    """The names in the paragraphs to be read, each with its language, as the rules find them."""
    found = [(each, language) for span, language in paragraphs for each in names_in(text, span, language)]
    families = {
        fold_word(form) for mention, _ in found if len(mention.words) > 1 for form in mention.words[-1]
    }
    persons = (part for each, language in found for part in parted(text, each, families, language))
    groups = (group for span, language in paragraphs for group in group_mentions(text, span, language))
    return Mentions.of(persons, body_spans(text, paragraphs), _countries(text, paragraphs), groups)


def _countries(text: str, paragraphs: Sequence[tuple[Span, Language]]) -> Iterator[Span]:
    """Where countries of one word are named."""
    for span, language in paragraphs:
        for word in _WORD.finditer(text, *span):
            if word[0][0].isupper() and is_country(word[0], language):
                yield Span(*word.span())


def _is_title(text: str, piece: list[re.Match[str]], language: Language) -> bool:
    """Whether Latin letters among Cyrillic ones name no person: a newspaper keeps its own.

    A person's name in them stands in brackets behind the Cyrillic one.
    """
    latin = language.code != "en" and _LATIN.match(piece[0][0])
    return bool(latin) and text[piece[0].start() - 1 : piece[0].start()] != "("


def parted(
    text: str, mention: NameMention, families: Collection[str], language: Language
) -> Iterator[NameMention]:
    """Of two family names side by side, which are no name, each by itself: Сариев Осмоновду тосуп алды."""
    if len(mention.words) != 2 or all(fold_word(form) not in families for form in mention.words[0]):
        yield mention
        return
    start, end = mention.span
    for part in (Span(start, start + len(mention.written[0])), Span(end - len(mention.written[1]), end)):
        yield name_mention(text, part, language, start)


def names_in(text: str, span: Span, language: Language) -> Iterator[NameMention]:
    """The capitalised runs of ``text[span]`` that can be personal names, titles and places stripped."""
    for run in _RUN.finditer(text, *span):
        if text[run.start() - 1 : run.start()] in _OPENING and text[run.end() : run.end() + 1] in _CLOSING:
            continue
        pieces = list(_pieces(run, language))
        before = lead(text, Span(*run.span()), span.start)
        if (
            len(pieces) == 1
            and language.roles.get(before.lower()) in _BEFORE_THINGS
            and _own_words(pieces[0], before, language)[0].start() == run.start()
        ):
            continue
        if before.lower() in name_words("named after") or _NAMED_AFTER.match(text, run.end()):
            continue
        for piece in pieces:
            if (
                len(piece) <= _MOST_NAME_WORDS
                and len(piece[-1][0]) > 1
                and not _is_title(text, piece, language)
            ):
                words = _own_words(piece, before, language)
                at = Span(words[0].start(), words[-1].end())
                yield name_mention(text, at, language, span.start)


def _own_words(piece: list[re.Match[str]], before: str, language: Language) -> list[re.Match[str]]:
    """Of more than two words without a patronymic, the two up to the family name.

    In English all, but after "of" and the like the last two: the Minister of Economy Aida Sarieva.
    """
    if len(piece) < 3 or any(is_patronymic(fold_word(word[0])) for word in piece):
        return piece
    bare = [language.nominatives(word[0])[0] == word[0] for word in piece]
    if language.code == "ru" and not bare[0] and all(bare[1:]):
        piece, bare = piece[1:], bare[1:]
    if len(piece) < 3 or any(word[0] in name_words("particle") for word in piece):
        return piece
    if language.code == "en":
        return piece[-2:] if language.words.get(before.lower(), " ") in "RJ" else piece
    for index, word in enumerate(piece[1:], start=1):
        if any(is_family_name(fold_word(form)) for form in language.nominatives(word[0])):
            return piece[index - 1 : index + 1]
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
    particles = name_words("particle")
    words = list(_WORD.finditer(run.string, run.start(), run.end()))
    if (
        _opens_sentence(run)
        and language.is_common(words[0][0])
        and not is_family_name(fold_word(words[-1][0]))
    ):
        words.pop(0)
    for word in words:
        if word[0] in particles and not piece:
            continue
        if _can_be_name(word[0], language):
            # Two scripts are two names: the newspaper's and the person's.
            if piece and bool(_LATIN.match(word[0])) is not bool(_LATIN.match(piece[0][0])):
                yield piece
                piece = []
            piece.append(word)
            continue
        if word_role(word[0], language) in ("person", "organisation"):
            piece = _before_title(piece)
        if piece:
            yield piece
        piece = []
    if piece:
        yield piece


def _opens_sentence(run: re.Match[str]) -> bool:
    """Whether a run stands where any word would be capitalised."""
    before = run.string[max(0, run.start() - 3) : run.start()].rstrip(' \u00a0«“"—–-')
    return not before or before[-1] in ".!?…:\n\r"


def _before_title(piece: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of the words that a title ends, a whole name with which they begin: Айбек Сариев Толук Кеңеши."""
    for index, word in enumerate(piece[1:-1], start=2):
        if is_family_name(fold_word(word[0])):
            return piece[:index]
    return []


@lru_cache(maxsize=_CACHED_WORDS)
def _can_be_name(word: str, language: Language) -> bool:
    if len(word) > 1 and word[:2].isupper():
        return False
    if word.lower() in language.words or word_role(word, language) is not None:
        return False
    return not is_place(word, language)
