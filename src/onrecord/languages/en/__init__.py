"""English: word lists, inflection of cue verbs, and tags by the shape of a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from onrecord.languages.en.declension import forms, nominatives
from onrecord.languages.language import CueForm, Language, load

_INVARIABLE = {"source": "s", "attitude": "a"}


@cache
def language() -> Language:
    """The English language data."""
    return replace(load("en", inflect=_inflect, shape=_shape, nominatives=nominatives), forms=forms)


def _inflect(entry: str, cue_class: str) -> Iterator[CueForm]:
    """Forms of a cue entry; a gerund gets a class of its own, as its subject stands elsewhere."""
    if tag := _INVARIABLE.get(cue_class):
        yield CueForm(entry, cue_class, tag)
        return
    first, *rest = entry.split()
    base, *given = first.split("/")
    for form in (base, *(given or (_third(base), _past(base), _gerund(base)))):
        gerund = form != base and form.endswith("ing")
        tag = "B" if form == base else "v" if gerund else "V"
        yield CueForm(" ".join((form, *rest)), cue_class + "+ing" if gerund else cue_class, tag)


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str) -> str:
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing"


def _shape(word: str) -> str:
    """The tag of a word that no list holds."""
    if word.endswith(("'s", "’s", "s'", "s’")):
        return "G"
    if word[0].isupper():
        return "P"
    if word[0].isdigit():
        return "D"
    if word.endswith("ly"):
        return "X"
    return "S" if word.endswith("s") and not word.endswith("ss") else "N"
