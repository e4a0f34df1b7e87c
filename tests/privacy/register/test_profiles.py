"""The five ready registers are lawful as they are."""

from __future__ import annotations

import datetime as dt

import pytest

from tillit.privacy.declare import declarations
from tillit.privacy.register import profiles
from tillit.privacy.register.rules import findings

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("kind", profiles.KINDS)
def test_a_profile_is_lawful_without_a_warning(kind: str) -> None:
    register = profiles.load(kind, DAY)

    found = findings(register, declarations, DAY)

    assert [(finding.where, str(finding.message)) for finding in found] == []
    assert register.controller.kind == kind
