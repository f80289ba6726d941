"""The version of the program, of the library, and of what stands in ``method`` of every statement."""

VERSION = "0.3.0"
