"""What a statement is made from, with the look-ups all its sections need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tillit.privacy.declare import ActivityType, Basis, Declarations
from tillit.privacy.register.schema import ActivityEntry, PurposeEntry, Register, Words, words
from tillit.privacy.statement import wording


@dataclass(frozen=True)
class Material:
    """The register, the declarations, the language and the day."""

    register: Register
    declarations: Declarations
    language: str
    on: dt.date

    def say(self, text: Words | None) -> str:
        """The organisation's own words as a sentence, in the language or the nearest there is."""
        return wording.sentence(words(text, self.language))

    def phrase(self, text: Words | None) -> str:
        """The organisation's own words to stand within a sentence of ours: without a stop."""
        return " ".join(words(text, self.language).split()).rstrip(".")

    def activities(self) -> Iterator[tuple[ActivityType, ActivityEntry]]:
        """What is switched on, in the order a statement tells of it."""
        for declared in self.declarations.in_order():
            if entry := self.register.activity(declared.key):
                yield declared, entry

    def purposes(self) -> Iterator[tuple[ActivityType, PurposeEntry]]:
        """Every purpose of every activity that is on."""
        for declared, entry in self.activities():
            for purpose in entry.purposes:
                yield declared, purpose

    def rests_on(self, *bases: Basis) -> bool:
        """Claims that some purpose has one of these legal bases."""
        return any(purpose.basis in bases for _, purpose in self.purposes())

    def postal_address(self) -> str:
        """The controller's postal address on one line; empty when the register has none."""
        controller = self.register.controller
        place = " ".join(part for part in (controller.postal_code, controller.city) if part)
        return ", ".join(part for part in (controller.address, place) if part)
