"""The public evidence is red when a promise is broken, not measured, not measurable, or stale."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests import factories as make
from tests.conftest import Clock
from tillit.kernel import clock as kernel_clock
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.probes import parties
from tillit.privacy.ledger.chain import chain
from tillit.privacy.ledger.models import LedgerHead
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement import actions as statement

pytestmark = pytest.mark.django_db
PAGE, DATA = "/lysbuen/personvern/bevis/", "/lysbuen/personvern/bevis.json"


@pytest.fixture
def org(clock: Clock, settings: Any, tmp_path: Any) -> Organisation:
    settings.MEDIA_ROOT = tmp_path
    clock.stop(at=dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC))
    made = make.organisation("lysbuen", language="en")
    version = version_in_force(made)
    assert version is not None
    statement.publish(made, make.sealed(version))
    chain(made)
    measure(made)
    return made


def never_measured(_org: Organisation, _monkeypatch: pytest.MonkeyPatch) -> None:
    Measurement.objects.filter(probe="agreements").delete()


def measured_long_ago(_org: Organisation, _monkeypatch: pytest.MonkeyPatch) -> None:
    then = kernel_clock.now() - dt.timedelta(hours=2)
    Measurement.objects.filter(probe="agreements").update(measured_at=then)


def measured_in_the_future(_org: Organisation, _monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = kernel_clock.now() + dt.timedelta(hours=2)
    Measurement.objects.filter(probe="agreements").update(measured_at=ahead)


def not_measurable(org: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> Any:
        raise RuntimeError("kari@post.example")

    monkeypatch.setattr(parties.Agreements, "measure", fail)
    measure(org)


def broken(org: Organisation, _monkeypatch: pytest.MonkeyPatch) -> None:
    held = kernel_clock.now() - dt.timedelta(days=100)
    make.registration(make.event(org, starts_at=held))
    measure(org)


@pytest.mark.parametrize(
    ("befalls", "state", "word"),
    [
        (never_measured, "missing", "Not measured yet"),
        (measured_long_ago, "stale", "Measured too long ago"),
        (measured_in_the_future, "stale", "Measured too long ago"),
        (not_measurable, "unknown", "Could not be measured"),
        (broken, "broken", "Broken"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_each_way_not_to_be_shown_kept_is_red_on_the_page_and_in_the_data(
    befalls: Any, state: str, word: str, org: Organisation, client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert client.get(DATA).json()["kept"]
    befalls(org, monkeypatch)

    found, page = client.get(DATA).json(), client.get(PAGE).content.decode()

    assert not found["kept"]
    assert found["not_kept"] == 1
    [line] = [line for line in found["evidence"] if not line["kept"]]
    assert line["state"] == state
    assert line["check"] == ("retention" if state == "broken" else "agreements")
    assert f"Promises not shown to be kept: 1 of {found['promises']}" in page
    assert word in page
    assert "Every promise is kept" not in page
    assert "kari@post" not in page


def test_all_kept_is_green(org: Organisation, client: Client) -> None:
    assert "Every promise is kept" in client.get(PAGE).content.decode()


def test_the_end_of_the_log_is_published_to_compare_with(org: Organisation, client: Client) -> None:
    head = LedgerHead.objects.get(organisation=org)

    assert client.get(DATA).json()["ledger"]["head"] == head.chain
    assert head.chain in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("language", "heading"),
    [("nb", "Slik holder vi ord"), ("nn", "Slik held vi ord"), ("en", "How we keep our word")],
)
def test_it_reads_in_three_languages(
    language: str, heading: str, org: Organisation, client: Client
) -> None:
    page = client.get(PAGE, headers={"cookie": f"language={language}"}).content.decode()

    assert heading in page


def test_kept_promises_are_folded_under_their_heading_and_broken_ones_stand_open(
    org: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(org, monkeypatch)
    page = client.get(PAGE).content.decode()
    folded = "".join(re.findall(r"<details class=\"ds-details\">.*?</details>", page, re.DOTALL))
    rows = re.findall(r'<tr id="([^"]+)">(.*?)</tr>', page, re.DOTALL)
    kept = [anchor for anchor, row in rows if 'data-light="green"' in row]
    failing = [anchor for anchor, row in rows if 'data-light="red"' in row]
    assert kept
    assert failing
    assert all(f'id="{anchor}"' in folded for anchor in kept)
    assert not any(f'id="{anchor}"' in folded for anchor in failing)
    assert re.search(r"<summary>\s*\d+ promises kept: what we measured", page)


@pytest.mark.parametrize(
    ("outside", "said"),
    [
        (0, "3 databehandlere og mottakere, ingen utenfor EØS."),
        (1, "3 databehandlere og mottakere, ett sted utenfor EØS, på et gyldig grunnlag."),
        (2, "3 databehandlere og mottakere, 2 steder utenfor EØS, hvert på et gyldig grunnlag."),
    ],
)
def test_the_places_outside_the_eea_are_told_in_the_number_they_have(
    outside: int, said: str
) -> None:
    with translation.override("nb"):
        assert parties.Transfers().finding({"parties": 3, "outside": outside}, "") == said
