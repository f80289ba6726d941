"""Articles with other names in the place of their own: what is learnt is where names stand, not which.

English news is mostly about one country and its people, and the Kyrgyz articles are few. A name is replaced
by one of its kind, in Kyrgyz with the same case ending, everywhere in an article by the same one. New persons
are a given name and a family name of the catalogue, of one gender; new bodies, countries and cities are whole
names.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from onrecord.actors.catalogue import shipped
from onrecord.actors.names import gender
from onrecord.languages.ky.declension import nominatives
from onrecord.languages.ky.inflection import attach
from onrecord.languages.lexicon import read_sections
from onrecord.records import ActorKind
from training.names import SOME_PLACE, Named

_CASES = {
    "NIн": re.compile(r"[нтд][ыиуү]н"),
    "NI": re.compile(r"[нтд][ыиуү]"),
    "GA": re.compile(r"[гк][аеоө]"),
    "DA": re.compile(r"[дт][аеоө]"),
    "DAн": re.compile(r"[дт][аеоө]н"),
    "DAгI": re.compile(r"[дт][аеоө]г[ыиуү]"),
}
_BODY = {ActorKind.ORGANISATION: "organisation", ActorKind.COUNTRY: "country"}
_KEPT = frozenset(("unsure", "place"))
Declined = Callable[[str, str], str | None]


def renamed(text: str, names: Sequence[Named], code: str, draw: random.Random) -> tuple[str, list[Named]]:
    """An article and its names with most names replaced."""
    declined: Declined = _kyrgyz if code == "ky" else lambda _, new: new
    chosen: dict[str, str] = {}
    parts: list[str] = []
    found: list[Named] = []
    last = length = 0
    for name in sorted(names):
        if name.start < last:
            continue
        old = text[name.start : name.end]
        new = _replacement(old, name.kind, code, chosen, draw)
        new = declined(old, new) if new else None
        before = text[last : name.start]
        start = length + len(before)
        parts += [before, new or old]
        length = start + len(new or old)
        found.append(Named(start, length, name.kind))
        last = name.end
    return "".join([*parts, text[last:]]), found


def _replacement(old: str, kind: str, code: str, chosen: dict[str, str], draw: random.Random) -> str | None:
    if kind in _KEPT or not old[0].isupper():
        return None
    if kind == SOME_PLACE:
        kind = draw.choice(("country", "city"))
    if kind == "person":
        return _person(old, code, chosen, draw)
    bare = nominatives(old)[0] if code == "ky" else old
    if code == "ky" and (kind == "organisation" or " " in old):
        return None
    like = [name for name in _names(code)[kind] if name.isupper() == bare.isupper()]
    if bare not in chosen and like:
        chosen[bare] = draw.choice(like)
    return chosen.get(bare)


def _person(old: str, code: str, chosen: dict[str, str], draw: random.Random) -> str | None:
    """Another full name, or of one that was replaced before the same word."""
    words = old.split()
    bare = nominatives(words[-1])[0] if code == "ky" else words[-1]
    if len(words) > 2:
        return None
    if bare not in chosen:
        chosen[bare] = draw.choice(_names(code)["family"])
    if len(words) == 1:
        return chosen[bare]
    if words[0] not in chosen:
        of_gender = _given(code)[gender((chosen[bare],))]
        chosen[words[0]] = draw.choice(of_gender or _given(code)[None])
    return f"{chosen[words[0]]} {chosen[bare]}"


def _kyrgyz(old: str, new: str) -> str | None:
    """A new name with the ending of the old one; nothing where that is no plain case."""
    word = old.rpartition(" ")[2]
    bare = nominatives(word)[0]
    if bare == word:
        return new
    ending = word.removeprefix(bare)
    case = next((case for case, pattern in _CASES.items() if pattern.fullmatch(ending)), None)
    return attach(new, case) if case and new[-1].isalpha() and new[-1].islower() else None


@cache
def _names(code: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in shipped().entries:
        forms = entry.names.get(code, ())
        if entry.kind is ActorKind.PERSON:
            found["family"] += [words[1] for form in forms[:1] if len(words := form.split()) == 2]
        elif kind := _BODY.get(entry.kind):
            found[kind] += [form for form in forms if code == "en" or " " not in form]
    found["city"] = list(_cities(code))
    return found


def _cities(code: str) -> Iterator[str]:
    for row in read_sections("", "cities.txt")[""]:
        written = [
            name for name in row if name.isascii() == (code == "en") and (code == "en" or " " not in name)
        ]
        yield from written[:1]


@cache
def _given(code: str) -> Mapping[str | None, Sequence[str]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for entry in shipped().entries:
        if entry.kind is ActorKind.PERSON:
            for form in entry.names.get(code, ())[:1]:
                if len(words := form.split()) == 2:
                    found[gender(tuple(words))].append(words[0])
                    found[None].append(words[0])
    return found
