"""A dossier as one HTML file, without scripts and without anything from elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.export.addresses import web_address
from onrecord.export.dossier.gathering import NOT_SETTLED, Dossier
from onrecord.export.rows import GAP, offsets
from onrecord.store.rows import RecordedPosition
from onrecord.version import VERSION
from onrecord.wire.recorded import SIDES

LANGUAGES = ("en", "ky", "ru")
"""In which a dossier's own words can be written; what it quotes stays as it was printed."""

# What HTML does not allow, and what would reorder a line; one sign for one, so that offsets stay true.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SIGNS = {"for": "+", "neutral": "0", "against": "−"}


class Evidence(NamedTuple):
    """The words that show a position, and what stands before and after them in their statement."""

    before: str
    words: str
    after: str


def page(dossier: Dossier, language: str, made: str) -> Iterator[str]:
    """The page, in parts; ``language`` is one of :data:`LANGUAGES`, ``made`` when it was made."""
    template = _environment().get_template("dossier.html")
    return template.generate(
        dossier=dossier, say=_catalogue()[language], language=language, made=made, version=VERSION
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.export.dossier", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every value, before it is escaped.
        finalize=_printable,
    )
    environment.filters |= {"offsets": offsets, "joined": GAP.join, "address": web_address}
    environment.globals |= {
        "evidence": evidence,
        "sides": SIDES,
        "signs": _SIGNS,
        "not_settled": NOT_SETTLED,
    }
    return environment


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    text = files("onrecord.export.dossier").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def evidence(recorded: RecordedPosition) -> Evidence:
    """The evidence in its statement, or alone where it stands in none or in several pieces."""
    words, statement = recorded.words["evidence"], GAP.join(recorded.words["statement"])
    joined = GAP.join(words)
    before, found, after = statement.partition(joined)
    return Evidence(before, joined, after) if found else Evidence("", joined, "")


def _printable(value: object) -> object:
    # What a macro has made is written already.
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNPRINTABLE.sub("\ufffd", value)
