"""The five ready registers, and statements made from them."""

from __future__ import annotations

import datetime as dt

import pytest

from tillit.privacy.declare import declarations
from tillit.privacy.register import profiles
from tillit.privacy.statement.compose import compose

DAY = dt.date(2026, 11, 22)


@pytest.fixture(params=list(profiles.KINDS))
def kind(request):
    return request.param


@pytest.fixture
def register(kind):
    return profiles.load(kind, DAY)


@pytest.fixture
def network():
    """The register of a business network."""
    return profiles.load("business-network", DAY)


@pytest.fixture
def composed():
    """``composed(register, "nb")``: the statement the register makes."""

    def make(register, language="nb"):
        return compose(register, declarations, language, DAY)

    return make
