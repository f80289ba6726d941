"""A saved search as an Atom feed."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onrecord.follow.addresses import web_address
from onrecord.follow.findings import Finding, finding_of, headline_of, plain, source_of, words_of
from onrecord.store import Record, find_search, matches
from onrecord.version import VERSION

_ATOM = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 50


def atom_feed(record: Record, name: str, site: str | None = None) -> bytes:
    """The latest fifty that the search saved as ``name`` has found, as an Atom feed (RFC 4287) in UTF-8.

    ``site`` is the address of the pages of this record, if they are served (``https://record.example/``):
    entries then lead there, else to the article. An entry's id stays when its article gets a new version.

    Raises:
        NotFoundError: no search is saved so.
    """
    search = find_search(record, name)
    findings = [finding_of(match) for match in matches(record, search, _MOST_ENTRIES)]
    feed = Element("feed", xmlns=_ATOM)
    _add(feed, "id", f"urn:uuid:{search.id}")
    _add(feed, "title", f"onrecord: {search.name}")
    saved = search.saved.isoformat(timespec="seconds")
    _add(feed, "updated", max([saved, *(finding.found for finding in findings)]))
    _add(_add(feed, "author"), "name", "onrecord")
    _add(feed, "generator", "onrecord", version=VERSION)
    if site is not None:
        _add(feed, "link", rel="self", href=f"{_folder(site)}feeds/{quote(search.name)}.atom")
    for finding in findings:
        _add_entry(feed, finding, site)
    indent(feed)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: Element, finding: Finding, site: str | None) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:uuid:{finding.id}")
    _add(entry, "title", headline_of(finding))
    _add(entry, "updated", finding.found)
    if published := _moment(finding.published):
        _add(entry, "published", published)
    url = web_address(finding.url or "")
    article = str(url) if url else None
    if site is not None:
        _add(entry, "link", rel="alternate", href=_page(site, finding))
        if article:
            _add(entry, "link", rel="via", href=article)
    elif article:
        _add(entry, "link", rel="alternate", href=article)
    _add(entry, "content", _content(finding), type="html")


def _moment(published: str | None) -> str | None:
    """The date as Atom wants it, with its time; ``None`` where it is not that precise, if only to the day."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _content(finding: Finding) -> str:
    parts = (
        f"<blockquote>{escape(words_of(finding))}</blockquote>",
        f"<p>{escape(plain(finding.title))}</p>" if finding.title else "",
        f"<p>{escape(source_of(finding))}</p>",
    )
    return "".join(parts)


def _page(site: str, finding: Finding) -> str:
    if finding.type == "position":
        return f"{_folder(site)}positions/{quote(finding.subject, safe='')}"
    document, statement = quote(finding.document, safe=""), quote(finding.subject, safe="")
    return f"{_folder(site)}statements/{document}/{statement}"


def _folder(site: str) -> str:
    return site if site.endswith("/") else f"{site}/"


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    added = SubElement(parent, name, attributes)
    added.text = text
    return added
