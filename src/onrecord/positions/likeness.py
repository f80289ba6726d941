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
        held = Counter(word for words in counted for word in words)
        self._new = math.log((1 + len(counted)) / 0.5)
        self._weights = {
            word: math.log((1 + len(counted)) / (0.5 + texts)) if texts <= _COMMONEST else 0.0
            for word, texts in held.items()
        }
        self._examples = [
            (key, ATTITUDES.index(example.side), self._vector(words))
            for (key, example), words in zip(examples, counted, strict=True)
        ]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, vector) in enumerate(self._examples):
            for word in vector:
                self._with[word].append(number)

    def find(self, sentence: str) -> dict[str, tuple[float, float, float]]:
        """By issue, how near the nearest repetition of each side is, 0 to 1; none for issues without one."""
        vector = self._vector(Counter(_beginnings(sentence)))
        found: dict[str, list[float]] = {}
        for number in self._near(vector):
            key, side, other = self._examples[number]
            shared = [weight * other[word] for word, weight in vector.items() if word in other]
            cosine = sum(shared)
            if cosine >= _ALIKE and len(shared) >= _SHARED:
                sides = found.setdefault(key, [0.0, 0.0, 0.0])
                sides[side] = max(sides[side], (cosine - _ALIKE) / (1 - _ALIKE))
        return {key: (sides[0], sides[1], sides[2]) for key, sides in found.items()}

    def _near(self, vector: _Vector) -> set[int]:
        """The examples that can be alike: those that share more than a sentence's least weighty words."""
        near: set[int] = set()
        left = 1.0
        for word, weight in sorted(vector.items(), key=lambda pair: -pair[1]):
            if left < _ALIKE * _ALIKE:  # the square of the greatest cosine that the words from here on make
                break
            near.update(self._with.get(word, ()))
            left -= weight * weight
        return near

    def _vector(self, words: Counter[str]) -> _Vector:
        weights = {
            word: count * weight
            for word, count in words.items()
            if (weight := self._weights.get(word, self._new))
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def _beginnings(text: str) -> list[str]:
    return [word[:_BEGINNING] for word in _WORD.findall(text.lower())]
