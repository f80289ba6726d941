"""Speakers without a personal name: bodies, groups, somebody whom only a role describes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from onrecord.actors import document_actors
from onrecord.actors.antecedents import last_speaker, last_unnamed, owner
from onrecord.actors.mentions import NameMention
from onrecord.actors.names import name_words
from onrecord.actors.phrases import is_preposition, kind_of, role_of
from onrecord.actors.same_body import joins_beginnings, same_body_name
from onrecord.actors.scene import FARTHEST_ANTECEDENT, UNRESOLVED, Resolved, Scene
from onrecord.actors.word_roles import is_country, word_role
from onrecord.languages import Language
from onrecord.languages.lexicon import read_sections
from onrecord.records import ActorKind, ActorReference, Span
from onrecord.romanisation import fold_word

_MARKS = tuple('«“„"')
_QUOTES = "«»“”„\"'"
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*")
_TITLE = re.compile(r"\s+((?:[«“„\"]|'')\S.*|[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*)*)$")
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁҢӨҮ]{2,7}$")
_SPELT_OUT = 0.5
# The word beside which a name in quotation marks or Latin letters stands in apposition: газета «Ак-Сай».
_APPOSED = re.compile(r"([^\W\d_][\w-]*)\s+(?:[«“„\"]?[A-Z]|[«“„\"][^\W\d_])$")
_APPOSED_REACH = 40
_OFTEN = 2
_HEAD_AND_OWNER = 2
_LONGEST_ENDING = 3


def several(scene: Scene, span: Span, language: Language) -> Resolved | None:
    """Persons named side by side, who speak as one: Aibek Sariev and the mayor Aida Osmonova."""
    bracket = _BRACKET.search(scene.text, *span)
    named = scene.mentions.persons_in(Span(span.start, bracket.start() if bracket else span.end))
    between = [_conjunction(scene.text, one, other) for one, other in itertools.pairwise(named)]
    if not between or not all(between):
        return None
    names = [_full_name(scene, mention) for mention in named]
    name = ", ".join(names[:-1]) + f" {between[-1]} {names[-1]}"
    return Resolved(document_actors.body(scene, name, ActorKind.GROUP, span, language.code), 0.9)


def _conjunction(text: str, one: NameMention, other: NameMention) -> str | None:
    """The comma or “and” between two names, be it before a title of the second.

    Not “Сариев и советник Осмонова”, one of which is declined; in Kyrgyz only the last of several is.
    """
    first, *title = text[one.span.end : other.span.start].split() or [""]
    if first == "," and not title:
        return first
    alike = one.bare if one.language == "ky" else one.bare == other.bare
    return first if first in name_words("and") and (alike or not title) else None


def _full_name(scene: Scene, mention: NameMention) -> str:
    known = [person.name for person in scene.people if mention in person.mentions]
    return known[0] if len(known) == 1 else " ".join(mention.name)


def without_name(scene: Scene, span: Span, language: Language, role: str | None) -> Resolved:
    """The actor whom a phrase without a personal name means; a bare common noun is nobody."""
    words = _own_words(scene.text, span, language)
    pointing = len(words) > 1 and words[0].lower() in name_words("this")
    words = words[1:] if pointing else words
    capital = (word for word in words if word.lower() not in language.words)
    if not words or (role is None and not any(word[0].isupper() or word[0] in _MARKS for word in capital)):
        return UNRESOLVED
    name = _of_owner(scene, span, words, language) or _in_nominative(words, language, role)
    kind = kind_of(role)
    if len(words) == 1 and role is None and is_country(words[0], language):
        kind = ActorKind.COUNTRY
    if document_actors.entry_at(scene, span, language.code):
        return Resolved(document_actors.body(scene, name, kind, span, language.code), 0.9)
    if known := _spoken_of(scene, span.start, name, role, language):
        return Resolved(known, 0.85)
    if pointing or _says_nothing_alone(words, language):
        source = last_unnamed(scene, span.start) if _is_interlocutor(words, language) else None
        return Resolved(source, 0.8) if source else UNRESOLVED
    return Resolved(document_actors.body(scene, name, kind, span, language.code), 0.9)


def _own_words(text: str, span: Span, language: Language) -> list[str]:
    """The words that name whoever it is: no "-self" before, no abbreviation in brackets behind.

    Nor what describes a thing that has a title: the Tolukan newspaper Ak-Sai Times.
    """
    phrase = _BRACKET.sub("", text[span.start : span.end])
    words = phrase.split()
    while len(words) > 1 and language.roles.get(words[0].lower()) == "self":
        words = words[1:]
    title = _TITLE.search(phrase)
    if title and language.code == "ru":
        head = phrase[: title.start()].split()
        plain = all(word.isalpha() and word_role(word, language) in (None, "demonym") for word in head[:-1])
        if head and plain and word_role(head[-1], language):
            return [head[-1], *title[1].split()]
    return words


def _says_nothing_alone(words: Sequence[str], language: Language) -> bool:
    """Whether a phrase is understood by what stands before it only: the agency, the agency's source."""
    if len(words) == 1:
        return bool(_stand_in_forms(words[0], language))
    whose = words[0] if language.code == "ky" else words[-1]
    owned = language.code == "ky" or (len(words) == _HEAD_AND_OWNER and word_role(words[0], language))
    return bool(owned) and bool(_stand_in_forms(whose, language))


