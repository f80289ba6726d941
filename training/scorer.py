"""The scorer that lies by the gold."""

import importlib.util
from types import ModuleType

from training.settings import CORPORA


def load_scorer() -> ModuleType:
    """``tools/score.py`` of the corpora; every measure is defined in its docstring."""
    spec = importlib.util.spec_from_file_location("score", CORPORA / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
