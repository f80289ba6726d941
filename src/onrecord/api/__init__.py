"""The record over HTTP, for programs."""

from onrecord.api.application import application
from onrecord.api.front import PREFIX
from onrecord.api.settings import Settings

__all__ = ["PREFIX", "Settings", "application"]
