"""Reads an existing privacy statement: what it says, what is missing, out of date, vague or in
conflict, each with the sentence it rests on. No network, no model: rules and lists, kept as data.
"""

from tillit.privacy.reader.read import read
from tillit.privacy.reader.reading import ITEMS, Claim, Finding, Reading, Verdict
from tillit.privacy.reader.sources import NotReadable

__all__ = ["ITEMS", "Claim", "Finding", "NotReadable", "Reading", "Verdict", "read"]
