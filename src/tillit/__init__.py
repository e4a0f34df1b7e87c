"""Tillit runs what an association does with people, and keeps its word about their data."""

__version__ = "0.1.0"
