"""Whole addresses of an organisation's pages."""

from tillit.privacy.addresses import address, path

__all__ = ["address", "path"]
