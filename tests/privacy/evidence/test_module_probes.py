"""The modules' own probes: the directory, access that has ended, where values came from."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.memberships.models import DirectoryEntry
from tillit.organisations.models import Role, Session, User
from tillit.people.models import Relation
from tillit.privacy.consent.models import Consent
from tillit.privacy.declare import declarations
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import report
from tillit.privacy.evidence.registry import probes
from tillit.privacy.register.queries import in_force
from tillit.privacy.statement.compose import compose

pytestmark = pytest.mark.django_db


@pytest.fixture
def org():
    return make.organisation("lysbuen", language="en")


def light(org, probe: str) -> str:
    measure(org)
    [line] = [line for line in report(org).lines if line.probe == probe]
    return line.light


def listed(org, *, shown=("email",)) -> DirectoryEntry:
    member = make.member(org, email="kari@post.example")
    Consent.objects.create(
        organisation=org, email="kari@post.example", activity="membership",
        purpose="publish_in_directory", wording="Ja", register_number=1, language="nb",
        how="portal", given_at=kernel_clock.now(),
    )  # fmt: skip
    return DirectoryEntry.objects.create(
        organisation=org, membership=member, shown=list(shown), shown_since=kernel_clock.now()
    )


def test_a_directory_of_those_who_wish_it_is_green(org):
    listed(org)

    assert light(org, "directory") == "green"


def test_someone_listed_after_withdrawing_is_found(org):
    listed(org)
    Consent.objects.update(withdrawn_at=kernel_clock.now())

    assert light(org, "directory") == "red"


def test_someone_listed_after_leaving_is_found(org):
    listed(org)
    Relation.objects.update(ended_on=kernel_clock.today() - dt.timedelta(days=1))

    assert light(org, "directory") == "red"


def test_a_field_shown_that_the_register_does_not_name_is_found(org):
    listed(org, shown=("email", "street"))

    assert light(org, "directory") == "red"


def session(user) -> None:
    expires = kernel_clock.now() + dt.timedelta(hours=3)
    Session.objects.create(session_key="x", session_data="", user=user, expire_date=expires)


def test_the_session_of_someone_at_work_is_no_fault(org):
    session(make.staff_user(org))

    assert light(org, "staff_access") == "green"


def test_a_session_left_from_someone_whose_role_has_ended_is_found(org):
    session(make.staff_user(org))
    Role.objects.update(ends_on=kernel_clock.today() - dt.timedelta(days=1))

    assert light(org, "staff_access") == "red"


def test_a_role_elsewhere_keeps_the_session(org):
    user = make.staff_user(org)
    Role.objects.update(ends_on=kernel_clock.today() - dt.timedelta(days=1))
    make.role(make.organisation(), user, "secretary")
    session(user)

    assert light(org, "staff_access") == "green"


def page(org, client) -> str:
    measure(org)
    return client.get(make.at(org, "site:evidence")).content.decode()


@pytest.mark.promise("C17")
def test_cards_whose_every_value_has_a_source_are_green_on_the_public_page(org, client):
    make.person(org, "customer")

    assert light(org, "sources") == "green"
    assert "Every value has its source" in page(org, client)


@pytest.mark.promise("C17")
def test_a_value_put_in_without_a_source_turns_the_public_page_red(org, client):
    make.person(org, "customer")
    make.person(org, "customer", sources={})

    assert light(org, "sources") == "red"
    assert "1 person has a value without a source" in page(org, client)


@pytest.mark.parametrize("source", ["rumour", None])
def test_a_source_that_the_register_does_not_list_or_that_is_gone_is_found(org, source):
    person = make.person(org, "customer")
    record = make.source(org, source or "self")
    person.sources["email"] = record.pk
    person.save()
    if source is None:
        record.delete()

    assert light(org, "sources") == "red"


def test_values_of_another_organisation_are_theirs_to_account_for(org):
    make.person(make.organisation(), "customer", sources={})

    assert light(org, "sources") == "green"


def measures(*keys: str) -> list[dict[str, object]]:
    return [{"key": key, "text": {"nb": "Slik ser vi etter dataene."}} for key in ("access", *keys)]


def about(org, probe: str):
    measure(org)
    return [line for line in report(org).lines if line.probe == probe]


def test_what_the_register_does_not_promise_is_not_measured(org):
    assert about(org, "second_factor") == about(org, "transport") == []


def test_accounts_without_a_second_factor_are_counted_and_the_gate_is_tried(org):
    make.adopted_register(org, measures=measures("second_factor"))
    make.staff_user(org)
    lacking = make.staff_user(org, second_factor=False)
    users = User.objects.count()

    [line] = about(org, "second_factor")

    assert line.light == "green"
    assert (line.measured["accounts"], line.measured["without"]) == (2, 1)
    assert line.measured["by_link"] == 0
    assert User.objects.count() == users
    browser = make.logged_in(lacking)
    session = browser.session
    session["opened_at_console"] = True
    session.save()
    assert about(org, "second_factor")[0].measured["by_link"] == 1


def test_a_gate_that_lets_someone_in_with_one_step_is_found(org, monkeypatch):
    make.adopted_register(org, measures=measures("second_factor"))
    monkeypatch.setattr("tillit.organisations.accounts.second_factor_wanted", lambda _request: None)

    assert about(org, "second_factor")[0].light == "red"


@pytest.mark.parametrize(
    ("address", "listens_on", "light"),
    [
        ("https://medlem.example", "0.0.0.0", "green"),
        ("http://localhost:8000", "", "green"),
        ("http://localhost:8000", "127.0.0.1", "green"),
        ("http://localhost:8000", "0.0.0.0", "red"),
        ("http://medlem.example", "", "red"),
    ],
)  # fmt: skip
def test_an_address_that_others_reach_has_to_be_encrypted(
    org, settings, address, listens_on, light
):
    make.adopted_register(org, measures=measures("transport"))
    settings.PUBLIC_URL, settings.LISTENS_ON = address, listens_on

    assert about(org, "transport")[0].light == light


def test_an_organisation_with_a_host_of_its_own_is_not_on_this_machine_alone(org):
    make.adopted_register(org, measures=measures("transport"))
    org.host = "medlem.example"
    org.save()

    assert about(org, "transport")[0].light == "red"


def test_the_sentence_on_a_measure_has_the_light_of_its_check(org):
    make.adopted_register(org, measures=measures("second_factor", "transport"))

    [section] = [
        each
        for each in compose(in_force(org), declarations, "nb", kernel_clock.today()).sections
        if each.key == "security"
    ]

    assert {each.key: each.probes for each in section.sentences} == {
        "measures.access": (("staff_access", ""),),
        "measures.second_factor": (("second_factor", ""),),
        "measures.transport": (("transport", ""),),
    }


def test_every_probe_says_what_to_do_and_leads_where_it_is_done(org):
    assert all(str(each.remedy).strip() for each in probes())
    assert all(each.remedy_at == "" or make.at(org, each.remedy_at) for each in probes())


def test_the_desk_says_what_to_do_about_what_is_broken_and_the_public_page_does_not(org):
    Session.objects.all().delete()
    listed(org, shown=("email", "street"))
    measure(org)

    desk = make.desk(org, "privacy_officer").get(make.at(org, "desk:evidence")).content.decode()
    public = Client().get(make.at(org, "site:evidence")).content.decode()

    remedy = "choose anew on My page"
    assert remedy in desk
    assert f'href="{make.at(org, "memberships_desk:list")}"' in desk
    assert remedy not in public
