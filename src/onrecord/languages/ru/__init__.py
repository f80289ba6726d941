"""Russian: tags and cues by dictionary morphology, as what a word is in a clause shows in its ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from pymorphy3.analyzer import Parse

from onrecord.languages.language import CueForm, Language, load
from onrecord.languages.ru.declension import (
    analyzer,
    forms,
    is_common,
    name_gender,
    nominatives,
    noun_role,
    parsed,
)
from onrecord.languages.ru.names import genitive, is_bare_name, name_readings

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_IMPROBABLE = 0.02
_CACHED_NOUNS = 20_000
# After other letters “им” is no ending of an adjective: Ибраим.
_NO_INSTRUMENTAL = re.compile("[^гкхжшщчцн]им$")
_GENITIVE = re.compile("([аяыи]|[ое]й|[ое]го|[ыи]х)$")
_INDECLINABLE = frozenset(("Fixd", "Abbr"))
_NAMES = frozenset(("Surn", "Name", "Patr"))
_NOMINATIVE = frozenset("NmH")
_PROPER = _NAMES | {"Geox", "Orgn", "Trad"}
_TAG_OF_POS = {
    "PREP": "R", "CONJ": "W", "PRCL": "X", "ADVB": "X", "COMP": "X", "INTJ": "X", "PRED": "S", "ADJS": "S",
    "PRTS": "S", "VERB": "w", "INFN": "B", "GRND": "r", "NPRO": "M",
}  # fmt: skip
# Classes of cues that are no verbs, with the tag of their entries, which are not inflected.
_FIXED = {"source": "Y", "link": "Y", "appeal": "Y", "noun": "d"}
_CUE_POS = frozenset(("VERB", "GRND", "ADJS", "PRTS", "PRED", "ADVB"))
_TAG_OF_CASE = (
    ("gent", "g"), ("gen2", "g"), ("datv", "d"), ("ablt", "i"), ("loct", "l"), ("loc2", "l"), ("accs", "c"),
)  # fmt: skip


@cache
def language() -> Language:
    """The Russian language data."""
    lemmas: dict[str, str] = {}
    russian = load(
        "ru",
        inflect=_inflection(lemmas),
        shape=_shaping(lemmas),
        nominatives=nominatives,
        is_common=is_common,
    )
    return replace(
        russian,
        noun_role=lru_cache(_CACHED_NOUNS)(noun_role),
        name_gender=lru_cache(_CACHED_NOUNS)(name_gender),
        genitive=genitive,
        is_bare_name=is_bare_name,
        name_readings=lru_cache(_CACHED_NOUNS)(name_readings),
        forms=forms,
    )


def _inflection(lemmas: dict[str, str]) -> Callable[[str, str], Iterable[CueForm]]:
    """Of single words only the lemma is kept, in ``lemmas``: their forms are known when they are met."""

    def inflect(entry: str, cue_class: str) -> Iterator[CueForm]:
        first, *rest = entry.lower().split()
        if cue_class in _FIXED:
            yield CueForm(entry.lower(), cue_class, _FIXED[cue_class])
        elif cue_class == "report":
            for parse in _noun_lexeme(first):
                tag = _tag(parse.word, analyzer().parse(parse.word))
                yield CueForm(parse.word, cue_class if tag in _NOMINATIVE else cue_class + "+object", tag)
        elif not rest:
            lemmas[_plain(first)] = cue_class
        else:
            for parse in _verb(first).lexeme:
                if _is_cue(parse):
                    for form in {parse.word, _plain(parse.word)}:
                        yield _cue_form(" ".join((form, *rest)), parse, cue_class)

    return inflect


def _verb(lemma: str) -> Parse:
    parses = analyzer().parse(lemma)
    return next((parse for parse in parses if parse.tag.POS in ("INFN", "ADJS")), parses[0])


def _noun_lexeme(lemma: str) -> list[Parse]:
    return next(list(parse.lexeme) for parse in analyzer().parse(lemma) if parse.tag.POS == "NOUN")


def _is_cue(parse: Parse) -> bool:
    return parse.tag.POS in _CUE_POS and "impr" not in parse.tag


def _cue_form(form: str, parse: Parse, cue_class: str) -> CueForm:
    """A gerund gets a class of its own, as its subject stands elsewhere, and a plural, which needs none."""
    if parse.tag.POS == "GRND":
        return CueForm(form, cue_class + "+ing", "v")
    if parse.tag.POS == "PRTS":
        return CueForm(form, cue_class + "+ed", "S")
    plural = parse.tag.number == "plur" and parse.tag.person in (None, "3per")
    return CueForm(form, cue_class + "+pl" if plural else cue_class, "V")


def _shaping(lemmas: dict[str, str]) -> Callable[[str], str | CueForm]:
    def shape(word: str) -> str | CueForm:
        if word[0].isdigit():
            return _tag_of_number(word)
        if not _CYRILLIC.search(word):
            return "P"
        every = parsed(word)
        if not every:
            return "P"
        parses = [parse for parse in every if parse.score >= _IMPROBABLE] or every
        # A short adjective outweighs the participle that it came from: уверен, not уверить.
        for parse in sorted(parses, key=lambda each: each.tag.POS == "PRTS"):
            cue_class = lemmas.get(_plain(parse.normal_form))
            if cue_class and _is_cue(parse):
                return _cue_form(word, parse, cue_class)
        return _tag(word, parses)

    return shape


def _tag(word: str, parses: Sequence[Parse]) -> str:
    if _is_acronym(word):
        return "P"
    capital = word[0].isupper()
    named = [parse for parse in parses if _NAMES & parse.tag.grammemes]
    if capital:
        parses = named or parses
        if not parses[0].is_known:
            return _unknown_name(word, parses)
    else:
        parses = [parse for parse in parses if parse not in named] or parses
    pos = parses[0].tag.POS
    if pos in ("NOUN", "NUMR", None):
        return _noun(parses, capital=capital)
    if pos in ("ADJF", "PRTF"):
        nominative = "nomn" in {parse.tag.case for parse in parses if pos == parse.tag.POS}
        return ("A" if nominative else "a") if pos == "ADJF" else ("Z" if nominative else "z")
    return _TAG_OF_POS.get(str(pos), "N")


def _tag_of_number(word: str) -> str:
    """A number, unless it leads an adjective: 26-летний."""
    last = word.rpartition("-")[2]
    parse = analyzer().parse(last)[0]
    if last[0].isdigit() or parse.tag.POS != "ADJF":
        return "n"
    return _tag(last, [parse])


def _is_acronym(word: str) -> bool:
    return word[0].isupper() and (word.isupper() or "." in word)


def _noun(parses: Sequence[Parse], *, capital: bool) -> str:
    nouns = [parse for parse in parses if parse.tag.POS in ("NOUN", "NUMR")]
    is_name = capital and bool(_PROPER & parses[0].tag.grammemes)
    if not nouns or _INDECLINABLE & parses[0].tag.grammemes:
        return "P" if capital else "H"
    if is_name:
        nouns = [parse for parse in nouns if parse.tag.number != "plur"] or nouns
    cases = {parse.tag.case for parse in nouns}
    if "nomn" in cases:
        return "P" if is_name else "H" if "gent" in cases else "N" if "accs" in cases else "m"
    return _oblique(cases)


def _unknown_name(word: str, parses: Sequence[Parse]) -> str:
    """The tag of a name that the dictionary lacks: nominative unless all guesses speak against it.

    Names in -и (Иноби) are mostly not declined."""
    nominal = [parse.tag for parse in parses if parse.tag.POS in ("NOUN", "ADJF")]
    cases = {tag.case for tag in nominal if tag.number != "plur"}
    if not cases or "nomn" in cases or _NO_INSTRUMENTAL.search(word):
        return "P"
    if word.endswith("и"):
        return "H"
    return "g" if _GENITIVE.search(word) else _oblique(cases)


def _oblique(cases: set[str | None]) -> str:
    return next((tag for case, tag in _TAG_OF_CASE if case in cases), "c")


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")
