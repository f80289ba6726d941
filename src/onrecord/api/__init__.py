"""The record over HTTP, for programs."""

from onrecord.api.application import application
from onrecord.api.front import PREFIX, is_below_prefix
from onrecord.api.problems import problem_response
from onrecord.api.settings import Settings

__all__ = ["PREFIX", "Settings", "application", "is_below_prefix", "problem_response"]
