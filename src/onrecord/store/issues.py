"""Issues that positions are on, found by what a user calls them."""

from __future__ import annotations

import json

from onrecord.records import Target, TargetKind
from onrecord.store.database import Record
from onrecord.store.errors import NotFoundError, RecordError
from onrecord.store.naming import asked_terms, begun_by

_MOST_LISTED = 12


def asked_issues(record: Record, name: str | None) -> str | None:
    """The keys of the issues that a user asks for, as a JSON list; ``None`` for any target.

    ``name`` is the key of one, or words that each begin a word of what documents' analyses called it, in
    either script.

    Raises:
        NotFoundError: no position is on such an issue; the message lists issues that there are.
        RecordError: the name has no letter or digit.
    """
    if name is None:
        return None
    if record.execute("SELECT 1 FROM position WHERE issue = ?", (name,)).fetchone():
        return json.dumps([name])
    bears = begun_by(asked_terms(name))
    known = record.execute("SELECT DISTINCT issue, issue_key FROM position WHERE issue IS NOT NULL")
    found = sorted({issue for issue, key in known if bears(key)})
    if not found:
        raise NotFoundError(f"No position is on an issue that goes by {name!r}. {_told(record)}")
    return json.dumps(found)


def find_issue(record: Record, name: str) -> Target:
    """The one issue that goes by this key or name, by its latest name.

    Raises:
        NotFoundError: no position is on such an issue.
        RecordError: several are, or the name has no letter or digit.
    """
    keys = json.loads(asked_issues(record, name) or "[]")
    if len(keys) > 1:
        raise RecordError(f"{name!r} can be several issues; name one by its key: {', '.join(keys)}")
    return Target(TargetKind.ISSUE, *record.execute(_LATEST, (keys[0],)).fetchone())


def _told(record: Record) -> str:
    most = record.execute(_MOST, {"limit": _MOST_LISTED}).fetchall()
    if not most:
        return "There are none on issues in this record; for actors ask with --target."
    return f"Those most spoken of: {'; '.join(f'{issue} ({name})' for issue, name in most)}."


_LATEST = "SELECT issue, issue_name FROM position WHERE issue = ? ORDER BY number DESC LIMIT 1"

_MOST = """
SELECT issue, issue_name FROM (
    -- Beside max() SQLite takes the name from the row that has it.
    SELECT issue, issue_name, max(number), count(*) AS positions
    FROM position WHERE issue IS NOT NULL GROUP BY issue
)
ORDER BY positions DESC, issue LIMIT :limit
"""
