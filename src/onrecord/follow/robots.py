"""What a robots.txt asks of onrecord."""

from __future__ import annotations

from protego import Protego

_AGENT = "onrecord"
_LONGEST_DELAY_S = 86_400.0


class Robots:
    """A robots.txt, read."""

    def __init__(self, written: str) -> None:
        self._rules = Protego.parse(written)

    def allows(self, url: str) -> bool:
        """Whether the page may be fetched."""
        return self._rules.can_fetch(url, _AGENT)

    @property
    def delay(self) -> float:
        """The seconds that it wants between two requests, a day at most."""
        delay = self._rules.crawl_delay(_AGENT) or 0.0
        return min(delay, _LONGEST_DELAY_S) if delay > 0 else 0.0
