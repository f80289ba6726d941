"""What the API answers over, and whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onrecord.access import Tokens


@dataclass(frozen=True, slots=True)
class Settings:
    """How the API was started.

    Without ``tokens`` nothing can be written. ``open_reading`` tells whether one may read without a token;
    ``origins`` are sites whose pages may ask from a browser, such as ``https://news.example``.
    """

    record: Path
    tokens: Tokens | None = None
    open_reading: bool = True
    origins: tuple[str, ...] = ()
