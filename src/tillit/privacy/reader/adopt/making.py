"""What is at hand while a draft is made: the statement, the register so far, and what was noted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from tillit.privacy.declare import Basis, Declarations
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.adopt.adoption import Notes
from tillit.privacy.reader.adopt.facts import Facts
from tillit.privacy.reader.adopt.places import (
    ACTIVITIES,
    ALL_PLACES,
    APART,
    ELSEWHERE,
    PASSING,
    PLACES,
    UNPLACED,
)
from tillit.privacy.reader.adopt.where import Places
from tillit.privacy.reader.claims import columns
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.register import profiles
from tillit.privacy.register.schema import OrganisationKind

GENERAL: Final = ("", "general")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which activities something is about. ``everything``: the statement says it of all it does."""

    activities: tuple[str, ...] = ()
    everything: bool = False
    sure: bool = True

    def covers(self, activity: str) -> bool:
        """Whether it is about this activity."""
        return self.everything or activity in self.activities


@dataclass
class Making:
    """A draft in the making. ``document``: the register so far, as plain values."""

    reading: Reading
    about: About
    facts: Facts
    kind: OrganisationKind
    document: Document
    notes: Notes
    declared: Declarations
    library: list[Document] = field(default_factory=list)
    # Names that are recipients, and so no suppliers.
    named_recipients: set[str] = field(default_factory=set)

    @cached_property
    def where(self) -> Places:
        """What is said of each supplier alone."""
        return Places(self.reading, self.about)

    def on(self) -> list[str]:
        """The activities that are switched on, besides those the program itself needs."""
        return [entry["activity"] for entry in self.entries()]

    def entries(self) -> list[Document]:
        """Their entries."""
        return [
            entry
            for entry in self.document["activities"]
            if not self.declared.activities[entry["activity"]].always_on
        ]

    def entry(self, activity: str) -> Document | None:
        """The entry of an activity, any of them."""
        return next(
            (one for one in self.document["activities"] if one["activity"] == activity), None
        )

    def ready(self, activity: str) -> list[Document]:
        """The entries the ready registers have for an activity, the nearest kind's first."""
        return [
            entry
            for register in self.library
            for entry in register["activities"]
            if entry["activity"] == activity
        ]

    def sources(self) -> dict[str, Document]:
        """Every source of data there are words for: the ready registers', the nearest kind's
        first, and those of ``texts.toml``."""
        known = {
            source["key"]: source
            for register in reversed(self.library)
            for source in register["sources"]
        }
        return known | {
            key: {"key": key, "name": name, "public": False}
            for key, name in texts()["source"].items()
        }

    def ready_purpose(
        self, activity: str, purpose: str, basis: Basis | None = None
    ) -> Document | None:
        """A purpose as the nearest ready register has it that rests it on ``basis``."""
        return next(
            (
                dict(one)
                for entry in self.ready(activity)
                for one in entry["purposes"]
                if one["purpose"] == purpose and basis in (None, one["basis"])
            ),
            None,
        )

    def is_of_a_right(self, claim: Claim) -> bool:
        """Whether its sentence gives a right: a ground is only spoken of there, as what the right
        goes with."""
        return any(one.sentence is claim.sentence for one in self.reading.of("right"))

    def scope(self, claim: Claim) -> Scope:
        """Which activities a claim is about.

        A period is about the kind of data it was read with. All else is first about what the
        statement speaks of where it stands, then about the kind of data it was read with.
        """
        is_row = columns.is_listed(claim.sentence) and claim.data not in GENERAL
        return self._of_row(claim) if is_row else self._of_text(claim)

    def _of_text(self, claim: Claim) -> Scope:
        own = self.about.topics_of(claim.sentence)
        # What it names itself goes before what its heading, or the sentence before, is about.
        under = claim.sentence.under
        is_named = (
            bool(own & UNPLACED.keys())
            or (claim.kind != "basis" and not own & frozenset(ACTIVITIES))
            or (under is not None and claim.data in self.about.topics_of(under))
        )
        is_apart = claim.kind == "basis" and claim.data in APART
        if is_apart or (claim.data in ELSEWHERE and is_named):
            return Scope()
        if claim.kind != "retention":
            by_place = self._by_place(claim)
            if by_place is not None:
                return by_place
            # A sentence with the word for suppliers is seldom about contacts there.
            if claim.data == "suppliers":
                return Scope(everything=True, sure=False)
        if claim.data in PLACES:
            on = [
                activity
                for activity, _rule in PLACES[claim.data]
                if self.entry(activity) is not None
            ]
            return Scope(tuple(on if claim.data in ALL_PLACES else self._one(on, claim)))
        if claim.data in UNPLACED and is_named:
            return Scope()
        return self._by_place(claim) or Scope(everything=True, sure=False)

    def _of_row(self, claim: Claim) -> Scope:
        """A row of a table of purposes is about what it was read to be of, else about what its
        label speaks of, and nothing else."""
        label = self.about.label_of(claim.sentence)
        named = [one for one, _rule in PLACES.get(claim.data, ())]
        if claim.data == "other":
            named = [one for one in ACTIVITIES if one in label]
        on = [one for one in named if self.entry(one) is not None]
        return Scope(tuple(sorted(on, key=lambda one: one not in label)[:1]))

    def _by_place(self, claim: Claim) -> Scope | None:
        """By the topics of the sentence, its lead, its label and its headings; None: by none."""
        is_list = claim.kind in ("field", "source", "published")
        places = self.about.scope(claim.sentence, label_first=is_list)
        meant = {activity for activity, _rule in PLACES.get(claim.data, ())}
        # Where it was read as well as named goes first.
        places.sort(key=lambda topics: not topics & meant)
        return self.first_of(places)

    def first_of(self, places: Iterable[frozenset[str]]) -> Scope | None:
        """The activities, or what is no activity, that is spoken of first; None: none is."""
        for topics in places:
            topics = self._as_kept(topics)
            on = [one for one in ACTIVITIES if one in topics and self.entry(one) is not None]
            if on or topics & set(ACTIVITIES):
                return Scope(tuple(on))
            if topics & UNPLACED.keys() - PASSING:
                return Scope()
        return None

    def _as_kept(self, topics: frozenset[str]) -> frozenset[str]:
        """With the activity that holds what is spoken of: those advised are customers, and where
        only companies are members, members are the contacts there."""
        if "cases" in topics and self.kind == "regional-development":
            topics |= {"customers"}
        if "membership" in topics and self.entry("membership") is None:
            topics |= {"company_contacts"} if self.entry("company_contacts") else frozenset()
        return topics

    def _one(self, on: list[str], claim: Claim) -> list[str]:
        """Of the places a kind of data can have, the one the sentence speaks of, else the first."""
        for topics in self.about.scope(claim.sentence):
            spoken_of = [activity for activity in on if activity in topics]
            if spoken_of:
                # A member company's contact is spoken of with the word for members too.
                return [min(spoken_of, key=lambda activity: activity != "company_contacts")]
        return on[:1]


def library(kind: OrganisationKind) -> list[Document]:
    """The ready registers without their invented parties, this kind's first."""
    kinds = [kind, *(other for other in profiles.KINDS if other != kind)]
    return [profiles.start(each, name="", email="").model_dump(mode="json") for each in kinds]


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Texts in three languages for what a statement has in one."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))
