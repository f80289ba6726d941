"""From raw corpora to the model folder of the attribution tagger: see docs/training.md."""
