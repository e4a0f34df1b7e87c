"""Is the ledger whole? Every commitment, link, number and account is worked out anew.

An entry changed, moved, added or taken out is found, and named: the first one at which the sums no
longer agree. Content that was redacted by the rules leaves the chain whole. What the witness
outside the database has seen has to be there still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tillit.privacy.ledger import witness
from tillit.privacy.ledger.chain import bears_out
from tillit.privacy.ledger.commitment import Sums, written_at
from tillit.privacy.ledger.entries import bears_its_sum, is_listed_as_it_says, is_salt
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

COLUMNS = (
    "pk", "sequence", "kind", "subject", "actor", "content", "salt", "commitment", "created_at",
    "chain", "redacted_at",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong: a code, the number of the entry it was found at, its row.

    ``moment``: when an entry was written that has no number, ISO, UTC. ``witness``: the identifier
    of an organisation that is not there.
    """

    what: str
    sequence: int | None = None
    row: int | None = None
    moment: str = ""
    witness: str = ""

    def __str__(self) -> str:
        return _(FAULTS[self.what]) % {
            "sequence": self.sequence,
            "row": self.row,
            "moment": self.moment,
            "witness": self.witness,
        }


FAULTS = {
    "content": gettext_noop(
        "Entry %(sequence)s (row %(row)s) says something else than when it was written."
    ),
    "columns": gettext_noop(
        "Entry %(sequence)s (row %(row)s) is listed under another person or actor than it names."
    ),
    "missing": gettext_noop("Entry %(sequence)s is missing."),
    "link": gettext_noop(
        "Entry %(sequence)s (row %(row)s) does not follow from the one before it: "
        "its type, time or order was changed."
    ),
    "tail": gettext_noop("The chain should go on to entry %(sequence)s, but ends before it."),
    "beyond": gettext_noop("Entry %(sequence)s (row %(row)s) is beyond the end of the chain."),
    "head": gettext_noop(
        "The end of the chain is not that of entry %(sequence)s: the head was changed."
    ),
    "emptied": gettext_noop("Entry %(sequence)s (row %(row)s) was emptied, but not by the rules."),
    "unaccounted": gettext_noop(
        "Entries were emptied without account; the last one is entry %(sequence)s (row %(row)s)."
    ),
    "refilled": gettext_noop(
        "Fewer entries are empty than were emptied by the rules: what they said of persons was "
        "put back, or the count was changed."
    ),
    "twice": gettext_noop("Entry %(sequence)s (row %(row)s) is a copy of an earlier one."),
    "unlinked": gettext_noop(
        "An entry written %(moment)s is missing: it was taken out before it was linked."
    ),
    "cut": gettext_noop(
        "The chain went on to entry %(sequence)s, and no longer does: entries were taken out, or "
        "a backup was put back."
    ),
    "unseen": gettext_noop(
        "What was noted of the log outside the database is missing or altered, so nothing shows "
        "that no entry was taken out at the end."
    ),
    "key": gettext_noop(
        "The log was kept with another key than the one in use now, so its sums cannot be worked "
        "out. Put the earlier privacy key back."
    ),
    "orphan": gettext_noop(
        "There is a witness of a log that is not there: the organisation %(witness)s was taken out "
        "of the database, or got another identifier."
    ),
    "before": gettext_noop("Entry %(sequence)s is no longer the one that was verified before."),
}


@dataclass(frozen=True)
class Verdict:
    """What a verification found. ``head``: the chain value of the last entry looked at."""

    entries: int
    head: str
    waiting: int
    redacted: int
    fault: Fault | None = None

    @property
    def is_whole(self) -> bool:
        return self.fault is None


@dataclass(frozen=True)
class Point:
    """A place in the chain that was found good before."""

    sequence: int
    chain: str


OnProgress = Callable[[int], None]


def verify(
    organisation: Organisation, *, since: Point | None = None, on_progress: OnProgress | None = None
) -> Verdict:
    """Verify the whole ledger, or what came after a point found good before.

    Reads entry by entry, so a ledger of any length takes little memory; one transaction, so that
    what is written meanwhile disturbs nothing.
    """
    # Read first: what is written and linked from now on, the witness need not have seen.
    seen = witness.testimony(organisation)
    with transaction.atomic():
        return _Verification(
            organisation, since, seen, on_progress or (lambda _number: None)
        ).verdict()


