"""The weighted mean of checkpoints that began as one another.

Learning something new forgets a part of the old; between the weights before and after lie some that know both
(Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

from collections.abc import Mapping
from pathlib import Path

from training import checkpoints
from training.model import Tagger

SHARES = {"adapted": 0.62, "joined": 0.28, "student": 0.1}
"""Of what ships. The student knows no names: its heads for these do not count."""
_OF_NAMES = ("names", "evidence")


def averaged(work: Path, shares: Mapping[str, float]) -> Tagger:
    """The tagger of so large shares of some checkpoints."""
    states = {name: checkpoints.load(work, name).state_dict() for name in shares}
    tagger = checkpoints.load(work, next(iter(shares)))
    mean = {}
    for key in tagger.state_dict():
        knowing = {
            name: shares[name] for name in shares if name != "student" or not key.startswith(_OF_NAMES)
        }
        total = sum(knowing.values())
        mean[key] = sum(states[name][key] * (share / total) for name, share in knowing.items())
    tagger.load_state_dict(mean)
    return tagger
