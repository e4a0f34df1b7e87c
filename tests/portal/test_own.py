"""What a person changes and asks for on Min side."""

from __future__ import annotations

import io
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests import factories
from tests.portal.conftest import LogIn, code_sent_to
from tillit.kernel import clock
from tillit.memberships.models import DirectoryEntry, Membership
from tillit.organisations.models import Organisation
from tillit.people.models import Person, SourceRecord
from tillit.portal import actions
from tillit.privacy.consent.models import Consent
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.rights.models import Request
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
PRINTER = {
    "key": "printer", "name": "Trykkeriet Fjellro", "what_for": {"nb": "trykke medlemsblad"},
    "email": "trykk@fjellro.example",
}  # fmt: skip


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation()
    factories.adopted_register(made, recipients=[PRINTER])
    return made


@pytest.fixture
def membership(organisation: Organisation) -> Membership:
    return factories.member(organisation, email=EMAIL, first_name="Kari", last_name="Fjellro")


@pytest.fixture
def browser(membership: Membership, log_in: LogIn) -> Client:
    return log_in(membership.organisation, EMAIL)


def card_address(membership: Membership) -> str:
    return factories.at(membership.organisation, "portal:card", membership.relation.person.uuid)


def test_corrected_value_says_it_came_from_the_person(
    browser: Client, membership: Membership
) -> None:
    answer = browser.post(
        card_address(membership), {"first_name": "Karianne", "last_name": "Fjellro"}
    )

    assert answer.status_code == 302
    card = Person.objects.get()
    assert card.first_name == "Karianne"
    origin = SourceRecord.objects.get(pk=card.sources["first_name"])
    assert (origin.source, origin.how, origin.recorded_by) == ("self", "portal", "person")


def test_what_the_register_requires_cannot_be_taken_away(
    browser: Client, membership: Membership
) -> None:
    page = browser.get(card_address(membership)).content.decode()
    answer = browser.post(card_address(membership), {"first_name": " ", "last_name": "Fjellro"})

    assert answer.status_code == 422
    assert Person.objects.get().first_name == "Kari"
    required = [tag for tag in re.findall(r"<input[^>]*>", page) if " required" in tag]
    assert {re.search(r'name="(\w+)"', tag)[1] for tag in required} >= {"first_name", "last_name"}
    with pytest.raises(ValidationError):
        actions.correct(membership.relation.person, {"last_name": ""})


def test_what_an_older_card_lacks_does_not_stop_another_correction(
    browser: Client, membership: Membership
) -> None:
    Person.objects.update(first_name="")

    answer = browser.post(card_address(membership), {"first_name": "", "last_name": "Fjellrå"})

    assert answer.status_code == 302
    assert Person.objects.get().last_name == "Fjellrå"


@pytest.mark.promise("N04")
def test_recipient_who_was_given_the_value_is_told_what_it_is_now(
    browser: Client, membership: Membership
) -> None:
    organisation, card = membership.organisation, membership.relation.person
    given = Disclosure.objects.create(
        organisation=organisation, recipient="printer", activity="membership", purpose="bladet",
        fields=["first_name"], count=1, made_at=clock.now(),
    )  # fmt: skip
    DisclosedSubject.objects.create(
        organisation=organisation, disclosure=given, email=EMAIL, reference=reference(card),
        activity="membership", rule="correspondence", clock_at=clock.now(),
    )  # fmt: skip

    browser.post(card_address(membership), {"first_name": "Karianne", "last_name": "Nesby"})
    send_waiting()

    [told] = [sent for sent in mail.outbox if sent.to == ["trykk@fjellro.example"]]
    assert "Karianne" in told.body
    assert "Nesby" not in told.body  # never given to them


def test_wrong_value_is_refused_at_its_field(browser: Client, membership: Membership) -> None:
    answer = browser.post(
        card_address(membership), {"first_name": "Kari", "last_name": "F", "phone": "12"}
    )

    assert answer.status_code == 422
    assert Person.objects.get().phone == ""


def test_card_of_another_address_is_not_there(browser: Client, organisation: Organisation) -> None:
    other = factories.member(organisation, email="ola@post.example")

    assert browser.get(card_address(other)).status_code == 404
    assert browser.post(card_address(other), {"first_name": "X"}).status_code == 404


