"""The desk's search says how many there are and leads to all of them."""

from __future__ import annotations

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_all_that_are_found_are_counted_and_led_to():
    own = make.organisation()
    for number in range(12):
        make.person(own, first_name=f"Ane {number}", last_name="Ødegård")
        make.event(own, title=f"Ødegårdsmøte {number}")
    office = make.desk(own)
    office.cookies["language"] = "en"

    page = office.get(make.at(own, "desk:search") + "?q=ødegård")

    people, events = page.context["found"]
    assert (len(people.hits), people.count) == (8, 12)
    assert (len(events.hits), events.count) == (8, 12)
    assert "See all 12" in page.text
    for group in (people, events):
        assert "Ødegård" in office.get(group.url).text
        assert group.url.replace("&", "&amp;") in page.text


def test_few_are_shown_without_more_to_see():
    own = make.organisation()
    make.person(own, last_name="Ødegård")
    office = make.desk(own)
    office.cookies["language"] = "en"

    page = office.get(make.at(own, "desk:search") + "?q=ødegård").text

    assert "People (1)" in page
    assert "See all" not in page
