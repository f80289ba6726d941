"""Trains the tagger; stopped at any time, it goes on from its last checkpoint."""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.model import Shape, Tagger
from training.prepare import NONE, OUTSIDE, Prepared
from training.settings import TRAIN, WORK
from training.vocabulary import PAD
from training.windows import ROOM, pack, window

_SEED = 20_240_101
_IGNORED = -100  # cross_entropy's default
_LINK_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is to be learnt; `links` are (content start, source, cue) by position in it."""

    ids: list[int]
    labels: list[int]
    links: list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int
    share: float
    repeat: int
    pieces: int
    rate: float
    head_rate: float


def examples(document: Prepared, first_room: int) -> list[Example]:
    """The windows of a document. What a content points to outside its window is not learnt from."""
    labels = [label for unit in document["labels"] for label in unit]
    made = []
    for run in pack([len(unit) for unit in document["ids"]], first_room):
        view = window(document["ids"], run)
        at = {place: i for i, place in enumerate(view.places) if place >= 0}
        at[NONE] = 0
        made.append(
            Example(
                view.ids,
                [labels[place] if place >= 0 else OUTSIDE for place in view.places],
                [
                    (at[start], at.get(source, _IGNORED), at.get(cue, _IGNORED))
                    for start, source, cue in document["links"]
                    if start in at
                ],
            )
        )
    return made


def epoch(corpora: dict[str, list[Prepared]], schedule: Schedule, number: int) -> list[list[Example]]:
    """The batches of an epoch: a share of PolNeAR, the small sets repeatedly, each time cut elsewhere."""
    draw = random.Random(_SEED + number)
    drawn = []
    for name, documents in corpora.items():
        english = name == "polnear"
        for _ in range(1 if english else schedule.repeat):
            whole = not english or schedule.share == 1
            for document in (
                documents if whole else draw.sample(documents, round(schedule.share * len(documents)))
            ):
                drawn += examples(document, draw.randint(ROOM // 4, ROOM))
    drawn.sort(key=lambda example: len(example.ids) + draw.uniform(0, 12))
    batches: list[list[Example]] = [[]]
    for example in drawn:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.ids) > schedule.pieces:
            batches.append([])
        batches[-1].append(example)
    draw.shuffle(batches)
    return batches


def _padded(rows: list[list[int]], value: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])


def loss(tagger: Tagger, batch: list[Example]) -> Tensor:
    """Cross entropy of the labels of word starts, and of the links among word starts."""
    ids = _padded([example.ids for example in batch], PAD)
    labels = _padded([example.labels for example in batch], OUTSIDE)
    with torch.autocast("cpu", torch.bfloat16):
        emissions, links = tagger(ids, ids != PAD)
    total = functional.cross_entropy(emissions.float().flatten(0, 1), labels.flatten(), ignore_index=OUTSIDE)
    rows = [(i, *link) for i, example in enumerate(batch) for link in example.links]
    if not rows:
        return total
    which, start, *targets = torch.tensor(rows).T
    allowed = labels != OUTSIDE
    allowed[:, 0] = True
    for kind, target in enumerate(targets):
        scores = links[which, kind, start].float().masked_fill(~allowed[which], -1e4)
        if (target != _IGNORED).any():
            total = total + _LINK_WEIGHT * functional.cross_entropy(scores, target)
    return total


def learnt(tagger: Tagger) -> dict[str, Tensor]:
    """The state without the frozen word embeddings."""
    return {name: value for name, value in tagger.state_dict().items() if "words" not in name}


def load(encoder: Path, state: Path | None = None) -> Tagger:
    """A tagger from the starting encoder, and from the checkpoint `state` where given."""
    start = torch.load(encoder)
    tagger = Tagger(Shape(len(start["state"]["words.weight"]), start["layers"]))
    tagger.encoder.load_state_dict(start["state"])
    if state is not None:
        tagger.load_state_dict(torch.load(state)["model"], strict=False)
    tagger.encoder.words.weight.requires_grad_(False)
    return tagger


def _optimiser(tagger: Tagger, schedule: Schedule) -> torch.optim.AdamW:
    """Heads learn ten times as fast; norms and biases are not decayed."""
    groups = []
    for heads in (False, True):
        for flat in (False, True):
            chosen = [
                weight
                for name, weight in tagger.named_parameters()
                if weight.requires_grad and name.startswith("encoder") != heads and (weight.ndim < 2) == flat
            ]
            rate = schedule.head_rate if heads else schedule.rate
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.0 if flat else 0.01})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def train(work: Path, name: str, schedule: Schedule, every: int, origin: Path | None) -> None:
    """Runs the schedule, writing a checkpoint after `every` steps and at the end."""
    corpora: dict[str, list[Prepared]] = {}
    for corpus in TRAIN:
        rows = (work / "prepared" / f"{corpus}.jsonl").read_text("utf-8").splitlines()
        corpora[corpus] = [json.loads(row) for row in rows]
    checkpoint = work / "checkpoints" / f"{name}.pt"
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    tagger = load(work / "encoder" / "encoder.pt", origin)
    optimiser = _optimiser(tagger, schedule)
    batches = [batch for number in range(schedule.epochs) for batch in epoch(corpora, schedule, number)]
    steps, warm = len(batches), max(1, round(0.06 * len(batches)))
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (steps - step) / max(1, steps - warm))
    )
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        tagger.load_state_dict(saved["model"], strict=False)
        optimiser.load_state_dict(saved["optimiser"])
        plan.load_state_dict(saved["plan"])
        torch.set_rng_state(saved["random"])
        done = saved["step"]
    weights = [weight for weight in tagger.parameters() if weight.requires_grad]
    tagger.train()
    began, seen, mean = time.monotonic(), 0, math.nan
    for step in range(done, steps):
        current = loss(tagger, batches[step])
        optimiser.zero_grad()
        current.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        plan.step()
        seen += sum(len(example.ids) for example in batches[step])
        mean = current.item() if math.isnan(mean) else 0.98 * mean + 0.02 * current.item()
        if (step + 1) % 50 == 0:
            rate = seen / (time.monotonic() - began)
            print(f"{step + 1}/{steps} loss {mean:.4f} {rate:.0f} pieces/s", flush=True)
        if (step + 1) % every == 0 or step + 1 == steps:
            partial = checkpoint.with_suffix(".partial")
            saved = {"model": learnt(tagger), "optimiser": optimiser.state_dict(), "plan": plan.state_dict()}
            torch.save(saved | {"random": torch.get_rng_state(), "step": step + 1, "steps": steps}, partial)
            partial.rename(checkpoint)


def main() -> None:
    """Trains, or goes on training, the run NAME."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="tagger", help="names the checkpoint; an existing one is resumed")
    parser.add_argument("--origin", type=Path, help="start from this finished checkpoint")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of PolNeAR in an epoch")
    parser.add_argument("--repeat", type=int, default=4, help="Kyrgyz and Russian this often in an epoch")
    parser.add_argument("--pieces", type=int, default=960, help="in a step")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--every", type=int, default=300, help="steps between checkpoints")
    given = parser.parse_args()
    schedule = Schedule(given.epochs, given.share, given.repeat, given.pieces, given.rate, given.head_rate)
    torch.set_num_threads(1)
    train(given.work, given.name, schedule, given.every, given.origin)


if __name__ == "__main__":
    main()
