"""Examples that say nearly what a sentence says, in the same words.

Words are compared by their beginning, which spares the endings, and count by how few examples hold them.
Sentences alike in topic are not alike in side, so only near repetitions count: what a user corrected, said
again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from onrecord.positions.issues import Issue
from onrecord.positions.labels import ATTITUDES

_WORD = re.compile(r"\w+")
_BEGINNING = 5  # letters
# The least cosine and the fewest words in common of a repetition: at 0.5 unrelated short sentences were some.
_ALIKE = 0.6
_SHARED = 3
# A word that so many examples hold tells nothing, and following it up would take long where users have many.
_COMMONEST = 200

_Vector = Mapping[str, float]


class Likeness:
    """The examples of issues, to be compared with sentences."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        examples = [(issue.key, each) for issue in issues for each in issue.examples]
        counted = [Counter(_beginnings(example.text)) for _, example in examples]
        self._texts = len(counted)
        self._holding = Counter(word for words in counted for word in words)
        self._examples = [(key, ATTITUDES.index(example.side)) for key, example in examples]
        self._with: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, words in enumerate(counted):
            for word, weight in self._vector(words).items():
                self._with[word].append((number, weight))

    def find(self, sentence: str) -> dict[str, tuple[float, float, float]]:
        """By issue, how near the nearest repetition of each side is, 0 to 1; none for issues without one."""
        nearness: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for word, weight in self._vector(Counter(_beginnings(sentence))).items():
            for number, other in self._with.get(word, ()):
                nearness[number] += weight * other
                shared[number] += 1
        found: dict[str, list[float]] = {}
        for number, cosine in nearness.items():
            if cosine >= _ALIKE and shared[number] >= _SHARED:
                key, side = self._examples[number]
                sides = found.setdefault(key, [0.0, 0.0, 0.0])
                sides[side] = max(sides[side], (cosine - _ALIKE) / (1 - _ALIKE))
        return {key: (sides[0], sides[1], sides[2]) for key, sides in found.items()}

    def _vector(self, words: Counter[str]) -> _Vector:
        weights = {
            word: count * math.log((1 + self._texts) / (0.5 + self._holding[word]))
            for word, count in words.items()
            if self._holding[word] <= _COMMONEST
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def _beginnings(text: str) -> list[str]:
    return [word[:_BEGINNING] for word in _WORD.findall(text.lower())]
