"""News texts about invented people in an invented country, as many as asked for, always the same.

``sentences/`` holds a file of sentences for each language and the syllables of its names. Names, towns and
figures are put together anew for each text, so that caches meet the open vocabulary that real news has.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

_SENTENCES = Path(__file__).parent / "sentences"
#: Sentences of a text; six are about 60 to 100 words.
SHORT = (6,)
#: From a news item to a long report, about 370 words in the mean; seven, so that each of the three languages
#: has every length.
REALISTIC = (6, 10, 15, 20, 30, 45, 80)


def write_corpus(path: Path, documents: int, lengths: Sequence[int] = SHORT) -> None:
    """Write objects of ``id``, ``text``, ``outlet`` and ``published``, languages and lengths in turn."""
    rng = random.Random(0)
    syllables = read_syllables()
    templates = {language: _lines(language) for language in syllables}
    languages = list(templates)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(documents):
            language = languages[number % len(languages)]
            row = {
                "id": f"synthetic-{number}",
                "text": _text(rng, templates[language], syllables[language], lengths[number % len(lengths)]),
                "outlet": f"Ak-Sai {number % 40}",
                "published": f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}",
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_syllables() -> dict[str, list[str]]:
    """The syllables of names by language; those in one place sound alike."""
    return {language: rest for language, *rest in map(str.split, _lines("syllables"))}


def _lines(name: str) -> list[str]:
    return (_SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _text(rng: random.Random, templates: list[str], syllables: list[str], sentences: int) -> str:
    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4))).capitalize()

    whole, rest = divmod(sentences, len(templates))
    shuffled = [sentence for _ in range(whole) for sentence in rng.sample(templates, len(templates))]
    return "\n\n".join(
        sentence.format(person=f"{word()} {word()}", town=word(), number=rng.randint(2, 9999))
        for sentence in [*shuffled, *rng.sample(templates, rest)]
    )
