"""Search keys: what is indexed of a text, and what is asked of the index."""

from __future__ import annotations

import re

from onrecord.languages import CODES, language
from onrecord.romanisation import fold

Term = list[list[str]]
"""Alternatives, each a list of key words that must follow one another."""

_SHORTEST_FORM = 3
_DECLINED = re.compile(r"[a-z\u0400-\u04ff'’-]{1,80}", re.IGNORECASE)
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_QUERY_PART = re.compile(r'"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|(\S+)')


def key_words(text: str) -> list[str]:
    """The words of ``text`` as search keys."""
    return _WORD.findall(fold(text).lower())


def search_key(text: str) -> str:
    """The words of a name or a text as one search key, a single space between them."""
    return " ".join(key_words(text))


def query_terms(query: str) -> list[Term]:
    """What a user typed, as a list of terms, each with the forms of which one must stand in a text.

    A word stands for itself and for the bare forms that it may be declined from. Words in quotation marks
    are one term, as written; anything else but letters and digits is passed over.
    """
    terms = []
    for *quoted, word in _QUERY_PART.findall(query):
        forms = _bare_forms(word) if word else ["".join(quoted)]
        keys = dict.fromkeys(tuple(key_words(form)) for form in forms)
        if term := [list(key) for key in keys if key]:
            terms.append(term)
    return terms


def match_expression(terms: list[Term]) -> str:
    """The full-text query for texts in which every term stands in a form; the last word of it may go on.

    Forms are quoted, so that nothing in them is syntax: key words hold letters and digits only.
    """
    return " AND ".join("(" + " OR ".join(f'"{" ".join(form)}"*' for form in term) + ")" for term in terms)


def _bare_forms(word: str) -> list[str]:
    """The word and what it may be declined from; a form so short that it begins a thousand words is none."""
    bare = _BARE.search(word)
    if bare is None or _DECLINED.fullmatch(bare[0]) is None:
        return [word]
    candidates = (form for code in CODES for form in _nominatives(code, bare[0]))
    return [word, *(form for form in candidates if len(form) >= _SHORTEST_FORM)]


def _nominatives(code: str, word: str) -> tuple[str, ...]:
    known = language(code)
    return known.nominatives(word) if known else ()
