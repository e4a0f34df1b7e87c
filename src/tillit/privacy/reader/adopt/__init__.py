"""From a statement that was read to the draft of a register that makes it true."""

from tillit.privacy.reader.adopt.adoption import Adoption
from tillit.privacy.reader.adopt.draft import draft
from tillit.privacy.reader.adopt.facts import Fact, Facts, facts
from tillit.privacy.reader.adopt.naming import named

__all__ = ["Adoption", "Fact", "Facts", "draft", "facts", "named"]
