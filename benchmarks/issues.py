"""How well issues are found in statements: those of the shipped pack, on the specimens' annotated positions.

``f1`` (with ``precision`` and ``recall``) is that of pairs of a statement and an issue, ``side_f1`` that of
triples with the side as well. A statement of the gold is about the issues on which its speaker, or somebody
whose stand it reports, has a position there. ``HOME`` says which issue of the pack a wording of the
annotation belongs to; positions on what no issue covers are left out, and so are those in narration, which
belong to no statement. The sentences that one speaker says one after the other, in one statement or several,
are read as one speech. A statement stands on each side that a sentence of it takes, and on neither only where
no sentence takes one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import CORPORA, read_rows
from onrecord.languages import language
from onrecord.positions.issue_reader import IssueReader
from onrecord.positions.issues import shipped_issues
from onrecord.records import Polarity, Span
from onrecord.tagging.segmentation import paragraphs, sentences

FACTS = "gold/seeds-facts.json"
STATEMENTS = "gold/statements-seeds.jsonl"

HOME: dict[str, tuple[str, int]] = {
    "support for Russia in the war": ("support-for-russia-in-the-war", 1),
    "neutrality": ("neutrality", 1),
    "cooperation with Russia": ("cooperation-with-russia", 1),
    "cooperation with Russia (banks)": ("cooperation-with-russia", 1),
    "cooperation with Kyrgyzstan": ("cooperation-with-russia", 1),
    "keeping ties with Russia": ("cooperation-with-russia", 1),
    "relations of Kyrgyzstan and Russia": ("cooperation-with-russia", 1),
    "Western sanctions": ("western-pressure-over-russia", 1),
    "Western pressure on Russia's partners": ("western-pressure-over-russia", 1),
    "Western claims against Kyrgyzstan": ("western-pressure-over-russia", 1),
    "the tutelage of the West": ("western-pressure-over-russia", 1),
    # Who denies to have evaded sanctions takes no stand on them.
    "trade in sanctioned goods": ("western-pressure-over-russia", 0),
    "US military base": ("foreign-military-base", 1),
    "multi-vector foreign policy": ("multi-vector-policy", 1),
    "foreign-funded NGOs": ("foreign-funded-ngos", 1),
    "Russian interference in Kyrgyz crisis": ("outside-interference", 1),
    "intervention by the CSTO": ("outside-interference", 1),
    "membership in the Eurasian Economic Union": ("eurasian-economic-union", 1),
    "unrest in Kyrgyzstan": ("protests-over-the-polls", 1),
    "peaceful settlement of the Kyrgyz crisis": ("protests-over-the-polls", -1),
    "outcome of the parliamentary polls": ("protests-over-the-polls", -1),
}
"""What the annotation calls an issue → the pack's issue; -1 where *for* there is *against* here, else 1."""


class Stands(NamedTuple):
    """The pairs (document, statement, issue) of a reading or of the gold, each with the sides taken."""

    pairs: dict[tuple[str, int, str], set[Polarity]]
    homeless: int = 0


def measure(corpora: Path = CORPORA) -> dict[str, float]:
    """Every figure, from 0 to 1, and two counts: pairs of the gold, and its positions that no issue covers.

    Empty where the texts are absent.
    """
    if not ((corpora / FACTS).exists() and (corpora / STATEMENTS).exists()):
        return {}
    gold, found = gold_stands(corpora), read_stands(corpora)
    precision, recall, f1 = _scores(set(found.pairs), set(gold.pairs))
    side_f1 = _scores(_sided(found), _sided(gold))[2]
    return {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "side_f1": side_f1,
        "gold_pairs": len(gold.pairs),
        "positions_without_issue": gold.homeless,
    }


def gold_stands(corpora: Path = CORPORA) -> Stands:
    """What the annotators saw, by the pack's issues."""
    documents: dict[str, Any] = json.loads((corpora / FACTS).read_text("utf-8"))
    pairs: dict[tuple[str, int, str], set[Polarity]] = {}
    homeless = 0
    for name, facts in documents.items():
        for position in facts.get("positions", ()):
            if position["target_kind"] != "issue" or not isinstance(position["statement"], int):
                continue
            if home := HOME.get(position["target"]):
                key, sign = home
                side = Polarity(sign * position["polarity"])
                pairs.setdefault((name, position["statement"], key), set()).add(side)
            else:
                homeless += 1
    return Stands(pairs, homeless)


def read_stands(corpora: Path = CORPORA) -> Stands:
    """What the reader finds in the statements' contents."""
    reader = IssueReader(shipped_issues())
    pairs: dict[tuple[str, int, str], set[Polarity]] = {}
    for document in read_rows(corpora / STATEMENTS):
        for _, speech in groupby(document["statements"], key=lambda statement: statement["speaker"]):
            said = [(each["id"], sentence) for each in speech for sentence in _sentences(document, each)]
            read = reader.read_speech((sentence for _, sentence in said), document["language"])
            for (number, _), stands in zip(said, read, strict=True):
                for stand in stands:
                    pairs.setdefault((document["id"], number, stand.issue), set()).add(stand.side)
    return Stands(pairs)


def _sentences(document: dict[str, Any], statement: dict[str, Any]) -> Iterator[str]:
    text = document["text"]
    known = language(document["language"])
    assert known is not None
    for start, end in statement["content"]:
        content = text[start:end]
        for line in paragraphs(content):
            for sentence in sentences(content, Span(*line), (), known.abbreviations):
                yield content[sentence.start : sentence.end]


def _sided(stands: Stands) -> set[tuple[str, int, str, Polarity]]:
    return {
        (*pair, side)
        for pair, sides in stands.pairs.items()
        for side in (sides - {Polarity.NEUTRAL} or sides)
    }


def _scores(found: set[Any], gold: set[Any]) -> tuple[float, float, float]:
    right = len(found & gold)
    precision = right / len(found) if found else 0.0
    recall = right / len(gold) if gold else 0.0
    return precision, recall, 2 * right / (len(found) + len(gold)) if found or gold else 0.0


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}  {figure:.4f}")