def _stand_in_forms(word: str, language: Language) -> set[str]:
    known = {*name_words("stand-in"), *name_words("stand-in text")}
    return {form.lower() for form in language.nominatives(word)} & known


def _is_interlocutor(words: Sequence[str], language: Language) -> bool:
    """Whether a phrase is for whom a newsroom spoke with: the agency's source."""
    forms = {form.lower() for word in words for form in (word, *language.nominatives(word))}
    return not forms.isdisjoint(name_words("interlocutor"))


def _of_owner(scene: Scene, span: Span, words: Sequence[str], language: Language) -> str | None:
    """The phrase with the name of the person in place of the pronoun: his lawyer."""
    which = language.roles.get(words[0].lower(), "")
    if which not in ("he", "she", "one") or len(words) < 2:
        return None
    person = owner(scene, span.start, which)
    gender = which if which in ("he", "she") else None
    genitive = language.genitive(person.name, gender or person.gender) if person else None
    if genitive is None:
        return None
    phrase = " ".join(words[1:])
    rest = _in_nominative(words[1:], language, role_of(phrase, Span(0, len(phrase)), language))
    return f"{genitive} {rest}" if language.code == "ky" else f"{rest} {genitive}"


def _in_nominative(words: Sequence[str], language: Language, role: str | None) -> str:
    """The phrase with its head in the nominative.

    The head is the first word where it stands there (посольстве Кемара), else the last in Kyrgyz; where
    adjectives agree with it the phrase stays as it is written.
    """
    bare = list(words)
    head = 0 if language.code == "ru" else -1
    if language.code != "ru" or len(bare) == 1 or word_role(bare[0], language) == role:
        bare[head] = _bare_head(bare[head].strip(",.;:") or bare[head], language)
    return " ".join(bare)


def _bare_head(word: str, language: Language) -> str:
    """A word without its case ending, which none is that the list of roles holds as it stands: тургуну."""
    return word if word.lower() in language.roles else language.nominatives(word)[0]


def _spoken_of(
    scene: Scene, at: int, name: str, role: str | None, language: Language
) -> ActorReference | None:
    """The actor that spoke before and is meant: by a part of its name, by what it is, by its letters."""
    kind = kind_of(role)
    others = [actor for actor in scene.actors.values() if actor.kind is kind and actor.id in scene.latest]
    others.sort(key=lambda actor: -scene.latest[actor.id])
    words = _WORD.findall(name)
    for actor in others:
        if role and _is_part(words, actor.name, language):
            return ActorReference(actor.id, actor.name)
    if kind is not ActorKind.ORGANISATION:
        return None
    for actor in others:
        if _ABBREVIATION.match(name) and same_body_name(name, actor.name) >= _SPELT_OUT:
            return ActorReference(actor.id, actor.name)
    if len(words) == 1 and name[0].isupper():
        for span in scene.mentions.bodies_before(at, FARTHEST_ANTECEDENT):
            if joins_beginnings(name, _name_at(scene, span, language), language.code):
                return _body_at(scene, span, language)
    bare = len(words) == 1 or name.lower() in name_words("stand-in")
    return _named_before(scene, at, name, language) if role and bare else None


def _named_before(scene: Scene, at: int, name: str, language: Language) -> ActorReference | None:
    """The body that was named before, perhaps without speaking, and is meant by what it is: the agency."""
    last = last_speaker(scene, at)
    if last and scene.actors[last[1].id].kind is not ActorKind.ORGANISATION:
        last = None
    stands_in = name.lower() in name_words("stand-in")
    for span in scene.mentions.bodies_before(at, FARTHEST_ANTECEDENT):
        if stands_in and last and last[0] > span.start:
            return last[1]
        if _is_called(scene, span, name, language):
            return _body_at(scene, span, language)
    if not stands_in:
        return None
    return last[1] if last else _topic(scene, at, language)


