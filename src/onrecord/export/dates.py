"""Dates of publication as other formats take them."""

from __future__ import annotations

import re

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|T)")


def iso_date(published: str | None) -> str | None:
    """The year, month or day; ``None`` where the date is open or uncertain (EDTF) or there is none."""
    match = _ISO.match(published) if published else None
    return match[0] if match else None
