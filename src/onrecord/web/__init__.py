"""The reading pages: HTML for people, over one record."""

from onrecord.web.site import HEADERS, error_page, pages

__all__ = ["HEADERS", "error_page", "pages"]
