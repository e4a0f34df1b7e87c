"""What declarations call things is read by the person and by staff alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import translation

from tillit.privacy.declare import declarations

TO_SOMEONE = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


def names() -> Iterator[str]:
    for activity in declarations.activities.values():
        yield str(activity.name)
        yield from (str(purpose.name) for purpose in activity.purposes)
        yield from (str(rule.covers) for rule in activity.rules)
    for holding in declarations.holdings.values():
        yield from map(str, (holding.title, holding.kept_on_erasure, holding.for_good))
        yield from (str(datum.label) for datum in holding.fields.values())
    for message in declarations.messages.values():
        if message.activity != "staff":  # these are read by those they are sent to
            yield str(message.name)
    yield from (str(entry.name) for entry in declarations.entries.values())
    yield from map(str, declarations.columns.values())


def test_nothing_is_called_as_if_only_the_person_read_it() -> None:
    with translation.override("en"):
        found = [name for name in names() if TO_SOMEONE.search(name)]

    assert found == []
