"""A dossier of a person or of an issue: one HTML file to read, to print and to check."""

from onrecord.export.dossier.gathering import dossier_of_actor, dossier_of_issue
from onrecord.export.dossier.page import LANGUAGES, page

__all__ = ["LANGUAGES", "dossier_of_actor", "dossier_of_issue", "page"]