def test_address_is_changed_when_the_new_one_is_proven_and_not_before(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    browser.post(
        factories.at(organisation, "portal:directory", membership.uuid), {"first_name": "on"}
    )
    answer = browser.post(
        factories.at(organisation, "portal:address"), {"email": "Ny@Post.example"}
    )
    code_page = answer.headers["Location"]
    digits = code_sent_to("ny@post.example")
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"

    assert browser.post(code_page, {"code": wrong}).status_code == 422
    assert Person.objects.get().email == EMAIL
    assert browser.post(code_page, {"code": digits}).status_code == 302

    assert Person.objects.get().email == "ny@post.example"
    assert Consent.objects.get(withdrawn_at=None).email == "ny@post.example"
    assert browser.get(factories.at(organisation, "portal:front")).status_code == 200


def test_code_sent_to_another_for_logging_in_changes_no_address(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    stranger = Client()
    asked = stranger.post(factories.at(organisation, "portal:login"), {"email": "ola@post.example"})
    key = asked.headers["Location"].rstrip("/").rpartition("/")[2]

    answer = browser.post(
        factories.at(organisation, "portal:address_code", key),
        {"code": code_sent_to("ola@post.example")},
    )

    assert answer.status_code == 404
    assert Person.objects.get().email == EMAIL


@pytest.fixture
def beside(membership: Membership) -> Membership:
    """Another member, on the same address."""
    return factories.member(
        membership.organisation, email=EMAIL, first_name="Ola", last_name="Bakkevik"
    )


def test_who_shares_an_address_says_whose_it_is_that_changes(
    browser: Client, membership: Membership, beside: Membership
) -> None:
    organisation = membership.organisation
    address = factories.at(organisation, "portal:address")
    browser.post(factories.at(organisation, "portal:directory", beside.uuid), {"first_name": "on"})

    page = browser.get(address).content.decode()
    unsaid = browser.post(address, {"email": "ny@post.example"})
    asked = browser.post(
        address, {"email": "ny@post.example", "cards": [str(membership.relation.person.uuid)]}
    )
    browser.post(asked.headers["Location"], {"code": code_sent_to("ny@post.example")})

    assert "Kari Fjellro" in page
    assert "Ola Bakkevik" in page
    assert "checked" not in page
    assert unsaid.status_code == 422
    assert Person.objects.get(first_name="Kari").email == "ny@post.example"
    assert Person.objects.get(first_name="Ola").email == EMAIL
    assert Consent.objects.get(withdrawn_at=None).email == EMAIL
    front = browser.get(factories.at(organisation, "portal:front")).content.decode()
    assert "Bakkevik" not in front


def test_a_consent_goes_with_the_card_it_was_given_for(
    browser: Client, membership: Membership, beside: Membership
) -> None:
    organisation = membership.organisation
    for each in (membership, beside):
        browser.post(
            factories.at(organisation, "portal:directory", each.uuid), {"first_name": "on"}
        )

    actions.change_address(
        organisation, EMAIL, "ny@post.example", [membership.relation.person.uuid]
    )

    standing = Consent.objects.filter(withdrawn_at=None)
    assert set(standing.values_list("email", flat=True)) == {EMAIL, "ny@post.example"}
    assert DirectoryEntry.objects.count() == 2


def test_an_address_with_one_card_asks_for_nothing_more(browser: Client, membership: Membership):
    page = browser.get(factories.at(membership.organisation, "portal:address")).content.decode()

    assert 'name="cards"' not in page


def test_leaving_and_the_directory_are_about_the_membership_in_the_address(
    browser: Client, membership: Membership, beside: Membership
) -> None:
    organisation = membership.organisation
    front = browser.get(factories.at(organisation, "portal:front")).content.decode()

    browser.post(factories.at(organisation, "portal:directory", beside.uuid), {"first_name": "on"})
    browser.post(factories.at(organisation, "portal:leave", membership.uuid))

    for each in (membership, beside):
        assert factories.at(organisation, "portal:leave", each.uuid) in front
        assert factories.at(organisation, "portal:directory", each.uuid) in front
        each.relation.refresh_from_db()
    assert DirectoryEntry.objects.get().membership == beside
    assert membership.relation.ended_on == clock.today()
    assert beside.relation.ended_on is None


@pytest.mark.parametrize("page", ["portal:leave", "portal:directory"])
def test_membership_on_another_address_is_not_there(
    browser: Client, organisation: Organisation, page: str
) -> None:
    other = factories.member(organisation, email="ola@post.example")
    elsewhere = factories.member(factories.organisation(), email=EMAIL)

    for each in (other, elsewhere):
        address = factories.at(organisation, page, each.uuid)
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"first_name": "on"}).status_code == 404


