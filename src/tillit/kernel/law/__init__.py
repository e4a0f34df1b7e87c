"""The rules the product follows, each with its source and date (promise C27).

Keys are the law and the place: ``gdpr-12-3`` is GDPR article 12(3), ``ekomloven-3-15`` is § 3-15.
"""

from __future__ import annotations

from datetime import date

from tillit.kernel.law.acts import Law, Source, cited_articles
from tillit.kernel.law.rules import SOURCES

__all__ = ["SOURCES", "Law", "Source", "cited_articles", "in_force", "source"]


def source(key: str) -> Source:
    """The rule with that key. Raises KeyError that names the key."""
    return SOURCES[key]


def in_force(day: date) -> list[Source]:
    """The rules in force that day."""
    return [rule for rule in SOURCES.values() if rule.in_force_from <= day]
