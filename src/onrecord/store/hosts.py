"""Servers on the web: when they may be asked again, and what their robots.txt says."""

from __future__ import annotations

from datetime import datetime

from onrecord.store.database import Record
from onrecord.store.times import from_text, to_text


def host_ready(record: Record, host: str) -> datetime | None:
    """When the server may be asked again; ``None`` where it was never asked."""
    row = record.execute("SELECT ready FROM web_host WHERE host = ?", (host,)).fetchone()
    return from_text(row[0]) if row else None


def keep_ready(record: Record, host: str, ready: datetime) -> None:
    """That the server may not be asked before ``ready``."""
    record.execute(
        "INSERT INTO web_host (host, ready) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET ready = ?2",
        (host, to_text(ready)),
    )


def known_robots(record: Record, host: str, now: datetime) -> str | None:
    """The server's robots.txt, if it is known and holds ``now``."""
    row = record.execute(
        "SELECT robots FROM web_host WHERE host = ? AND robots_until > ?", (host, to_text(now))
    ).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def keep_robots(record: Record, host: str, robots: str, now: datetime, until: datetime) -> None:
    """That the server's robots.txt is ``robots``, and may be taken to be so ``until`` then.

    What is known of others and holds no longer is forgotten: a feed may link to any number of them.
    """
    record.execute("DELETE FROM web_host WHERE robots_until < ?1 AND ready < ?1", (to_text(now),))
    record.execute(
        "INSERT INTO web_host (host, ready, robots, robots_until) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (host) DO UPDATE SET robots = ?3, robots_until = ?4",
        (host, to_text(now), robots, to_text(until)),
    )
