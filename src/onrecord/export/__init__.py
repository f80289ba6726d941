"""A record as JSON Lines, and back: one object a line, each with a ``type``.

First every ``actor``, then every ``document`` in the order of adding, each followed by its statements and its
positions, then every ``correction``: what users decided on who is who, and said of statements and positions.
Actors, statements and positions are those that were found, whatever was decided or corrected. Offsets are
half-open code-point offsets into the document's ``text``.
"""

from onrecord.export.restoring import import_lines
from onrecord.export.training import training_lines
from onrecord.export.writing import export_lines

__all__ = ["export_lines", "import_lines", "training_lines"]
