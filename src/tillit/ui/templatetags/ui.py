"""The tags and filters that every template has without loading them."""

from __future__ import annotations

from tillit.ui.parts import actions, content, feedback, filters, lists, structure
from tillit.ui.parts.library import register

__all__ = ["actions", "content", "feedback", "filters", "lists", "register", "structure"]
