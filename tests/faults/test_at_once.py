"""Two do the same thing at the same instant: it is done once, and the other is told."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.http import QueryDict
from django.test import Client

from tests import factories
from tests.people import spreadsheets
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.memberships import actions as memberships
from tillit.memberships.models import Application, Membership
from tillit.organisations.founding import found_once, found_organisation
from tillit.organisations.models import Organisation
from tillit.people.duplicates import merging
from tillit.people.imports import actions as imports
from tillit.people.models import Import, Person, Relation
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.rights.actions import NotAllowed
from tillit.privacy.rights.erasure import erase
from tillit.privacy.rights.models import Request

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*things: Callable[[], Any]) -> list[Any]:
    """Each over a connection of its own; gives what each gave, or raised."""
    barrier, given = Barrier(len(things)), list[Any](things)

    def do(place: int, thing: Callable[[], Any]) -> None:
        try:
            barrier.wait(20)
            given[place] = thing()
        except Exception as error:
            given[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=pair) for pair in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


def kinds(given: list[Any]) -> list[str]:
    return sorted(type(each).__name__ for each in given)


def test_an_applicant_accepted_by_two_becomes_one_member() -> None:
    own = factories.organisation()
    application = Application.objects.create(
        organisation=own, type=factories.membership_type(own), state="waiting", first_name="Kari",
        last_name="Li", email="kari@post.example", created_at=clock.now(),
        confirmed_at=clock.now(),
    )  # fmt: skip

    given = at_once(*[lambda: memberships.accept(application, by="staff:1")] * 2)

    assert kinds(given) == ["Membership", "ValidationError"]
    assert Membership.objects.count() == Person.objects.count() == Relation.objects.count() == 1


def test_two_cards_merged_by_two_each_their_own_way_become_one() -> None:
    own = factories.organisation()
    one = factories.person(own, email="kari@post.example")
    two = factories.person(own, email="kari@post.example")

    given = at_once(
        lambda: merging.merge(one, two, chosen={}, by="staff:1"),
        lambda: merging.merge(two, one, chosen={}, by="staff:2"),
    )

    assert kinds(given) == ["Person", "ValidationError"]
    assert Person.objects.count() == 1
    assert Relation.objects.count() == 2
    assert LedgerEntry.objects.filter(kind="merged").count() <= 1


def test_an_erasure_carried_out_by_two_is_done_and_told_once() -> None:
    own = factories.organisation()
    event = factories.event(own)
    for _ in range(3):
        factories.registration(event, email="kari@post.example")
        event = factories.event(own)
    request = factories.request(own, kind="erasure", email="kari@post.example", proven=True)

    given = at_once(*[lambda: erase(request, "Det er gjort.", by="staff:1")] * 2)

    assert kinds(given) == ["NotAllowed", "Request"]
    assert [each.code for each in given if isinstance(each, NotAllowed)] == ["closed"]
    assert Registration.objects.count() == 0
    assert LedgerEntry.objects.filter(kind="answered").count() == 1
    deleted = LedgerEntry.objects.filter(kind="deleted").values_list("content", flat=True)
    assert sum(entry["count"] for entry in deleted) >= 3
    assert Request.objects.get().state == "answered"


def test_an_import_done_by_two_workers_makes_each_card_once(run_tasks: Any) -> None:
    own = factories.organisation()
    factories.desk(own).post(
        factories.at(own, "people:import_upload"),
        {"kind": "customer", "file": spreadsheets.upload(
            spreadsheets.xlsx(spreadsheets.members(60)))},
    )  # fmt: skip
    run_tasks()
    imports.plan(
        Import.objects.get(), mapping=Import.objects.get().plan["guess"], source="self", detail="",
        on_match="update", extra={}, started_on=clock.today(),
    )  # fmt: skip
    run_tasks()
    imports.start(Import.objects.get(), without_wrong_rows=False)

    given = at_once(*[lambda: imports.work(Import.objects.get())] * 2)

    assert given == [None, None]
    assert Person.objects.count() == 60
    assert LedgerEntry.objects.filter(kind="registered").count() == 60
    assert Import.objects.get().state == "done"


def test_a_card_that_another_has_changed_meanwhile_is_not_overwritten_unseen() -> None:
    own = factories.organisation(language="en")
    person = factories.person(own, first_name="Kari", last_name="Li", phone="+4748112233")
    address = factories.at(own, "people:edit", person.uuid)
    first, second = factories.desk(own), factories.desk(own)
    seen = {browser: first_seen(browser, address) for browser in (first, second)}

    early = first.post(address, typed(seen[first], last_name="Fjellro"))
    late = second.post(address, typed(seen[second], first_name="Katrine"))
    stored = Person.objects.get()
    again = second.post(address, typed(hidden(late.text), first_name="Katrine"))

    assert (early.status_code, late.status_code, again.status_code) == (302, 422, 302)
    assert (stored.first_name, stored.last_name) == ("Kari", "Fjellro")
    assert "Someone else has changed this card" in late.text
    assert "The card says now: Fjellro" in late.text
    assert Person.objects.get().first_name == "Katrine"


def typed(seen: str, **changes: str) -> dict[str, str]:
    values = {"first_name": "Kari", "last_name": "Li", "source": "self", "seen": seen}
    return {**values, "email": Person.objects.get().email, "phone": "48112233", **changes}


def first_seen(browser: Client, address: str) -> str:
    return hidden(browser.get(address).text)


def hidden(page: str) -> str:
    import re

    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_merge_of_a_card_that_is_gone_says_so() -> None:
    own = factories.organisation()
    one, two = factories.person(own), factories.person(own)
    merging.merge(one, two, chosen={}, by="staff:1")

    with pytest.raises(ValidationError):
        merging.merge(one, two, chosen={}, by="staff:2")


@pytest.mark.parametrize("slug", ["", "turlaget"])
def test_a_form_sent_four_times_founds_one_organisation(slug: str) -> None:
    by = factories.staff_user()
    said = QueryDict(f"name=Turlaget&slug={slug}&contact=Leder")

    def found() -> Organisation:
        return found_organisation(
            by, name="Turlaget", kind="federation", contact="Leder", email="post@turlag.example",
            address="Lysbuen 1", postal_code="0150", city="Oslo", slug=slug,
        )  # fmt: skip

    given = at_once(*[lambda: found_once(by, said, found)] * 4)

    assert given == [Organisation.objects.get()] * 4
