"""The articles that statements or positions are cited from, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from onrecord.export.addresses import web_address
from onrecord.export.dates import iso_date
from onrecord.export.documents import Item, by_document
from onrecord.export.lists import json_list
from onrecord.store import Record

_KEY_DIGITS = 12
# A backslash hides no brace from BibTeX, which counts them.
_ESCAPED = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "%": r"\%", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Names of babel, the LaTeX package.
_LANGUAGES = {"en": "{english}", "ru": "{russian}", "ky": "{kirghiz}"}


class _Article(NamedTuple):
    key: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str


def bibtex(record: Record, found: Iterable[Item]) -> Iterator[str]:
    """An entry for each article, in UTF-8."""
    return map(_entry, _articles(record, found))


def csl(record: Record, found: Iterable[Item]) -> Iterator[str]:
    """An array of items of CSL-JSON, in parts."""
    return json_list(map(_item, _articles(record, found)))


def _articles(record: Record, found: Iterable[Item]) -> Iterator[_Article]:
    for exported in by_document(record, found):
        label, document = exported.label, exported.recorded.document
        yield _Article(
            key=f"onrecord-{exported.recorded.text_sha256[:_KEY_DIGITS]}",
            title=_blank(label.title),
            outlet=_blank(label.outlet),
            authors=tuple(filter(None, map(_blank, document.authors))),
            published=iso_date(label.published),
            url=web_address(label.url),
            language=label.language,
        )


def _entry(article: _Article) -> str:
    year, month, day = (*(article.published or "").split("-"), "", "")[:3]
    fields = {
        "title": _braced(article.title or "Without a headline"),
        # Braced each, so that a name is neither parted nor turned round.
        "author": "{" + " and ".join(map(_braced, article.authors)) + "}" if article.authors else "",
        "journal": _braced(article.outlet) if article.outlet else "",
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": str(int(day)) if day else "",
        "url": f"{{{article.url}}}" if article.url else "",
        "langid": _LANGUAGES.get(article.language.partition("-")[0], ""),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@article{{{article.key},\n{lines}}}\n\n"


def _item(article: _Article) -> dict[str, Any]:
    given: dict[str, Any] = {
        "title": article.title,
        "container-title": article.outlet,
        "author": [{"literal": author} for author in article.authors],
        "issued": article.published
        and {"date-parts": [[int(part) for part in article.published.split("-")]]},
        "URL": article.url,
        "language": article.language,
    }
    kept = {name: value for name, value in given.items() if value}
    return {"id": article.key, "type": "article-newspaper", **kept}


def _braced(words: str) -> str:
    return "{" + words.translate(_ESCAPED) + "}"


def _blank(words: str | None) -> str | None:
    """The words on one line; ``None`` where there are none."""
    return (_BLANK.sub(" ", words).strip() or None) if words else None