class _Verification:
    def __init__(
        self,
        organisation: Organisation,
        since: Point | None,
        seen: witness.Testimony,
        on_progress: OnProgress,
    ) -> None:
        self.organisation = organisation
        self.sums = Sums(organisation)
        self.seen = seen
        self.entries = LedgerEntry.objects.filter(organisation=organisation)
        # Locked: nothing is chained or redacted while the sums are made.
        self.head = (
            LedgerHead.objects.select_for_update().filter(organisation=organisation).first()
        ) or LedgerHead(organisation=organisation, key=self.sums.key)
        self.since = since
        self.on_progress = on_progress
        self.sequence = since.sequence if since else 0
        self.value = since.chain if since else self.sums.genesis

    def verdict(self) -> Verdict:
        fault = self._fault()
        return Verdict(
            entries=self.sequence,
            head=self.value,
            waiting=self.entries.filter(sequence=None).count(),
            redacted=self.head.redacted,
            fault=fault,
        )

    def _fault(self) -> Fault | None:
        checks = (self._key, self._point, self._chained, self._end, self._waiting,
                  self._redactions, self._copies, self._witnessed)  # fmt: skip
        for check in checks:
            for fault in check():
                return fault
        return None

    def _key(self) -> Iterator[Fault]:
        if self.head.key != self.sums.key:
            yield Fault("key")

    def _point(self) -> Iterator[Fault]:
        """The entry found good before is still there, with the same link."""
        if self.since is None or not self.since.sequence:
            return
        kept = self.entries.filter(sequence=self.since.sequence, chain=self.since.chain)
        if not kept.exists():
            yield Fault("before", self.since.sequence)

    def _chained(self) -> Iterator[Fault]:
        chained = self.entries.filter(sequence__gt=self.sequence).order_by("sequence")
        for entry in _rows(chained):
            expected = self.sequence + 1
            if entry["sequence"] != expected:
                yield Fault("missing", expected)
            if expected > self.head.sequence:
                yield Fault("beyond", expected, entry["pk"])
            yield from self._own_faults(entry)
            value = self.sums.link(
                self.value,
                expected,
                entry["kind"],
                written_at(entry["created_at"]),
                entry["commitment"],
            )
            if value != entry["chain"]:
                yield Fault("link", expected, entry["pk"])
            self.sequence, self.value = expected, value
            if expected % 10_000 == 0:
                self.on_progress(expected)

    def _end(self) -> Iterator[Fault]:
        if self.sequence < self.head.sequence:
            yield Fault("tail", self.head.sequence)
        if self.sequence and self.value != self.head.chain:
            yield Fault("head", self.sequence)

    def _waiting(self) -> Iterator[Fault]:
        for entry in _rows(self.entries.filter(sequence=None).order_by("pk")):
            yield from self._own_faults(entry)

    def _redactions(self) -> Iterator[Fault]:
        """As many entries are empty as the head accounts for and the ledger itself tells of.

        Each empty one has a sum of its own, so that none can take the place of another.
        """
        emptied = self.entries.exclude(redacted_at=None)
        told = sum(
            (content or {}).get("count", 0)
            for content in self.entries.filter(kind="redacted").values_list("content", flat=True)
        )
        if not emptied.count() == self.head.redacted == told:
            last = emptied.order_by("-redacted_at", "-pk").first()
            refilled = emptied.count() < told
            place = (last.sequence, last.pk) if last and not refilled else (None, None)
            yield Fault("refilled" if refilled else "unaccounted", *place)

    def _copies(self) -> Iterator[Fault]:
        """No entry is there twice; looked at when the whole ledger is."""
        if self.since is not None:
            return
        made = self.entries.order_by().values("kind", "created_at", "commitment")
        twice = made.annotate(copies=Count("pk"), row=Max("pk"), at=Max("sequence"))
        for copy in twice.filter(copies__gt=1).order_by("row")[:1]:
            yield Fault("twice", copy["at"], copy["row"])

    def _witnessed(self) -> Iterator[Fault]:
        """All that was seen from outside the database is in it."""
        if not bears_out(self.organisation, self.seen):
            yield Fault("cut", self.seen.sequence) if self.seen.sequence else Fault("unseen")
        for note in witness.missing(self.organisation, self.seen.notes)[:1]:
            yield Fault("unlinked", moment=note.created_at)

    def _own_faults(self, entry: dict[str, Any]) -> Iterator[Fault]:
        """What is wrong with an entry looked at alone."""
        place = entry["sequence"], entry["pk"]
        content = entry["content"]
        if entry["redacted_at"] is not None:
            by_the_rules = entry["salt"] == self.sums.redacted(entry["commitment"])
            if not by_the_rules or content is not None or entry["subject"] or entry["actor"]:
                yield Fault("emptied", *place)
        elif not isinstance(content, dict) or not is_salt(entry["salt"]):
            yield Fault("emptied", *place)
        elif not bears_its_sum(self.sums, entry):
            yield Fault("content", *place)
        elif not is_listed_as_it_says(entry):
            yield Fault("columns", *place)


def _rows(entries: QuerySet[LedgerEntry]) -> Iterator[dict[str, Any]]:
    yield from entries.values(*COLUMNS).iterator(chunk_size=2000)


def of_nobody() -> list[Fault]:
    """Logs that went with the organisation they were of: only their witness is left."""
    return [Fault("orphan", witness=name) for name in witness.orphans()]


def end_of_chain(organisation: Organisation) -> Point:
    """The end of the chain now, to verify from the next time."""
    head = LedgerHead.objects.filter(organisation=organisation).first()
    return Point(head.sequence, head.chain) if head else Point(0, "")
