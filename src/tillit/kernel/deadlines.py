"""When a person's request must be answered, and which rule says so.

Counting: the day of receipt is left out, a month ends on the day with the same number, or the
month's last day (Regulation 1182/71 art. 3). The weekend rule of art. 3(4) is shown apart and never
relied on: one answers by the earlier date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tillit.kernel.holidays import next_working_day
from tillit.kernel.period import Period

ONE_MONTH: Final = Period(months=1)
EXTENSION: Final = Period(months=2)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The dates of one request; ``rules`` are keys of :data:`tillit.kernel.law.SOURCES`."""

    received_on: date
    aim_on: date
    """Answer by this day: the law's or the organisation's own promise, whichever is first."""
    legal_on: date
    """The last day by law."""
    rolled_over_on: date
    """The last day if one may rely on the next working day after a weekend or holiday."""
    tell_of_extension_by: date
    """The last day to say, with reasons, that two more months are needed."""
    rules: tuple[str, ...]

    @property
    def is_promise_stricter(self) -> bool:
        return self.aim_on < self.legal_on

    def is_late_on(self, day: date) -> bool:
        """Claims that an answer on that day is past the day promised or set by law."""
        return day > self.aim_on

    def days_left_on(self, day: date) -> int:
        """Days until the day to answer by; negative when it has passed."""
        return (self.aim_on - day).days


def deadline(received_on: date, *, promised_days: int | None, extended: bool) -> Deadline:
    """The days by which a request received that day must be answered.

    GDPR art. 12(3): one month, and two more once announced with reasons. An organisation that
    promised fewer days is held to them, an extension by law notwithstanding. Raises ValueError when
    the promise is not at least one day.
    """
    if promised_days is not None and promised_days < 1:
        raise ValueError("A promise to answer is for at least 1 day.")
    first = ONE_MONTH.add_to(received_on)
    legal = Period(months=ONE_MONTH.months + EXTENSION.months).add_to(received_on)
    legal = legal if extended else first
    # A promise of so many days is never of more than the first month, whatever the month's length.
    promised = (
        None
        if promised_days is None
        else min(first, Period(days=promised_days).add_to(received_on))
    )
    is_stricter = promised is not None and promised < legal
    rolled_over = next_working_day(legal)
    rules = ["gdpr-12-3", "reg-1182-71-3"]
    if rolled_over != legal:
        rules.append("reg-1182-71-3-4")
    if is_stricter:
        rules.append("own-promise")
    return Deadline(
        received_on=received_on,
        aim_on=promised if promised is not None and is_stricter else legal,
        legal_on=legal,
        rolled_over_on=rolled_over,
        tell_of_extension_by=first,
        rules=tuple(rules),
    )
