"""From when a period is counted: the clock that words such as “etter at saken er avsluttet”
name."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.patterns import Found, Span

# Something is over; what, only the data tells. And “afterwards”: after what, the data tells too.
OVER: Final = "over"
AFTERWARDS: Final = "afterwards"
CLOCKS: Final = {
    "clock_accounting_year": "accounting_year_ended",
    "clock_cancelled": "event_cancelled",
    "clock_last": "last_interaction",
    "clock_withdrawn": "withdrawn",
    "clock_expired": "expired",
    "clock_request": "request_closed",
    "clock_relation": "relation_ended",
    "clock_event": "event_ended",
    "clock_created": "row_created",
    "clock_review": "review_date",
    "clock_appointment": "request_closed",
    "clock_over": OVER,
}
# Whatever else is said, these are meant; of the others the one that is named first.
_DECIDES: Final = frozenset(
    ("clock_accounting_year", "clock_cancelled", "clock_last", "clock_withdrawn")
)
_LAST: Final = frozenset(("clock_review", "clock_over"))
# Of clocks that are met in the same words, the one further up is meant.
_ORDER: Final = {name: number for number, name in enumerate(CLOCKS)}
# These mean the visit to a web site, not to an event, for this data.
_VISITED: Final = frozenset(("weblog", "statistics", "cookies"))
# An end that the data decides: after “avsluttet” it is the case or the membership.
_BY_DATA: Final = {
    "registrations": "event_ended",
    "recruitment": "request_closed",
    "cases": "request_closed",
    "enquiries": "request_closed",
    "members": "relation_ended",
    "customers": "relation_ended",
    "staff": "relation_ended",
    "accounts": "relation_ended",
    "accounting": "accounting_year_ended",
    "newsletter": "withdrawn",
    "needs": "event_ended",
    "cookies": "expired",
    "suppliers": "relation_ended",
    "consents": "withdrawn",
}


def clock_in(found: Found, within: Span, data: str = "") -> tuple[str, Span] | None:
    """The clock named between two words, with where; None when there is none."""
    named = found.lists.keys() & CLOCKS.keys()
    if not named:
        return None
    hits = [
        (name, (start, end))
        for name in named
        for start, end in found.lists[name]
        if within[0] <= start < within[1]
    ]
    if not hits:
        return None
    first = min(span[0] for _name, span in hits)
    # What is further off than a few words from the first belongs to something else.
    near = [hit for hit in hits if hit[1][0] <= first + 5]
    over = [span[0] for name, span in near if name == "clock_over"]
    if over and any(name == "clock_created" and span[0] < over[0] for name, span in near):
        # “til opptaket er ferdig”: what is over is not what was made.
        near = [hit for hit in near if hit[0] != "clock_created" or hit[1][0] > over[0]]
    near = [hit for hit in near if not _is_within(hit, near)] or near
    if both := _held_or_cancelled(found, near):
        return "event_ended", both
    name, span = min(
        near,
        key=lambda hit: (_tier(found, hit, first, data), hit[1][0], -hit[1][1], _ORDER[hit[0]]),
    )
    if name == "clock_request" and span[1] == span[0] + 1 and _is_only_sent(found, span):
        return "row_created", span
    if name == "clock_over" and data in _LAPSE and found.words[span[0]].startswith(_LAPSED):
        return "expired", span
    return _named(name, data), span


def _is_within(hit: tuple[str, Span], hits: list[tuple[str, Span]]) -> bool:
    """“har fått” of “har fått svar” is no making of its own, and “cancel membership” no event's
    end."""
    name, (start, end) = hit
    if name == "clock_cancelled":
        return any(
            other == "clock_relation" and first <= start and end < last
            for other, (first, last) in hits
        )
    return name == "clock_created" and any(
        other not in ("clock_created", "clock_over") and start < first < end < last
        for other, (first, last) in hits
    )


def _held_or_cancelled(found: Found, near: list[tuple[str, Span]]) -> Span | None:
    """“… er gjennomført eller avlyst”: counted from the event, and from the cancelling beside
    it."""
    held = [span for name, span in near if name == "clock_event"]
    for name, span in near:
        if name != "clock_cancelled" or not held or span[0] <= held[0][0]:
            continue
        if {"eller", "or", "og/eller", "and/or"} & set(found.words[held[0][1] : span[0]]):
            return held[0]
    return None


# “Etter henvendelsen”, where nothing is said of answering or closing it: when it came.
_SENT: Final = ("henvendelse", "henvending", "førespurnad", "forespørsel", "enquiry", "inquiry")


def _is_only_sent(found: Found, span: Span) -> bool:
    if not found.words[span[0]].startswith(_SENT):
        return False
    after = found.words[span[1] : span[1] + 3]
    return not _ARRIVED.isdisjoint(after) or _CLOSED.isdisjoint(after)


_ARRIVED: Final = frozenset(
    "sendt mottatt motteke motteken kom registrert sent received submitted".split()
)


_CLOSED: Final = frozenset(
    "er blir vert ble blei var har avsluttet besvart behandlet ferdigbehandlet lukket løst "
    "avslutta lukkes lukkast avsluttes besvares ferdigbehandles is are was has been closed closes "
    "answered resolved handled".split()
)
# What runs out by itself, where a membership or a contract ends.
_LAPSE: Final = frozenset("weblog statistics pictures consents backups other".split())
_LAPSED: Final = ("utløp", "utgå", "expir")
# A clock that decides is not further than this from the first.
_NEARBY: Final = 4


def _tier(found: Found, hit: tuple[str, Span], first: int, data: str) -> int:
    name, span = hit
    if name == "clock_created" and found.words[span[1] - 1] == "inn":
        return 0  # “etter at svaret ble sendt inn”
    if data in _VISITED and name == "clock_created":
        return 0
    if data == "recruitment" and name in ("clock_request", "clock_appointment"):
        return 0
    if name in _DECIDES and span[0] <= first + _NEARBY:
        return 0
    return 2 if name in _LAST else 1


def _named(name: str, data: str) -> str:
    if name == "clock_appointment" and data not in ("recruitment", "applicants", ""):
        return "relation_ended"
    if name == "clock_event" and data in _VISITED:
        return "row_created"
    if name == "clock_over":
        return ended(data) if data else OVER
    return CLOCKS[name]


def ended(data: str) -> str:
    """What ends, where words say only that something does: the case, the event, the membership."""
    return _BY_DATA.get(data, "request_closed" if data in _DONE else "relation_ended")


def usual(data: str) -> str:
    """The clock of a kind of data when words say that it is counted, but not from what."""
    return _BY_DATA.get(data, "row_created")


# What is over of these is a matter, not somebody's relation.
_DONE: Final = frozenset("other surveys mail chat pictures needs consents".split())


# These end; what expires is a session, a password, a link.
_END: Final = frozenset("members customers suppliers staff recruitment cases registrations".split())
_RELATED: Final = frozenset("members accounts suppliers staff".split())


def of_data(clock: str, data: str) -> str:
    """A clock that only the data tells, told."""
    if clock == OVER:
        return ended(data)
    if clock == "expired" and data in _END:
        return ended(data)  # “når fristen i annonsen har gått ut”
    if clock == "event_cancelled" and data in _RELATED:
        return "relation_ended"  # a membership or a subscription that is cancelled
    if clock == "review_date" and data == "accounting":
        return "accounting_year_ended"  # “fem år etter årsskiftet”
    if clock == "relation_ended" and data == "applicants":
        return "request_closed"  # who only applied has no membership that ends
    return usual(data) if clock == AFTERWARDS else clock
