"""What the evidence page measures of the register of persons."""

from tillit.people.probes.openings import Openings
from tillit.people.probes.sources import Sources

__all__ = ["Openings", "Sources"]
