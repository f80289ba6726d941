"""How often two written names are rightly taken for one actor's, on annotated pairs.

``f1`` is that of "same" (:func:`onrecord.same_name` of at least 0.5, its kind and both languages given) over
all pairs, ``persons_f1``, ``organisations_f1`` and ``countries_f1`` over those of one kind.
``persons_without_catalogue_f1`` compares the same pairs of persons by their spelling alone, as for persons
whom no catalogue holds. ``worst_class`` is the lowest accuracy of any class of pairs. Left out are two
classes that only the text around a name can decide: a family name alone, a body without its country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.corpora import CORPORA, read_rows
from onrecord import same_name
from onrecord.actors.same_person import same_person_name

PAIRS = "gold/name-pairs-dev.jsonl"
NEED_CONTEXT = frozenset(("surname_only", "org_default_country"))
KINDS = {"person": "persons", "organisation": "organisations", "country": "countries"}
_SAME = 0.5
Row = dict[str, Any]


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure, from 0 to 1; empty where the pairs are absent."""
    if not (corpora / PAIRS).exists():
        return {}
    pairs = [row for row in read_rows(corpora / PAIRS) if row["class"] not in NEED_CONTEXT]
    said = [(row, _same_name(row)) for row in pairs]
    persons = [(row, _by_spelling(row)) for row in pairs if row["kind"] == "person"]
    figures = {"f1": f1(said), "persons_without_catalogue_f1": f1(persons)}
    for kind, name in KINDS.items():
        figures[f"{name}_f1"] = f1((row, same) for row, same in said if row["kind"] == kind)
    return figures | {"worst_class": min(class_accuracies(said).values())}


def f1(judged: Iterable[tuple[Row, bool]]) -> float:
    """F1 of "same" over pairs with what was said of them."""
    right = said = true = 0
    for row, same in judged:
        right += same and row["same"]
        said += same
        true += row["same"]
    return 2 * right / (said + true) if said + true else 0.0


def class_accuracies(judged: Iterable[tuple[Row, bool]]) -> dict[str, float]:
    """The share of pairs judged rightly, by class; each class is all one actor or all two."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row, same in judged:
        right[row["class"]].append(same == row["same"])
    return {name: sum(each) / len(each) for name, each in right.items()}


def _same_name(row: Row) -> bool:
    return _compared(same_name, row, kind=row["kind"])


def _by_spelling(row: Row) -> bool:
    return _compared(same_person_name, row)


def _compared(compare: Callable[..., float], row: Row, **more: str) -> bool:
    return compare(row["a"], row["b"], a_language=row["a_lang"], b_language=row["b_lang"], **more) >= _SAME


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}  {figure:.4f}")
