"""What a language is to the rest of the program: forms with tags, cue classes, frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.languages.lexicon import Frame, read_frames, read_sections, read_words

# Enough for nearly all words of a day of news, and little memory where millions of documents stream through.
_CACHED_FORMS = 50_000


NameReadings = frozenset[tuple[str, tuple[str, ...]]]


class CueForm(NamedTuple):
    """A written form of a cue, the class whose frames it admits, and its tag."""

    form: str
    cue_class: str
    tag: str


class Phrase(NamedTuple):
    """The further words of an entry of several words."""

    rest: tuple[str, ...]
    tag: str
    cue_class: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The data by which text of one language is read; see the folder of its code.

    ``tag`` gives the tag and the cue class of a word form by itself; ``rewrites`` settle from the neighbours
    what a form alone leaves open. ``nominatives`` gives the bare forms that a declined word can stand for,
    itself first where it is bare; ``is_common`` tells a capitalised word that no person bears as a name;
    ``roles`` what a bare word makes of the phrase that it heads (person, organisation, he …); ``words`` the
    closed-class words with their tags. ``noun_role`` gives the role of a common noun that ``roles`` does not
    list, where the language knows it (person, group, organisation); ``name_gender`` gives “he” or “she” where
    it knows a given name; ``genitive`` the genitive of a personal name in the nominative, of which the gender
    may be known, or ``None`` where it cannot tell it; ``name_readings`` the genders in which the words of a
    name can agree, each with the words in the nominative, lower case; ``is_bare_name`` whether the words of a
    name show together that it stands in the nominative, whatever single ones could be. ``forms`` gives the
    written forms, in lower case, of a common word, itself among them.
    """

    code: str
    tag: Callable[[str], tuple[str, str | None]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    frames: tuple[Frame, ...]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    abbreviations: frozenset[str]
    frames_of: Mapping[str, tuple[Frame, ...]]
    nominatives: Callable[[str], tuple[str, ...]]
    is_common: Callable[[str], bool]
    roles: Mapping[str, str]
    words: Mapping[str, str]
    noun_role: Callable[[str], str | None] = lambda _: None
    name_gender: Callable[[str], str | None] = lambda _: None
    genitive: Callable[[str, str | None], str | None] = lambda _name, _gender: None
    name_readings: Callable[[tuple[str, ...]], NameReadings] = lambda _: frozenset()
    is_bare_name: Callable[[tuple[str, ...]], bool] = lambda _: False
    forms: Callable[[str], frozenset[str]] = lambda word: frozenset((word.lower(),))


def load(
    code: str,
    *,
    inflect: Callable[[str, str], Iterable[CueForm]],
    shape: Callable[[str], str | CueForm],
    nominatives: Callable[[str], tuple[str, ...]],
    is_common: Callable[[str], bool] = lambda _: False,
) -> Language:
    """The language whose data files stand in the folder ``code``.

    ``inflect`` gives the forms of a cue entry; ``shape`` the tag of a form that no list holds, or a cue form
    where the language finds cues by their stem.
    """
    words = read_words(code)
    forms: dict[str, tuple[str, str | None]] = {
        form: (tag, None) for form, tag in words.items() if " " not in form
    }
    phrases: dict[str, list[Phrase]] = {}
    for cue in _cue_forms(code, inflect):
        first, *rest = cue.form.split()
        if rest:
            phrases.setdefault(first, []).append(Phrase(tuple(rest), cue.tag, cue.cue_class))
        else:
            forms.setdefault(cue.form, (cue.tag, cue.cue_class))
    for form, tag in words.items():
        first, *rest = form.split()
        if rest:
            phrases.setdefault(first, []).append(Phrase(tuple(rest), tag, None))

    @lru_cache(maxsize=_CACHED_FORMS)
    def tag_form(word: str) -> tuple[str, str | None]:
        if known := forms.get(word.lower()):
            return known
        shaped = shape(word)
        return (shaped.tag, shaped.cue_class) if isinstance(shaped, CueForm) else (shaped, None)

    frames = read_frames(code)
    classes = {each for frame in frames for each in frame.cue_classes}
    return Language(
        code=code,
        tag=tag_form,
        phrases={first: tuple(sorted(each, key=lambda p: -len(p.rest))) for first, each in phrases.items()},
        frames=frames,
        rewrites=tuple(_rewrites(code)),
        abbreviations=frozenset(row[0].lower() for row in read_sections(code, "abbreviations.txt")[""]),
        frames_of={each: tuple(f for f in frames if each in f.cue_classes) for each in classes},
        nominatives=lru_cache(maxsize=_CACHED_FORMS)(nominatives),
        is_common=lru_cache(maxsize=_CACHED_FORMS)(is_common),
        roles=read_words(code, "roles.txt"),
        words=words,
    )


def _cue_forms(code: str, inflect: Callable[[str, str], Iterable[CueForm]]) -> Iterator[CueForm]:
    for cue_class, entries in read_sections(code, "cues.txt").items():
        for columns in entries:
            yield from inflect(columns[0], cue_class)


def _rewrites(code: str) -> Iterator[tuple[re.Pattern[str], str]]:
    for columns in read_sections(code, "rewrites.txt")[""]:
        pattern, _, tag = columns[0].rpartition("→")
        yield re.compile(pattern.strip()), tag.strip()
