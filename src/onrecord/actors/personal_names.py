"""The parts of a written personal name, in the nominative: its words, initials, the father's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.actors.names import name_words
from onrecord.actors.spelling import is_cyrillic
from onrecord.languages.en.declension import bare_names as english
from onrecord.languages.ky.declension import bare_names as kyrgyz
from onrecord.languages.ru.names import bare_names as russian
from onrecord.romanisation import fold_word

Words = tuple[str, ...]
_BARE_NAMES: dict[str, Callable[[Words], tuple[Words, ...]]] = {
    "en": english,
    "ky": kyrgyz,
    "ru": russian,
}
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'ʼ‘ʻ][^\W\d_]+)*\.?")
_INITIAL = re.compile(r"^(?:\w\.?|\w{2}\.|[dD]zh\.)$")
_LONGEST_NAME = 200
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class PersonalName:
    """One reading of a written name; all in lower case.

    ``words`` are given and family names in the order written, ``initials`` stand without their full stops.
    ``father`` is the name in a patronymic, without its ending; ``child`` is ``"he"`` or ``"she"`` where the
    patronymic is a word of its own (уулу, кызы). ``regional`` tells that a word is formed as only names of
    the region are (-ов, -ева, уулу), which follow its rules of romanisation.
    """

    words: Words
    initials: Words = ()
    father: str | None = None
    child: str | None = None
    regional: bool = field(default=False, compare=False)

    @property
    def size(self) -> int:
        """How many parts the name has."""
        return len(self.words) + len(self.initials) + (self.father is not None)


@lru_cache(maxsize=20_000)
def personal_names(name: str, code: str | None = None) -> tuple[PersonalName, ...]:
    """All readings of a written name, as it stands first; ``code`` is the language of its case endings.

    Without it, or with one that does not write in the letters of the name, every language that does is tried.
    None where the text holds no word, or too many to be a person's name.
    """
    tokens: list[str] = _TOKEN.findall(name[:_LONGEST_NAME])
    initials = tuple(token.rstrip(".").casefold() for token in tokens if _INITIAL.match(token))
    words = tuple(token.rstrip(".").casefold() for token in tokens if not _INITIAL.match(token))
    own = tuple(word for word in words if word not in name_words("beside a name"))
    words = own if len(own) + len(initials) > 1 else words
    if not words or len(words) + len(initials) > _MOST_WORDS:
        return ()
    written_in = ("ky", "ru") if is_cyrillic("".join(words)) else ("en",)
    codes = (code,) if code and code in written_in else written_in
    bare = dict.fromkeys(reading for each in codes for reading in _BARE_NAMES[each](words))
    return tuple(dict.fromkeys(_parts(reading, initials) for reading in bare))


def _parts(words: Words, initials: Words) -> PersonalName:
    regional = any(fold_word(word).endswith(name_words("regional")) for word in words)
    for index, word in enumerate(words):
        child = _child(fold_word(word))
        if child and index:
            others = words[: index - 1] + words[index + 1 :]
            return PersonalName(others, initials, words[index - 1], child, True)
    if len(words) + len(initials) > 2:
        # The first word is a family name, be it formed like a patronymic.
        for index, word in enumerate(words[1:], start=1):
            if father := father_in(word):
                return PersonalName(words[:index] + words[index + 1 :], initials, father, None, regional)
    return PersonalName(words, initials, None, None, regional)


def father_in(word: str) -> str | None:
    """The father's name in a Russian patronymic, folded, without its ending; ``None`` in any other word."""
    folded = fold_word(word)
    for ending in name_words("patronymic"):
        if folded.endswith(ending) and len(folded) > len(ending):
            return folded.removesuffix(ending)
    return None


def _child(folded: str) -> str | None:
    if folded in name_words("son"):
        return "he"
    return "she" if folded in name_words("daughter") else None
