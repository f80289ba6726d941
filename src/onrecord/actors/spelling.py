"""Whether two written words are one name: by known correspondences of spelling, never by mere likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import heappop, heappush

from onrecord.languages.lexicon import read_sections
from onrecord.romanisation import fold_word, romanise, table, without_accents

_CYRILLIC = re.compile(r"[а-яёѐ-ӿ]", re.IGNORECASE)
# Letters that are spelt in more ways than the letter that they fold to.
_KEPT = "эңөşšçčćžý"
_LOSS = 0.1
_LONGEST_WORD = 40
#: By its first letter: what stands on one side, on the other, and the cost.
Correspondences = dict[str, list[tuple[str, str, int]]]


@lru_cache(maxsize=50_000)
def same_word(a: str, b: str, *, foreign: bool = False) -> float:
    """How surely two bare words are spellings of one name: 0 where nothing explains the difference, to 1.

    Case endings are no matter of spelling and are to be taken off before. ``foreign`` admits what Latin
    letters stand for in other languages, between words of two scripts: Trump, Трамп.
    """
    if fold_word(a) == fold_word(b):
        return 1.0
    if max(len(a), len(b)) > _LONGEST_WORD:
        return 0.0
    shorter = min(len(a), len(b))
    costs = [_cost(_romanised(a), _romanised(b), _variants(), max(1, shorter // 3))]
    if foreign and is_cyrillic(a) != is_cyrillic(b):
        latin, cyrillic = (b, a) if is_cyrillic(a) else (a, b)
        written = f"^{without_accents(latin.casefold(), _KEPT)}$"
        costs.append(_cost(written, _romanised(cyrillic), _latin(), 1 + shorter // 2))
    found = [cost for cost in costs if cost is not None]
    return 1.0 - _LOSS * min(found) if found else 0.0


def is_cyrillic(word: str) -> bool:
    """Whether any letter of a word is Cyrillic."""
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=50_000)
def _romanised(word: str) -> str:
    return f"^{romanise(word, _KEPT)}$"


def _cost(a: str, b: str, known: Correspondences, most: int) -> int | None:
    """The cheapest way from ``a`` to ``b`` by correspondences, ``None`` where none costs at most ``most``.

    A doubled letter counts once.
    """
    costs = {(0, 0): 0}
    # By what lies behind, so that a place is left only when the cheapest way to it is known.
    pending = [(0, 0, 0)]
    while pending:
        behind, i, j = heappop(pending)
        if i == len(a) and j == len(b):
            return costs[i, j]
        for here, there, price in _steps(a, b, i, j, known):
            place, cost = (i + here, j + there), costs[i, j] + price
            if cost <= most and cost < costs.get(place, most + 1):
                if place not in costs:
                    heappush(pending, (behind + here + there, *place))
                costs[place] = cost
    return None


def _steps(a: str, b: str, i: int, j: int, known: Correspondences) -> Iterator[tuple[int, int, int]]:
    """How far in ``a`` and in ``b`` each next step leads, and its price."""
    if 0 < i < len(a) and a[i] == a[i - 1]:
        yield 1, 0, 0
    if 0 < j < len(b) and b[j] == b[j - 1]:
        yield 0, 1, 0
    if i < len(a):
        if j < len(b) and a[i] == b[j]:
            yield 1, 1, 0
        for here, there, price in known.get(a[i], ()):
            if a.startswith(here, i) and b.startswith(there, j):
                yield len(here), len(there), price


@cache
def _variants() -> Correspondences:
    known: Correspondences = defaultdict(list)
    for section, price in (("letters", 0), ("variants", 1)):
        for here, there in _pairs(section):
            known[here[0]].append((here, there, price))
            known[there[0]].append((there, here, price))
    return dict(known)


@cache
def _latin() -> Correspondences:
    known: Correspondences = defaultdict(list)
    for here, there in table().items():
        if not is_cyrillic(here):
            known[here[0]].append((here, there, 0))
    for here, there in _pairs("letters"):
        known[there[0]].append((there, here, 0))
        known[here[0]].append((here, there, 0))
    for here, there in _pairs("Latin"):
        known[here[0]].append((here, there, 1))
    return dict(known)


def _pairs(section: str) -> list[tuple[str, str]]:
    rows = read_sections("", "spellings.txt")[section]
    pairs = (columns[0].partition("~") for columns in rows)
    return [(here.strip(), there.strip()) for here, _, there in pairs]
