"""Min side: everything held, why, from where, until when, who opened it, who was given it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories
from tests.portal.conftest import LogIn
from tillit.kernel import clock
from tillit.memberships import actions as memberships
from tillit.organisations.models import Organisation
from tillit.people.models import Import, ImportRow
from tillit.portal.whom import roles_of
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.overview import overview
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
RESTAURANT = {
    "key": "restaurant",
    "name": "Kafé Solkroken",
    "what_for": {"nb": "dekke bord", "en": "set the table"},
    "email": "bord@solkroken.example",
}


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation(language="en")
    factories.adopted_register(made, recipients=[RESTAURANT])
    return made


def held_everywhere(organisation: Organisation, registrations: int = 1) -> object:
    """A member in the directory, with registrations, mail, a disclosure and an opening."""
    membership = factories.member(
        organisation, email=EMAIL, first_name="Kari", last_name="Fjellro", phone="+4741234567"
    )
    person = membership.relation.person
    origin = factories.source(organisation, "colleague", detail="ved lunsjen")
    person.sources = {"first_name": origin.pk, "phone": origin.pk}
    person.picture.save("x.jpg", ContentFile(b"picture"), save=False)
    person.save()
    memberships.show(membership, ["first_name", "last_name"], language="nb", how="portal")
    for _ in range(registrations):
        factories.registration(factories.event(organisation), email=EMAIL)
    given = Disclosure.objects.create(
        organisation=organisation, recipient="restaurant", activity="events",
        purpose="bordplan", fields=["first_name", "phone"], count=1, made_at=clock.now(),
    )  # fmt: skip
    DisclosedSubject.objects.create(
        organisation=organisation, disclosure=given, email=EMAIL, reference=reference(person),
        activity="events", rule="registrations", clock_at=clock.now(),
    )  # fmt: skip
    return membership


def front(browser: Client, organisation: Organisation) -> str:
    answer = browser.get(
        factories.at(organisation, "portal:front"), headers={"accept-language": "en"}
    )
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.promise("N03")
@pytest.mark.promise("C03")
def test_person_sees_card_and_guest_registrations_with_why_where_from_and_until_when(
    organisation: Organisation, log_in: LogIn
) -> None:
    held_everywhere(organisation)

    page = front(log_in(organisation, EMAIL), organisation)

    assert "Kari" in page
    assert "41\N{NO-BREAK SPACE}23\N{NO-BREAK SPACE}45\N{NO-BREAK SPACE}67" in page
    assert "en kollega, ved lunsjen" in page or "a colleague, ved lunsjen" in page
    assert "The legal basis is" in page
    assert "Lunsjmøte" in page
    assert "60 days after" in page
    assert "log-in code" in page
    assert "Kafé Solkroken" in page
    assert "Anyone who reads our public member directory" in page


@pytest.mark.promise("C30")
def test_person_sees_who_opened_the_card_by_role_and_when(
    organisation: Organisation, log_in: LogIn
) -> None:
    membership = held_everywhere(organisation)
    staff = factories.staff_user(organisation, "secretary", name="Navnløs Ansatt")
    desk = factories.logged_in(staff)
    desk.get(factories.at(organisation, "people:card", membership.relation.person.uuid))  # type: ignore[attr-defined]

    page = front(log_in(organisation, EMAIL), organisation)

    opened = page[page.index('id="opened"') : page.index('id="given"')]
    assert "Secretary" in opened
    assert "Navnløs" not in page


def test_guest_with_a_hundred_registrations_costs_few_queries(
    organisation: Organisation, log_in: LogIn, django_assert_max_num_queries: object
) -> None:
    for _ in range(100):
        factories.registration(factories.event(organisation), email=EMAIL)
    browser = log_in(organisation, EMAIL)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = front(browser, organisation)

    assert page.count("Correct or cancel this registration") == 100


def test_number_of_queries_follows_the_kinds_of_data_and_not_the_number_of_rows(
    organisation: Organisation, log_in: LogIn, django_assert_max_num_queries: object
) -> None:
    held_everywhere(organisation, registrations=100)
    browser = log_in(organisation, EMAIL)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = front(browser, organisation)

    assert page.count("Correct or cancel this registration") == 100


def test_address_on_which_nothing_is_held_is_told_so_and_can_still_ask(
    organisation: Organisation, log_in: LogIn
) -> None:
    page = front(log_in(organisation, "ukjent@post.example"), organisation)

    assert "We hold nothing on this address" in page
    assert factories.at(organisation, "portal:request_new") in page


def test_what_another_organisation_holds_is_not_shown(
    organisation: Organisation, log_in: LogIn
) -> None:
    factories.member(factories.organisation(), email=EMAIL, first_name="Annensteds")

    assert "Annensteds" not in front(log_in(organisation, EMAIL), organisation)


@pytest.mark.promise("N03")
def test_download_holds_every_part_for_machines(organisation: Organisation, log_in: LogIn) -> None:
    held_everywhere(organisation)
    browser = log_in(organisation, EMAIL)

    answer = browser.post(factories.at(organisation, "portal:download", "json"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="min-side.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    copy = json.loads(answer.content)
    parts = {part["holding"]: part["rows"] for part in copy["data"]}
    [card] = parts["people.person"]
    assert card["values"]["first_name"] == "Kari"
    assert card["values"]["picture"]["base64"] == "cGljdHVyZQ=="
    assert "ved lunsjen" in card["sources"]["phone"]
    assert parts["events.registration"][0]["kept_until"]
    assert parts["privacy.delivery"]
    assert parts["privacy.consent"][0]["values"]["purpose"] == "publish_in_directory"
    assert copy["activities"]["membership"]["purposes"][0]["basis"]
    assert copy["given_out"][0]["recipient"] == "restaurant"
    assert "published" in {line["kind"] for line in copy["log"]}


def test_download_is_in_the_log_and_names_nobody(organisation: Organisation, log_in: LogIn) -> None:
    membership = held_everywhere(organisation)
    browser = log_in(organisation, EMAIL)

    answer = browser.post(factories.at(organisation, "portal:download", "pdf"))

    assert answer.content.startswith(b"%PDF")
    entry = LedgerEntry.objects.get(kind="exported")
    assert entry.subject == reference(membership.relation.person)  # type: ignore[attr-defined]
    assert EMAIL not in str(entry.content)


def test_file_of_an_unknown_kind_is_not_there(organisation: Organisation, log_in: LogIn) -> None:
    browser = log_in(organisation, EMAIL)

    assert browser.post(factories.at(organisation, "portal:download", "exe")).status_code == 404


def test_registration_for_a_past_event_says_the_day_it_goes(
    organisation: Organisation, log_in: LogIn
) -> None:
    start = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
    factories.registration(
        factories.event(organisation, starts_at=start, title="Høstmøte"), email=EMAIL
    )
    with clock.moved(to=start + dt.timedelta(days=10)):
        page = front(log_in(organisation, EMAIL), organisation)

    assert "Høstmøte" in page
    assert "4 January 2027" in page


def test_rows_of_a_spreadsheet_are_told_in_words_on_the_page_and_on_paper(
    organisation: Organisation, log_in: LogIn
) -> None:
    run = Import.objects.create(
        organisation=organisation, created_by="system", relation_kind="member",
        filename="liste.csv", created_at=clock.now(), beat_at=clock.now(),
    )  # fmt: skip
    ImportRow.objects.create(
        run=run, line=2, values={"first_name": "Åse", "email": EMAIL}, email=EMAIL, decision="new"
    )

    page = log_in(organisation, EMAIL).get(factories.at(organisation, "portal:front")).text
    held = overview(held_on(organisation, EMAIL), in_force(organisation), actors=roles_of)
    rows = [row for group in held.groups for part in group.parts for row in part.rows]

    assert "[&#x27;" not in page
    assert not [row.name for row in rows if row.name.startswith("[")]


def test_a_place_one_gave_up_is_not_called_cancelled_by_the_organiser(
    organisation: Organisation, log_in: LogIn
) -> None:
    factories.registration(factories.event(organisation), email=EMAIL, cancelled_at=clock.now())
    browser = log_in(organisation, EMAIL)
    browser.cookies["language"] = "nb"

    page = browser.get(factories.at(organisation, "portal:front")).text

    assert "avmeldt" in page.lower()
    assert "Avlyst" not in page


def test_guests_own_session_is_told_under_my_page_and_not_as_a_staff_account(
    organisation: Organisation, log_in: LogIn
) -> None:
    factories.registration(factories.event(organisation), email=EMAIL)

    page = front(log_in(organisation, EMAIL), organisation)

    assert "Open sessions" in page[page.index('id="portal"') :]
    assert 'id="staff"' not in page


def test_log_in_page_is_titled_once_and_has_no_log_out(organisation: Organisation) -> None:
    page = Client().get(factories.at(organisation, "portal:login")).content.decode()

    title = page[page.index("<title>") : page.index("</title>")]
    assert title == f"<title>My page – {organisation.name}"
    assert factories.at(organisation, "portal:logout") not in page


def test_who_is_logged_in_can_log_out(organisation: Organisation, log_in: LogIn) -> None:
    page = front(log_in(organisation, EMAIL), organisation)

    assert factories.at(organisation, "portal:logout") in page
