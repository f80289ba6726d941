"""Search keys: what is indexed of a text, and what is asked of the index."""

from __future__ import annotations

import re

from onrecord.romanisation import fold

_WORD = re.compile(r"[^\W_]+")
_QUERY_PART = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|(\S+)')


def key_words(text: str) -> list[str]:
    """The words of ``text`` as search keys."""
    return _WORD.findall(fold(text).lower())


def name_key(name: str) -> str:
    """The words of a name as one search key, a single space between them."""
    return " ".join(key_words(name))


def query_terms(query: str) -> list[list[str]]:
    """What a user typed, as a list of terms, each a list of key words that must follow one another.

    Words in quotation marks are one term; anything else but letters and digits is passed over.
    """
    parts = ("".join(filter(None, groups)) for groups in _QUERY_PART.findall(query))
    return [term for part in parts if (term := key_words(part))]


def match_expression(terms: list[list[str]]) -> str:
    """The full-text query for texts in which every term stands; the last word of a term may go on.

    Terms are quoted, so that nothing in them is syntax: key words hold letters and digits only.
    """
    return " AND ".join(f'"{" ".join(term)}"*' for term in terms)