def test_nothing_is_switched_on_beforehand_and_the_wording_stands_by_the_switches(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    page = browser.get(
        factories.at(organisation, "portal:directory", membership.uuid)
    ).content.decode()

    assert "checked" not in page
    assert "Ja, vis meg." in page


@pytest.mark.promise("N08")
def test_shown_and_hidden_again_each_in_one_press(
    browser: Client, organisation: Organisation, membership: Membership, client: Client
) -> None:
    address = factories.at(organisation, "portal:directory", membership.uuid)
    public = factories.at(organisation, "memberships:directory")

    browser.post(address, {"first_name": "on", "last_name": "on"})
    assert "Fjellro" in client.get(public).content.decode()
    browser.post(address, {"hide": "1"})

    assert "Fjellro" not in client.get(public).content.decode()
    assert not DirectoryEntry.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None


def test_picture_is_made_anew_and_shown_to_its_owner_only(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    document = factories.register_document(organisation)
    for entry in document["activities"]:
        if entry["activity"] == "membership":
            entry["fields"].append({"field": "picture", "required": False, "need": {}})
    factories.adopted_register(organisation, activities=document["activities"])
    person = membership.relation.person
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")

    browser.post(
        factories.at(organisation, "portal:change_picture", person.uuid),
        {"picture": SimpleUploadedFile("meg.png", content.getvalue(), "image/png")},
    )

    address = factories.at(organisation, "portal:picture", person.uuid)
    answer = browser.get(address)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert "no-store" in answer.headers["Cache-Control"]
    assert Client().get(address).status_code == 302


def test_leaving_ends_the_membership_today_and_is_confirmed_by_mail(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    address = factories.at(organisation, "portal:leave", membership.uuid)
    assert browser.get(address).status_code == 200
    membership.relation.refresh_from_db()
    assert membership.relation.ended_on is None

    browser.post(address)
    send_waiting()

    membership.relation.refresh_from_db()
    assert membership.relation.ended_on == clock.today()
    assert mail.outbox[-1].to == [EMAIL]


@pytest.mark.promise("P01")
def test_request_form_says_what_happens_when_and_what_the_data_is_for(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    page = browser.get(factories.at(organisation, "portal:request_ask", "access")).content.decode()

    assert organisation.name in page
    assert factories.at(organisation, "site:statement") + "#accountability" in page


@pytest.mark.promise("N04")
def test_erasure_shows_what_goes_and_stays_before_it_is_asked_for(
    browser: Client, organisation: Organisation, membership: Membership
) -> None:
    factories.registration(factories.event(organisation), email=EMAIL)
    address = factories.at(organisation, "portal:request_ask", "erasure")

    page = browser.get(address).content.decode()
    answer = browser.post(address, {"details": ""})

    assert 'id="foreseen"' in page
    assert page.count("<li><strong>") >= 4
    asked = Request.objects.get()
    assert answer.headers["Location"] == factories.at(organisation, "portal:request", asked.uuid)
    assert (asked.kind, asked.proven, asked.channel) == ("erasure", True, "portal")
    assert asked.due_on > clock.today()


def test_asking_twice_leads_to_the_one_that_waits(
    browser: Client, organisation: Organisation
) -> None:
    address = factories.at(organisation, "portal:request_ask", "access")
    browser.post(address, {"details": ""})
    browser.post(address, {"details": ""})

    assert Request.objects.count() == 1


def test_own_requests_are_listed_and_anothers_is_not_there(
    browser: Client, organisation: Organisation
) -> None:
    mine = factories.request(organisation, email=EMAIL, kind="objection")
    other = factories.request(organisation, email="ola@post.example")

    page = browser.get(factories.at(organisation, "portal:requests")).content.decode()

    assert str(mine.uuid) in page
    assert str(other.uuid) not in page
    assert browser.get(factories.at(organisation, "portal:request", mine.uuid)).status_code == 200
    assert browser.get(factories.at(organisation, "portal:request", other.uuid)).status_code == 404


def test_every_right_can_be_asked_for(browser: Client, organisation: Organisation) -> None:
    for kind in Request.Kind.values:
        answer = browser.post(
            factories.at(organisation, "portal:request_ask", kind), {"details": "Fordi."}
        )
        assert answer.status_code == 302

    assert set(Request.objects.values_list("kind", flat=True)) == set(Request.Kind.values)
    assert LedgerEntry.objects.filter(kind="request").count() == 6
