from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

# How busy the machine is says nothing about the program.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _caches_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept for later runs goes elsewhere than into the folder of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield
