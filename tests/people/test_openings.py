"""Every page about a person logs who opened it, by the gate and not by each page's memory."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import path
from django.utils import translation

from tests import factories as make
from tillit.organisations import access
from tillit.organisations.models import Organisation, User
from tillit.people.models import Person
from tillit.people.probes import openings as probes
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import Line, report
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    return make.organisation("lysbuen", language="en")


def line(org: Organisation) -> Line:
    with translation.override("en"):
        measure(org)
        lines = [each for each in report(org).lines if each.probe == "openings"]
    [found] = lines
    return found


def opened(about: Any) -> int:
    kind = about._meta.model_name
    return LedgerEntry.objects.filter(kind="opened", subject=f"{kind}:{about.uuid}").count()


@pytest.mark.parametrize("page", ["relation_start", "edit", "card", "change_picture"])
def test_each_page_about_a_card_is_an_opening(org: Organisation, page: str) -> None:
    card = make.person(org)

    answer = make.desk(org).get(make.at(org, f"people:{page}", card.uuid))

    assert answer.status_code == 200
    assert opened(card) == 1


def test_a_page_that_says_nothing_itself_is_logged_by_the_gate(org: Organisation) -> None:
    membership = make.member(org)

    make.desk(org).get(make.at(org, "memberships_desk:leave", membership.uuid))

    assert opened(membership) == 1


def test_a_page_that_was_not_shown_is_no_opening(org: Organisation) -> None:
    card = make.person(org)
    other = make.organisation()

    assert make.desk(other).get(make.at(other, "people:card", card.uuid)).status_code == 404
    assert make.desk(org, "editor").get(make.at(org, "people:card", card.uuid)).status_code == 403
    assert opened(card) == 0


def test_a_page_about_an_event_opens_no_person(org: Organisation) -> None:
    event = make.event(org)

    make.desk(org).get(make.at(org, "events_desk:detail", event.uuid))

    assert not LedgerEntry.objects.filter(kind="opened").exists()


def test_the_trial_is_green_and_leaves_nothing(org: Organisation) -> None:
    before = Person.objects.count(), User.objects.count(), LedgerEntry.objects.count()

    found = line(org)

    assert found.is_kept
    assert "It was logged" in found.finding
    assert (Person.objects.count(), User.objects.count(), LedgerEntry.objects.count()) == before


def test_a_gate_that_no_longer_logs_turns_it_red(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_log", lambda *_: None)

    found = line(org)

    assert found.state == "broken"
    assert "not logged" in found.finding


def test_a_page_past_the_gate_turns_it_red_and_is_named(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Resolver:
        url_patterns = [path("desk/quick/<uuid:uuid>/", lambda *_: HttpResponse())]

    monkeypatch.setattr(probes, "get_resolver", lambda _urls: Resolver)

    found = line(org)

    assert found.state == "broken"
    assert "desk/quick/<uuid:uuid>/" in found.finding
