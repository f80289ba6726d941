"""How teacher and student are trained: optimiser, rates, steps, checkpoints."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor

from training import checkpoints, prepare
from training.batches import Example, epoch
from training.model import Tagger

_EVERY = 200  # steps between checkpoints
_SHOWN = 50  # steps between lines of progress
_MEMORY = 0.98  # of the running means that are shown

Losses = dict[str, Tensor]
"""The terms of a loss, weighted: it is their sum."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Of learning, at their highest: the encoder's, the heads', and the share of steps spent warming up."""

    body: float
    heads: float
    warm_up: float

    def at(self, step: int, steps: int) -> float:
        """What the rates are multiplied by: up linearly, then linearly down."""
        warm = max(1, round(self.warm_up * steps))
        return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


@dataclass(frozen=True, slots=True)
class Course:
    """What is gone over: how often each corpus is held by an epoch, how many there are, pieces in a step."""

    times: Mapping[str, float]
    epochs: int
    pieces: int
    rates: Rates
    seed: int


def teach(work: Path, name: str, course: Course, loss: Callable[[Tagger, list[Example]], Losses]) -> None:
    """Trains a tagger over the starting encoder by a course, on one thread, or goes on."""
    torch.set_num_threads(1)
    torch.manual_seed(course.seed)
    tagger = checkpoints.fresh(work)
    corpora = {corpus: prepare.read(work, corpus) for corpus in course.times}
    batches = [
        batch
        for number in range(course.epochs)
        for batch in epoch(corpora, course.times, course.pieces, course.seed + number)
    ]
    learn(tagger, batches, len(batches), lambda batch: loss(tagger, batch), course.rates, (work, name))


def _optimiser(tagger: Tagger, rates: Rates) -> torch.optim.AdamW:
    """Norms and biases are not decayed."""
    groups = []
    for heads in (False, True):
        for flat in (False, True):
            chosen = [
                weight
                for name, weight in tagger.named_parameters()
                if weight.requires_grad and name.startswith("encoder") != heads and (weight.ndim < 2) == flat
            ]
            rate = rates.heads if heads else rates.body
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.0 if flat else 0.01})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def learn(
    tagger: Tagger,
    batches: Iterable[list[Example]],
    steps: int,
    loss: Callable[[list[Example]], Losses],
    rates: Rates,
    checkpoint: tuple[Path, str],
) -> None:
    """Takes so many steps over `batches`; goes on from the checkpoint (work folder, run) where there is one.

    Batches must come in the same order each time.
    """
    optimiser = _optimiser(tagger, rates)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rates.at(step, steps))
    done, before = _restored(tagger, optimiser, plan, steps, checkpoint)
    weights = [weight for weight in tagger.parameters() if weight.requires_grad]
    tagger.train()
    progress = _Progress(steps)
    for step, batch in enumerate(islice(batches, done, steps), done + 1):
        terms = loss(batch)
        optimiser.zero_grad()
        sum(terms.values(), torch.zeros(())).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        plan.step()
        progress.add(step, batch, terms)
        if step % _EVERY == 0 or step == steps:
            checkpoints.save(
                *checkpoint,
                tagger,
                optimiser=optimiser.state_dict(),
                plan=plan.state_dict(),
                random=torch.get_rng_state(),
                step=step,
                steps=steps,
                seconds=before + progress.seconds,
            )


def _restored(
    tagger: Tagger,
    optimiser: torch.optim.Optimizer,
    plan: torch.optim.lr_scheduler.LRScheduler,
    steps: int,
    checkpoint: tuple[Path, str],
) -> tuple[int, float]:
    """Steps done and seconds spent so far, everything being set as the checkpoint, if any, left it."""
    file = checkpoints.path(*checkpoint)
    if not file.exists():
        return 0, 0.0
    saved = checkpoints.read(*checkpoint)
    if saved["steps"] != steps:
        raise SystemExit(
            f"{file} is of a run of {saved['steps']} steps, not {steps}: remove it to begin anew"
        )
    print(f"{file}: {saved['step']} of {steps} steps are done", flush=True)
    tagger.load_state_dict(saved["model"], strict=False)
    optimiser.load_state_dict(saved["optimiser"])
    plan.load_state_dict(saved["plan"])
    torch.set_rng_state(saved["random"])
    return saved["step"], saved["seconds"]


class _Progress:
    """What the terminal shows: step, running means of the loss's terms, speed."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._began = time.monotonic()
        self._pieces = 0
        self._means: dict[str, float] = {}

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def add(self, step: int, batch: list[Example], terms: Losses) -> None:
        self._pieces += sum(len(example.pieces) for example in batch)
        for name, term in terms.items():
            now = term.item()
            self._means[name] = _MEMORY * self._means.get(name, now) + (1 - _MEMORY) * now
        if step % _SHOWN == 0 or step == self._steps:
            terms_shown = " ".join(f"{name} {mean:.4f}" for name, mean in self._means.items())
            speed = self._pieces / self.seconds
            print(f"{step}/{self._steps} {terms_shown} {speed:.0f} pieces/s", flush=True)
