"""The role that a text gives a person beside the name: глава МИД Толука Айбек Сариев; Aida Sarieva, a deputy.

Each word beside a name becomes one letter, and patterns over these letters find the phrase, as frames find
statements. A pattern admits what belongs to such a phrase and nothing else, so that verbs, stops and other
names end it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.actors.title_letters import HEADS, TitleWord, title_letter, title_letters
from onrecord.actors.title_words import title_words
from onrecord.languages import Language
from onrecord.records import Span

# A title with what must stand around it fits into this, in characters and in words.
_FARTHEST = 180
_MOST_WORDS = 24
_LONGEST_TITLE = 120
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
# Letters of Russian words for a role.
_NOMINATIVE = frozenset("HT")
# Tags of Russian words in one case other than the nominative.
_OBLIQUE = frozenset("gdilc")
# Endings of Kyrgyz words that are the object of a verb.
_OBJECT_TAGS = frozenset("aobl")
_FEMININE_CASE = re.compile("(?:[ое]й|[ую]ю)$")
_GENDER_ENDINGS = {True: ("ый", "ий", "ой"), False: ("ая", "яя")}


def title_of(text: str, name: Span, language: Language) -> Span | None:
    """The words that give the person whose name stands at ``name`` a role; ``None`` where there are none.

    They stand right before the name, or after it between commas or dashes, in the same sentence, and have no
    article in front. Looks at a bounded number of characters on either side, whatever the length of ``text``.
    """
    if not _is_name(text[name.start : name.end], language):
        return None
    known = title_words(language.code)
    return (
        _before(text, name, language, known.before)
        or _after(text, name, language)
        or (_before(text, name, language, known.leading) if _is_aside(text, name) else None)
    )


def title_shown(text: str, title: Span, language: Language) -> str:
    """A title as it can stand by itself: Russian in the nominative, others as written."""
    written = " ".join(text[title.start : title.end].split())
    if language.code != "ru":
        return written
    words = list(title_letters(text, title, language))
    head = next((index for index, word in enumerate(words) if word.letter in HEADS), None)
    if head is None or words[head].letter in _NOMINATIVE:
        return written
    named = _bare_head(words[head].written, language)
    masculine = not _FEMININE_CASE.search(words[0].written) if head else True
    bare = (_bare_adjective(word.written, language, masculine=masculine) for word in words[:head])
    rest = text[words[head].span.end : title.end].split()
    return " ".join([*bare, named, *rest])


def _bare_head(word: str, language: Language) -> str:
    forms = language.nominatives(word)
    return next((form for form in forms if form.lower() in language.roles), forms[0])


def _bare_adjective(word: str, language: Language, *, masculine: bool) -> str:
    forms = language.nominatives(word)
    return next((form for form in forms if form.endswith(_GENDER_ENDINGS[masculine])), forms[0])


def _is_name(written: str, language: Language) -> bool:
    words = _WORD.findall(written)
    return bool(words) and words[0][0].isupper() and title_letter(words[0], language) not in HEADS


def _is_aside(text: str, name: Span) -> bool:
    """Whether a name only adds who it is: the minister, Aida Sarieva, left; not a mayor of Ak-Sai, Toluk."""
    return " " in text[name.start : name.end] and text[name.end : name.end + 1] in ("", ",", ".")


def _before(text: str, name: Span, language: Language, pattern: re.Pattern[str] | None) -> Span | None:
    words = list(title_letters(text, Span(max(0, name.start - _FARTHEST), name.start), language))
    words = words[-_MOST_WORDS:]
    letters = "".join(word.letter for word in words)
    found = [
        match
        for match in _phrases(letters, pattern)
        if _agrees(text, words[match.start("head")], name, language, opens=_opens(match))
    ]
    if not found or _is_unclear([match["head"] for match in found], text, name, language):
        return None
    return _title(words, found[0])


def _phrases(letters: str, pattern: re.Pattern[str] | None) -> Iterator[re.Match[str]]:
    """The longest phrase for each head from which a phrase goes up to the name, from left to right."""
    heads: set[int] = set()
    for start in range(len(letters) if pattern else 0):
        match = pattern.fullmatch(letters, start) if pattern else None
        if match and match.start("head") not in heads:
            heads.add(match.start("head"))
            if "torn" not in match.groupdict() or match["torn"] is None:
                yield match


def _opens(match: re.Match[str]) -> bool:
    """Whether a phrase opens its sentence."""
    return match.string[: match.start("title")][-1:] in ("", ".")


def _after(text: str, name: Span, language: Language) -> Span | None:
    pattern = title_words(language.code).after
    words = list(title_letters(text, Span(name.end, min(len(text), name.end + _FARTHEST)), language))
    words = words[:_MOST_WORDS]
    match = pattern.match("".join(word.letter for word in words)) if pattern else None
    if not match or not _agrees(text, words[match.start("head")], name, language, opens=False):
        return None
    return _title(words, match)


def _title(words: Sequence[TitleWord], match: re.Match[str]) -> Span | None:
    first, last = words[match.start("title")].span, words[match.end("title") - 1].span
    return Span(first.start, last.end) if last.end - first.start <= _LONGEST_TITLE else None


def _agrees(text: str, head: TitleWord, name: Span, language: Language, *, opens: bool) -> bool:
    """Whether a name can stand in apposition to the word for a role.

    Not “адвокат Сариева”, whose lawyer it is, nor «Президент Айбек Сариевди кабыл алды», whom the president
    received; ``opens`` tells that the phrase opens its sentence.
    """
    words = _WORD.findall(text, *name)
    if language.code == "ky":
        return not (opens and language.tag(words[-1])[0] in _OBJECT_TAGS)
    if language.code != "ru":
        return True
    tags = {language.tag(word)[0] for word in words} & _OBLIQUE
    if head.letter in _NOMINATIVE:
        either = all(len(language.nominatives(word)) > 1 for word in words)
        return not (tags or (either and (len(words) == 1 or head.letter == "T")))
    return tags == {language.tag(head.written)[0]}


def _is_unclear(heads: Sequence[str], text: str, name: Span, language: Language) -> bool:
    """Whether a declined name can stand beside either of two: помощника президента Айбека Сариева.

    Beside a word like “адвокат” a genitive may say whose somebody is.
    """
    if language.code != "ru":
        return False
    tags = {language.tag(word)[0] for word in _WORD.findall(text, *name)} & _OBLIQUE
    return bool(tags) and (len(heads) > 1 or ("t" in heads and "g" in tags))
