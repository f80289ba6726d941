"""Russian articles whose names have changed places with others of the same kind and grammatical form.

A Russian name bends in each of its words, so new ones are not built but taken from other annotated articles:
any name whose words have, one by one, the same case, number and gender by their first reading.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pymorphy3

from training.names import Named

_KEPT = frozenset(("unsure", "place"))
_SHARE = 0.8  # of the names are replaced, the others show what goes with what

Form = tuple[str, ...]
Pool = Mapping[Form, Sequence[str]]
"""Names by kind and grammatical form."""


def pool(articles: Iterable[tuple[str, Sequence[Named]]]) -> Pool:
    """The names of annotated articles, each once for a form."""
    found: dict[Form, dict[str, None]] = defaultdict(dict)
    for text, names in articles:
        for name in names:
            written = text[name.start : name.end]
            found[_form(written, name.kind)][written] = None
    return {form: tuple(names) for form, names in found.items()}


def swapped(text: str, names: Sequence[Named], others: Pool, draw: random.Random) -> tuple[str, list[Named]]:
    """An article and its names, most being replaced; a name does not lie in another."""
    parts: list[str] = []
    found: list[Named] = []
    last = length = 0
    for name in sorted(names):
        if name.start < last:
            continue
        new = old = text[name.start : name.end]
        if name.kind not in _KEPT and draw.random() < _SHARE:
            new = draw.choice(others[_form(old, name.kind)])
        before = text[last : name.start]
        start = length + len(before)
        parts += [before, new]
        length = start + len(new)
        found.append(Named(start, length, name.kind))
        last = name.end
    return "".join([*parts, text[last:]]), found


def _form(name: str, kind: str) -> Form:
    return (kind, *map(_word_form, name.split()))


@cache
def _word_form(word: str) -> str:
    if not word[0].isalpha():
        return word
    tag = _reader().parse(word)[0].tag
    shape = "capitals" if word.isupper() else "capital" if word[0].isupper() else "small"
    return f"{shape} {tag.POS} {tag.case} {tag.number} {tag.gender}"


@cache
def _reader() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")
