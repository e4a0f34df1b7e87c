"""Keys that sort by when they were made."""

from __future__ import annotations

import datetime as dt

from tillit.kernel import clock
from tillit.kernel.keys import ordered_uuid


def test_keys_sort_by_when_they_were_made():
    early = ordered_uuid()
    with clock.moved(by=dt.timedelta(milliseconds=5)):
        late = ordered_uuid()

    assert early < late
    assert early.hex < late.hex


def test_a_key_is_of_version_seven_and_says_when_it_was_made():
    before = int(clock.now().timestamp() * 1000)

    key = ordered_uuid()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert before <= key.int >> 80 <= int(clock.now().timestamp() * 1000)


def test_no_two_keys_of_one_moment_are_the_same():
    assert len({ordered_uuid() for _ in range(10_000)}) == 10_000
