"""Codes of languages as others write them."""

from __future__ import annotations

import re
from functools import cache

# Language, script, region, variants: "zh-Hant-TW". Underscores are those of POSIX locales.
_CODE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:[-_](?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE | re.ASCII,
)


def language_code(stated: str) -> str | None:
    """``stated`` as a BCP 47 code in its usual case (``en``, ``zh-Hant``); ``None`` where it is none."""
    match = _CODE.fullmatch(stated.strip())
    if match is None:
        return None
    language = _shortest_code(match["language"].lower())
    if language is None:
        return None
    script, region = (match["script"] or "").title(), (match["region"] or "").upper()
    variants = re.split("[-_]", match["variants"].lower())
    return "-".join(filter(None, (language, script, region, *variants)))


@cache
def _shortest_code(language: str) -> str | None:
    # Not needed to import the package.
    from babel import Locale  # noqa: PLC0415
    from babel.core import get_global  # noqa: PLC0415

    if language in Locale.parse("en").languages:
        return language
    # The codes of three letters that have one of two: "kir".
    alias = get_global("language_aliases").get(language)
    return str(alias).replace("_", "-") if alias else None
