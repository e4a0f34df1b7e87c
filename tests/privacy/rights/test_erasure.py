"""Erasure reaches every holding, stops at the law, and its receipt tells the truth."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from tests import factories
from tests.privacy.rights.holdings import BUILDERS
from tillit.organisations.models import Organisation, User
from tillit.people.models import ImportRow, Person
from tillit.privacy.consent.models import Consent
from tillit.privacy.declare import Holding, declarations
from tillit.privacy.holds.models import SweptFile, TallyCount
from tillit.privacy.rights.actions import NotAllowed
from tillit.privacy.rights.erasure import erase, foresee
from tillit.privacy.rights.held import held_on, is_derived
from tillit.privacy.rights.models import Request

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
ALL = list(declarations.holdings.values())
TO_BE_FOUND = [holding for holding in ALL if not is_derived(holding)]


def label(holding: Holding) -> str:
    return holding.label


def asked(organisation: Organisation, **fields: object) -> Request:
    fields = {"kind": "erasure", "email": EMAIL, "proven": True, **fields}
    return factories.request(organisation, **fields)


@pytest.mark.parametrize("holding", ALL, ids=label)
def test_there_is_a_row_to_try_every_holding_with(holding: Holding) -> None:
    assert holding.label in BUILDERS, f"Add a row of {holding.label} to tests/…/holdings.py."


@pytest.mark.parametrize("holding", TO_BE_FOUND, ids=label)
def test_every_holding_is_found_from_the_address(holding: Holding) -> None:
    organisation = factories.organisation()
    row = BUILDERS[holding.label](organisation, EMAIL)

    assert row in held_on(organisation, EMAIL).of(holding)


@pytest.mark.parametrize("holding", ALL, ids=label)
def test_what_is_left_after_an_erasure_is_what_the_receipt_says_is_kept(holding: Holding) -> None:
    organisation = factories.organisation()
    BUILDERS[holding.label](organisation, EMAIL)
    request = asked(organisation)
    foreseen = {fate.holding.label: fate.goes for fate in foresee(organisation, EMAIL)}

    erase(request, "Gjort.", by="user:x")

    # What the erasure itself writes: the request, its messages, the log.
    itself = {"privacy.request", "privacy.ledgerentry", "privacy.delivery", "privacy.message"}
    left = {each.label for each in held_on(organisation, EMAIL).holdings()} - itself
    kept = {name for name, goes in foreseen.items() if not goes}
    assert left <= kept
    for name in left:
        with translation.override(request.language):
            title = str(next(each.title for each in ALL if each.label == name))
        lines = request.receipt["lines"]
        assert any(title in line and "slettet nå" not in line for line in lines)


def test_a_log_in_code_that_goes_tomorrow_is_not_kept_by_law_but_goes_by_itself() -> None:
    organisation = factories.organisation()
    BUILDERS["portal.onetimecode"](organisation, EMAIL)
    request = asked(organisation, language="en")

    erase(request, "Done.", by="user:x")

    line = next(each for each in request.receipt["lines"] if each.startswith("Log-in codes"))
    assert "17(3)" not in line
    assert re.fullmatch(r"Log-in codes \(1\): goes by itself by .*\d{4}", line), line


def test_everything_at_once_goes_but_what_must_stay() -> None:
    organisation = factories.organisation()
    for build in BUILDERS.values():
        build(organisation, EMAIL)

    erase(asked(organisation), "Gjort.", by="user:x")

    left = {each.label for each in held_on(organisation, EMAIL).holdings()}
    gone = {
        "people.person", "people.relation", "people.importrow", "memberships.membership",
        "memberships.directoryentry", "memberships.application", "events.registration",
    }  # fmt: skip
    assert not left & gone
    assert {"organisations.user", "organisations.role", "privacy.consent"} <= left
    assert User.objects.filter(email=EMAIL).exists()


def test_others_in_the_same_spreadsheet_stay() -> None:
    organisation = factories.organisation()
    BUILDERS["people.importrow"](organisation, EMAIL)

    erase(asked(organisation), "Gjort.", by="user:x")

    assert [row.email for row in ImportRow.objects.all()] == ["ola@post.example"]


def test_running_member_is_counted_as_having_left_and_the_picture_goes() -> None:
    organisation = factories.organisation()
    BUILDERS["people.person"](organisation, EMAIL)

    erase(asked(organisation), "Gjort.", by="user:x")

    assert not Person.objects.exists()
    assert TallyCount.objects.get(measure="members_left").count == 1
    assert SweptFile.objects.count() == 1


def test_standing_consent_is_withdrawn_and_stays_as_proof() -> None:
    organisation = factories.organisation()
    BUILDERS["privacy.consent"](organisation, EMAIL)

    erase(asked(organisation), "Gjort.", by="user:x")

    assert Consent.objects.get().withdrawn_at is not None


def test_the_receipt_says_until_when_consents_and_requests_are_kept() -> None:
    organisation = factories.organisation(language="en")
    BUILDERS["privacy.consent"](organisation, EMAIL)
    request = asked(organisation, language="en")

    with translation.override("en"):
        foreseen = {
            each.holding.label: each.until for each in foresee(organisation, EMAIL, request)
        }
    receipt = erase(request, "Done.", by="system").receipt["lines"]

    kept = [line for line in receipt if line.startswith(("Consents", "Requests"))]
    assert len(kept) == 2
    assert all("kept until" in line for line in kept)
    assert foreseen["privacy.consent"] is not None
    assert foreseen["privacy.request"] is not None


def test_another_organisation_keeps_what_it_holds() -> None:
    here, there = factories.organisation(), factories.organisation()
    for organisation in (here, there):
        factories.member(organisation, email=EMAIL)
        factories.registration(factories.event(organisation), email=EMAIL)
    before = len(held_on(there, EMAIL))

    erase(asked(here), "Gjort.", by="user:x")

    assert len(held_on(there, EMAIL)) == before
    assert not Person.objects.filter(organisation=here).exists()


def test_account_that_works_elsewhere_is_not_told_of_here() -> None:
    here, there = factories.organisation(), factories.organisation()
    BUILDERS["account.emailaddress"](there, EMAIL)
    BUILDERS["organisations.stafflink"](there, EMAIL)

    assert len(held_on(here, EMAIL)) == 0


def test_unproven_request_deletes_nothing() -> None:
    organisation = factories.organisation()
    factories.member(organisation, email=EMAIL)

    with pytest.raises(NotAllowed, match="not_proven"):
        erase(asked(organisation, proven=False), "Gjort.", by="user:x")

    assert Person.objects.filter(email=EMAIL).exists()


def test_a_closed_request_deletes_nothing() -> None:
    organisation = factories.organisation()
    factories.member(organisation, email=EMAIL)
    request = asked(organisation, state="answered")

    with pytest.raises(NotAllowed, match="closed"):
        erase(request, "Gjort.", by="user:x")

    assert Person.objects.filter(email=EMAIL).exists()
