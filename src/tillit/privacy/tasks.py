"""All scheduled work of the privacy app, a room per idea."""

from tillit.privacy.gate import tasks as gate

__all__ = ["gate"]
