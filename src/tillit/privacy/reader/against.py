"""A published statement beside a register: what one of them says and the other does not, or says
otherwise.

Both ways, and only what someone would act on: that a right is the law's own is no difference, nor
is a supplier that goes by another of its names.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, override

from tillit.privacy.declare import declarations
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.adopt.adoption import Notes
from tillit.privacy.reader.adopt.facts import facts
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.comparison import activities, organisation, parties, periods
from tillit.privacy.reader.reading import Finding, Reading
from tillit.privacy.register.schema import Register

_LEVELS = {"error": 0, "warning": 1, "note": 2}


def compare(reading: Reading, register: Register, language: str | None = None) -> list[Finding]:
    """Every difference, the weightiest first, told in ``language`` or the one in use.

    A promise the register does not keep is an error; what people are not told of is a warning, or
    a note where the law lets categories do.
    """
    with override(language or get_language() or reading.language):
        making = Making(
            reading,
            About(reading),
            facts(reading),
            register.controller.kind,
            register.model_dump(mode="json"),
            Notes(reading),
            declarations,
        )
        found = list(_all(making, register))
    return sorted(found, key=lambda finding: _LEVELS[finding.level])


def _all(making: Making, register: Register) -> Iterator[Finding]:
    yield from organisation.differences(making, register)
    yield from activities.differences(making, register)
    yield from periods.differences(making, register)
    yield from parties.differences(making, register)
