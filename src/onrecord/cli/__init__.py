"""The command line."""

import sys

try:
    from onrecord.cli.program import main
except KeyboardInterrupt:
    # Ctrl-C while the program still loads ends it as it would a command.
    sys.exit(130)

__all__ = ["main"]
