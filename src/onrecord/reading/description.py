"""What a document does not state of itself, read from its text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import urlsplit

from onrecord.reading.boilerplate import find_boilerplate
from onrecord.reading.dates import to_iso
from onrecord.reading.heading import read_heading
from onrecord.reading.language_code import language_code
from onrecord.reading.language_identification import UNDETERMINED, identify_language
from onrecord.records import Document


def describe(document: Document) -> Document:
    """The document with what its text says of itself, from its language to its boilerplate.

    What is stated already stays, but for a ``language`` that is no BCP 47 code and a ``published`` that is no
    date: these count as not stated, and what is understood is brought to its standard form. An empty ``id``
    becomes the SHA-256 of the text. ``text`` is never changed. Of a stated address the outlet is its host; an
    address that the text gives (``Source: …``) may be of the original, so it tells no outlet.
    """
    language = language_code(document.language)
    if language in {None, UNDETERMINED}:
        language = identify_language(document.text)
    heading = read_heading(document.text, language)
    found = find_boilerplate(document.text).union(heading.spans)
    return replace(
        document,
        id=document.id or text_id(document.text),
        language=language,
        title=document.title or heading.title,
        url=document.url or heading.url,
        outlet=document.outlet or _host(document.url) or heading.outlet,
        authors=document.authors or heading.authors,
        published=to_iso(document.published or "") or heading.published,
        boilerplate=document.boilerplate or tuple(sorted(found)),
    )


def text_id(text: str) -> str:
    """The SHA-256 of the text's UTF-8, in hexadecimal: the id of a document that has none of its own."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