def _body_at(scene: Scene, span: Span, language: Language) -> ActorReference:
    """The body that is named at ``span``: one that spoke by that name and the word beside it, if one did."""
    if beside := _apposed(scene.text, span):
        for actor in scene.actors.values():
            if any(place.start <= beside.start and span.end <= place.end for place in scene.places[actor.id]):
                return ActorReference(actor.id, actor.name)
    name = _name_at(scene, span, language)
    return document_actors.body(scene, name, ActorKind.ORGANISATION, span, language.code)


def _name_at(scene: Scene, span: Span, language: Language) -> str:
    return _in_nominative(_own_words(scene.text, span, language), language, "organisation")


def _is_called(scene: Scene, span: Span, word: str, language: Language) -> bool:
    """Whether the body that is named at ``span`` is called so: by a part of its name or by what it is."""
    names = [_name_at(scene, span, language)]
    if beside := _apposed(scene.text, span):
        bare = language.nominatives(scene.text[beside.start : beside.end])
        names += [f"{form} {names[0]}" for form in bare]
    if any(_is_part(_WORD.findall(word), name, language) for name in names):
        return True
    if word.lower() not in name_words("stand-in"):
        return False
    entry = document_actors.entry_at(scene, span, language.code)
    names += entry.names.get(language.code, ()) if entry else ()
    return any(_of_one_kind(word, name) for name in names)


def _apposed(text: str, span: Span) -> Span | None:
    """The word with which a name stands in apposition, if one does."""
    found = _APPOSED.search(text, max(0, span.start - _APPOSED_REACH), span.start + 1)
    return Span(*found.span(1)) if found else None


def _topic(scene: Scene, at: int, language: Language) -> ActorReference | None:
    """The body that the text before ``at`` names far more often than any other."""
    places: dict[str, list[Span]] = {}
    for span in scene.mentions.bodies_before(at, FARTHEST_ANTECEDENT):
        entry = document_actors.entry_at(scene, span, language.code)
        words = _own_words(scene.text, span, language)
        key = entry.id if entry else " ".join(_bare(word, language) for word in words)
        places.setdefault(key, []).append(span)
    most, *others = sorted(places.values(), key=len, reverse=True) or [[]]
    if len(most) < _OFTEN * max(1, len(others[0]) if others else 1):
        return None
    # The name as it stands where it can be a nominative: of some words no list tells it.
    bare = (span for span in most if _is_nominative(scene.text, span, language))
    return _body_at(scene, next(bare, most[0]), language)


def _is_nominative(text: str, span: Span, language: Language) -> bool:
    first = _WORD.search(text, *span)
    return first is not None and language.nominatives(first[0])[0] == first[0]


def _of_one_kind(word: str, name: str) -> bool:
    """Whether a word can mean the thing with whose word a name begins or ends: издание, газета."""
    words = [each.strip(_QUOTES) for each in name.lower().split()]
    ends = {words[0], words[-1]}
    broader = (narrower for broad, *narrower in _lines("broader") if broad == word.lower())
    same = (kind for kind in _lines("kind") if word.lower() in kind)
    return any(not ends.isdisjoint(kind) for kind in itertools.chain(broader, same))


@cache
def _lines(section: str) -> list[list[str]]:
    return read_sections("", "names.txt")[section]


def _is_part(words: Sequence[str], name: str, language: Language) -> bool:
    """Whether words are some of those of a name: the ministry."""
    theirs = [_bare(word, language) for word in _WORD.findall(name)]
    own = [_bare(word, language) for word in words]
    if not own or len(own) >= len(theirs) or any(is_preposition(word.lower(), language) for word in words):
        return False
    return all(any(_alike(word, other) for other in theirs) for word in own)


def _bare(word: str, language: Language) -> str:
    return fold_word(language.nominatives(word)[0])


def _alike(one: str, other: str) -> bool:
    """Whether two folded words, without case endings, differ in little more: министрлик, министрлиги."""
    shorter, longer = sorted((one, other), key=len)
    stem = shorter[:-1] if len(shorter) > _LONGEST_ENDING else shorter
    return longer.startswith(stem) and len(longer) - len(stem) <= _LONGEST_ENDING
