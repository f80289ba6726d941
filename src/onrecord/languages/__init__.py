"""The languages that can be read, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from onrecord.languages.language import Language
from onrecord.languages.lexicon import Frame

__all__ = ["CODES", "Frame", "Language", "language"]

CODES = ("en", "ky", "ru")


def language(code: str) -> Language | None:
    """The language with this BCP 47 code, whatever its region, or ``None`` where nothing is known of it."""
    primary = code.partition("-")[0]
    return _loaded(primary) if primary in CODES else None


@cache
def _loaded(code: str) -> Language:
    load: Callable[[], Language] = import_module(f"onrecord.languages.{code}").language
    return load()
