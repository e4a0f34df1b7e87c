"""What a draft has of each thing a statement says; what it has not is never left out in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.kernel.period import Period
from tillit.privacy.reader.adopt.adoption import quoted
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.making import GENERAL, Making
from tillit.privacy.reader.adopt.periods import CRITERION
from tillit.privacy.reader.adopt.places import BASES, FIELDS, UNPLACED
from tillit.privacy.reader.adopt.recipients import is_handler, is_us
from tillit.privacy.reader.claims import columns
from tillit.privacy.reader.reading import Claim


class Draft:
    """What came of a statement: the values in the register, and the sentences told of besides."""

    def __init__(self, making: Making) -> None:
        self.making = making
        points = making.notes.points
        self._origins = [point for point in points if point.kind == "origin"]

    def tells(self, claim: Claim) -> bool:
        """Whether it stands in the register, or is told of as what could not."""
        if claim.kind == "purpose" and columns.is_listed(claim.sentence):
            # That some of its data has no place does not say that the whole row has none.
            is_named = UNPLACED.get(claim.data, "other") != "other"
            if not (is_named and self.making.notes.is_told(claim.sentence)):
                return self.purpose(claim)
        return self.making.notes.is_told(claim.sentence) or KINDS[claim.kind](self, claim)

    def has(self, *ends: str, value: str | None = None, claim: Claim | None = None) -> bool:
        """Whether there is a value at a path that ends so: this one, from this claim's sentence."""
        sentence = quoted(claim.sentence) if claim is not None else None
        return any(
            point.path.endswith(ends)
            and value in (None, point.value)
            and sentence in (None, point.sentence)
            for point in self._origins
        )

    def purpose(self, claim: Claim) -> bool:
        return any(
            ".purposes." in point.path and point.value == claim.value for point in self._origins
        )

    def basis(self, claim: Claim) -> bool:
        """A purpose rests on it by this sentence, or by another on the same activity."""
        if claim.basis not in BASES or self.making.is_of_a_right(claim):
            return True
        basis = BASES[claim.basis].value
        if self.has(".basis", value=basis, claim=claim):
            return True
        scope = self.making.scope(claim)
        return any(
            point.path.endswith(".basis")
            and point.value == basis
            and (scope.everything or point.path.split(".")[1] in scope.activities)
            for point in self._origins
        )

    def retention(self, claim: Claim) -> bool:
        if claim.negated:
            return False
        if self.has(".period", ".clocks", claim=claim):
            return True
        if claim.period == CRITERION:
            return claim.data in GENERAL
        scope, said = self.making.scope(claim), in_one_form(claim.period)
        return any(
            point.path.endswith(".period")
            and point.value == said
            and scope.covers(point.path.split(".")[1])
            for point in self._origins
        )

    def party(self, claim: Claim) -> bool:
        """By its name, by a name that stands for it there, or as the suppliers that are named."""
        document, value = self.making.document, claim.value.strip().lower()
        if not value or is_us(self.making, claim):
            return True
        if claim.kind == "recipient" and is_handler(value):
            return bool(document["processors"])
        known = supplier(claim.value)
        names = {
            party["name"].lower()
            for part in ("recipients", "processors")
            for one in document[part]
            for party in (one, *one.get("sub_processors", ()))
        }
        if {value, known.name.lower() if known else value} & names:
            return True
        return claim.kind == "recipient" and any(
            point.path.startswith(("recipients.", "processors."))
            and point.sentence == quoted(claim.sentence)
            for point in self._origins
        )

    def source(self, claim: Claim) -> bool:
        if not claim.value or claim.sentence.text.endswith(":"):
            return True
        if claim.value == "cookies":
            return "web" in self.making.notes.codes_unplaced()
        return any(claim.value in entry["sources"] for entry in self.making.entries()) and (
            self.has(".sources")
        )

    def deadline(self, claim: Claim) -> bool:
        if claim.what != "answer" or not claim.period:
            return claim.what == "answer"
        first = next(
            one for one in self.making.reading.of("deadline") if one.what == "answer" and one.period
        )
        return claim.period == first.period

    def field(self, claim: Claim) -> bool:
        return any(self.has(f".fields.{field}") for field in FIELDS.get(claim.value, ()))

    def published(self, claim: Claim) -> bool:
        return any(self.has(".published", value=field) for field in FIELDS.get(claim.value, ()))

    def special(self, _claim: Claim) -> bool:
        return "needs" in self.making.notes.codes_unplaced()

    def transfer(self, claim: Claim) -> bool:
        document = self.making.document
        if claim.basis:
            return self.has(".transfer", value=claim.basis)
        return any(
            not in_eea(code, clock.today())
            for part in ("recipients", "processors")
            for one in document[part]
            for code in one["countries"]
        )


def in_one_form(period: str) -> str:
    """A period as the register writes it: twelve months are a year."""
    try:
        return str(Period.parse(period))
    except ValueError:
        return period


# What of each kind of claim counts as told.
KINDS: Final[dict[str, Callable[[Draft, Claim], bool]]] = {
    "purpose": Draft.purpose,
    "basis": Draft.basis,
    "retention": Draft.retention,
    "recipient": Draft.party,
    "supplier": Draft.party,
    "source": Draft.source,
    "deadline": Draft.deadline,
    "field": Draft.field,
    "published": Draft.published,
    "special": Draft.special,
    "transfer": Draft.transfer,
}
# By what it is told of, when nothing of it stands in the draft.
CODES: Final = {
    "purpose": "purpose",
    "basis": "basis",
    "retention": "period",
    "recipient": "recipient",
    "supplier": "recipient",
    "source": "source",
    "deadline": "deadline",
    "published": "published",
    "special": "needs",
    "transfer": "transfer_said",
}
