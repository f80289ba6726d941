"""Looking at what is watched: which articles it lists, and reading them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from onrecord.follow.addresses import host_of, web_address
from onrecord.follow.patience import back_off
from onrecord.follow.web import NotNowError, RefusedError, Wanted, Web
from onrecord.reading import Source, Unreadable, describe, read_sources, readable_files
from onrecord.reading.decoding import MAX_DOCUMENT_BYTES
from onrecord.reading.feeds import Feed, FeedItem, read_listing
from onrecord.reading.unreadable import ReadingError
from onrecord.reading.web import read_fetched
from onrecord.records import Document
from onrecord.store import (
    Listed,
    Listing,
    Record,
    RecordError,
    SqlError,
    Waiting,
    Watched,
    WatchedKind,
    note_failure,
    note_listing,
    note_unchanged,
)

_FEED_BYTES = 10_000_000
_LONGEST_REST = timedelta(days=1)
_LEFT_ALONE = timedelta(hours=1)
# A file that was written to a moment ago may be written to still.
_STILL_WRITTEN = timedelta(seconds=2)


def look_at(record: Record, web: Web, source: Watched) -> tuple[int, str | None]:
    """Note what a feed or folder lists: how many articles are new, and what went wrong, if something did."""
    now = datetime.now(UTC)
    later = _again(source, failures=source.failures + 1)
    try:
        listing = _listed_files(source) if source.kind is WatchedKind.FOLDER else _asked(web, source)
    except NotNowError as error:
        return _failed(record, source, str(error), max(later, error.until or later))
    except RefusedError as error:
        return _failed(record, source, str(error), None if error.gone else later)
    except (RecordError, SqlError):
        raise
    except Exception as error:
        # What a server sends may be wrong in ways that nobody foresaw; the others are still looked at.
        return _failed(record, source, _told(error), later)
    if listing is None:
        note_unchanged(record, source, now, _again(source))
        return 0, None
    return note_listing(record, source, listing, now), None


class Arrival(NamedTuple):
    """A document that was read, and a note on how where that was not as it should be."""

    source: Source
    note: str | None = None


def read_waiting(web: Web, waiting: Waiting, *, last_time: bool) -> Iterator[Arrival]:
    """The documents of an article that is to be read, or why it cannot be.

    Where its page cannot be had, what the feed itself carries is read.

    Raises:
        NotNowError: its page cannot be had now, and it is not the ``last_time`` to try.
    """
    if waiting.watched.kind is WatchedKind.FOLDER:
        yield from map(Arrival, read_sources([waiting.item]))
    else:
        yield _article(web, waiting, last_time=last_time)


def _article(web: Web, waiting: Waiting, *, last_time: bool) -> Arrival:
    carried = waiting.carried or Document(id="", text="")
    try:
        return Arrival(Source(_from_page(web, waiting, carried) or _as_carried(carried)))
    except NotNowError as error:
        if not last_time:
            raise
        return _instead(waiting, carried, str(error))
    except (RecordError, SqlError):
        raise
    except Exception as error:
        # As above: it would stand in the way of all others for ever.
        return _instead(waiting, carried, _told(error))


def _asked(web: Web, source: Watched) -> Listing | None:
    """What the feed lists now; ``None`` where nothing has changed."""
    stated = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    headers = {name: value for name, value in stated.items() if value}
    wanted = Wanted(source.address, _FEED_BYTES, _named(source), source.manner.private, headers)
    answer = web.feed(wanted)
    if answer.unchanged:
        return None
    feed = read_listing(answer.body, answer.url)
    now = datetime.now(UTC)
    return Listing(
        items=tuple(_listed(item, source, now) for item in feed.items),
        title=feed.title,
        etag=answer.etag,
        last_modified=answer.last_modified,
        due=_again(source, feed),
        again_after=_LEFT_ALONE,
    )


def _told(error: Exception) -> str:
    is_foreseen = isinstance(error, (ReadingError, RefusedError))
    return str(error) if is_foreseen else f"cannot be read ({type(error).__name__}: {error})"


def _listed(item: FeedItem, source: Watched, now: datetime) -> Listed:
    url = web_address(item.document.url or "") if source.manner.pages else None
    return Listed(item.key, item.stamp, host_of(url) if url else None, item.document, now)


def _listed_files(source: Watched) -> Listing:
    folder = Path(source.address)
    if not folder.is_dir():
        raise ReadingError("is no folder, or cannot be read now")
    files = [path for path in readable_files(folder) if isinstance(path, Path)]
    items = tuple(listed for path in files if (listed := _listed_file(path)))
    return Listing(items, None, None, None, due=_again(source), again_after=timedelta())


def _listed_file(path: Path) -> Listed | None:
    try:
        status = path.stat()
        name = os.fsencode(path).decode()
    except (OSError, UnicodeDecodeError):
        return None
    written = datetime.fromtimestamp(status.st_mtime, UTC)
    return Listed(name, f"{status.st_mtime_ns} {status.st_size}", None, None, written + _STILL_WRITTEN)


def _from_page(web: Web, waiting: Waiting, carried: Document) -> Document | None:
    """The article of the page that the feed links to, if it is to be read from there."""
    source, url = waiting.watched, carried.url
    if not source.manner.pages or not url or web_address(url) is None:
        return None
    answer = web.page(Wanted(url, MAX_DOCUMENT_BYTES, _named(source), source.manner.private))
    document = read_fetched(answer.body, answer.url)
    # What the page does not state the feed may.
    return replace(
        document,
        title=document.title or carried.title,
        authors=document.authors or carried.authors,
        published=document.published or carried.published,
    )


def _as_carried(carried: Document) -> Document:
    if not carried.text:
        raise ReadingError("has no text in the feed, and no page to read")
    return describe(carried)


def _instead(waiting: Waiting, carried: Document, problem: str) -> Arrival:
    place = carried.url or waiting.item
    if carried.text:
        note = f"{place} {problem}; read was what the feed carries"
        return Arrival(Source(describe(carried)), note)
    return Arrival(Source(Unreadable(place, f"{place} {problem}.")))


def _named(source: Watched) -> str | None:
    url = web_address(source.address)
    return host_of(url) if url else None


def _again(source: Watched, feed: Feed | None = None, *, failures: int = 0) -> datetime:
    """When to look again: somewhat by chance, so that not all are looked at together."""
    every = timedelta(seconds=source.manner.every)
    if failures:
        wait = max(every, back_off(failures, every, _LONGEST_REST))
    else:
        wait = max(every, min(timedelta(seconds=feed.rest or 0), _LONGEST_REST) if feed else every)
        wait *= random.uniform(1.0, 1.05)
    return datetime.now(UTC) + wait


def _failed(record: Record, source: Watched, problem: str, due: datetime | None) -> tuple[int, str | None]:
    note_failure(record, source, problem, datetime.now(UTC), due)
    return 0, problem
