"""When a message may pass, and when a failed one is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from tillit.privacy.declare import MessageKind
from tillit.privacy.register.schema import Register

# Tries before a delivery is given up, and the wait after each.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
# A delivery that a killed worker was sending is taken up again after this.
ABANDONED_AFTER = timedelta(minutes=15)


class Stop(StrEnum):
    """Why a message did not pass; kept with the delivery, shown to staff."""

    ACTIVITY_OFF = "activity_off"
    NO_REGISTER = "no_register"
    GONE = "gone"
    MARKETING = "marketing"
    REFUSED_BY_SERVER = "refused_by_server"
    GIVEN_UP = "given_up"


def stop_reason(kind: MessageKind, register: Register) -> Stop | None:
    """Why this kind of message may not be sent under this register; None when it may.

    Marketing needs a consent or a customer relation (markedsføringsloven § 15); as long as no
    module keeps those for a mailing, no marketing passes.
    """
    if kind.marketing:
        return Stop.MARKETING
    if register.activity(kind.activity) is None:
        return Stop.ACTIVITY_OFF
    return None


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; None: give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None
