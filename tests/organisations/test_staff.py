"""People who work for an organisation get access, keep it as long as their task, and lose it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests import factories
from tests.conftest import Clock
from tests.mail_server import Mailbox, mail_server
from tillit.kernel import clock as kernel_clock
from tillit.organisations.models import Role, Session, User
from tillit.organisations.tasks import end_sessions
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


def invitation(**changes: str) -> dict[str, str]:
    return {
        "name": "Solveig Nesby",
        "email": "Solveig@Arbeid.example",
        "type": "event_host",
        "starts_on": kernel_clock.today().isoformat(),
        "ends_on": "",
        "language": "nb",
        **changes,
    }


@pytest.fixture(name="mail_server")
def running_mail_server(settings: object) -> Iterator[Mailbox]:
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = box.port
        yield box


@pytest.mark.promise("N20")
def test_someone_is_invited_sets_up_a_second_factor_and_loses_access_after_the_last_day(
    mail_server: Mailbox, client: Client, clock: Clock
) -> None:
    own = factories.organisation()
    secretary = factories.desk(own)
    desk = factories.at(own, "desk:today")
    last_day = kernel_clock.today() + dt.timedelta(days=30)

    secretary.post(
        factories.at(own, "organisations_desk:invite"), invitation(ends_on=last_day.isoformat())
    )
    send_waiting()
    mail = mail_server.received[0]
    text = mail.get_payload(0).get_payload(decode=True).decode()
    link = re.search(r"http://localhost:8000(/staff-link/\S+)", text)[1]
    asked = client.get(link)
    chosen = client.post(link, {"password": "furu og lyng ved fjorden"})
    before = client.get(desk)
    key = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": factories.code_for(key)})
    during = client.get(desk)
    clock.stop(at=dt.datetime.combine(last_day, dt.time(22, 30), tzinfo=kernel_clock.OSLO))
    on_the_last_day = client.get(desk)
    clock.forward(hours=2)
    after = client.get(desk)

    assert mail["To"] == "solveig@arbeid.example"
    assert own.name in asked.text
    assert chosen.headers["Location"] == desk
    assert before.headers["Location"].startswith("/account/second-factor/")
    assert during.status_code == on_the_last_day.status_code == 200
    assert after.status_code == 404


@pytest.mark.promise("N20")
def test_ending_a_role_takes_the_access_at_once_also_where_someone_is_logged_in() -> None:
    own = factories.organisation()
    user = factories.staff_user(own, "event_host")
    browser = factories.logged_in(user)
    assert browser.get(factories.at(own, "desk:today")).status_code == 200
    role = Role.objects.get(user=user)

    answer = factories.desk(own).post(factories.at(own, "organisations_desk:end", role.pk))

    assert answer.status_code == 302
    gone = browser.get(factories.at(own, "desk:today"))
    assert gone.status_code == 302
    assert gone.headers["Location"].startswith("/account/login/")
    assert not Session.objects.filter(user=user).exists()


def test_who_works_elsewhere_too_stays_logged_in_there() -> None:
    own, other = factories.organisation(), factories.organisation()
    user = factories.staff_user(own, "event_host")
    factories.role(other, user, "editor")
    browser = factories.logged_in(user)
    role = Role.objects.get(user=user, organisation=own)

    factories.desk(own).post(factories.at(own, "organisations_desk:end", role.pk))

    assert browser.get(factories.at(own, "desk:today")).status_code == 404
    assert browser.get(factories.at(other, "desk:today")).status_code == 200


def test_sessions_end_the_night_after_the_last_day(clock: Clock) -> None:
    own = factories.organisation()
    today = kernel_clock.today()
    leaving, staying = factories.staff_user(own), factories.staff_user(own)
    Role.objects.filter(user=leaving).update(ends_on=today)
    factories.logged_in(leaving)
    factories.logged_in(staying)
    new = factories.staff_user(None)
    factories.logged_in(new)

    assert end_sessions.func() == 0
    clock.forward(days=1)
    ended = end_sessions.func()

    assert ended == 1
    assert set(Session.objects.values_list("user", flat=True)) == {staying.pk, new.pk}


def test_the_last_one_in_charge_cannot_go() -> None:
    own = factories.organisation()
    user = factories.staff_user(own, "secretary")
    browser = factories.logged_in(user)
    role = Role.objects.get(user=user)

    answer = browser.post(factories.at(own, "organisations_desk:end", role.pk), follow=True)

    assert "Nobody else could give people access" in answer.text or answer.status_code == 200
    role.refresh_from_db()
    assert role.ended_at is None


def test_the_last_one_in_charge_cannot_get_a_last_day_either() -> None:
    own = factories.organisation()
    user = factories.staff_user(own, "secretary")
    role = Role.objects.get(user=user)
    other = factories.staff_user(own, "secretary")
    ends = kernel_clock.today() + dt.timedelta(days=10)
    Role.objects.filter(user=other).update(ends_on=ends)
    day = {"ends_on": (ends + dt.timedelta(days=1)).isoformat()}
    address = factories.at(own, "organisations_desk:last_day", role.pk)

    refused = factories.logged_in(user).post(address, day)
    Role.objects.filter(user=other).update(ends_on=None)
    granted = factories.logged_in(user).post(address, day)

    assert (refused.status_code, granted.status_code) == (422, 302)


def test_each_change_of_access_is_in_the_ledger_without_names() -> None:
    own = factories.organisation()
    secretary = factories.staff_user(own)
    browser = factories.logged_in(secretary)

    browser.post(factories.at(own, "organisations_desk:invite"), invitation())
    role = Role.objects.get(type="event_host")
    day = (kernel_clock.today() + dt.timedelta(days=3)).isoformat()
    browser.post(factories.at(own, "organisations_desk:last_day", role.pk), {"ends_on": day})
    browser.post(factories.at(own, "organisations_desk:end", role.pk))

    entries = LedgerEntry.objects.filter(kind="access").order_by("pk")
    assert [entry.content["what"] for entry in entries] == ["given", "last_day", "ended"]
    assert {entry.actor for entry in entries} == {f"user:{secretary.uuid}"}
    assert {entry.subject for entry in entries} == {f"user:{role.user.uuid}"}
    assert "Solveig" not in str([entry.content for entry in entries])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ikke en adresse"),
        ("type", "konge"),
        ("ends_on", "2020-01-01"),
        ("name", ""),
        ("starts_on", "2999-13-01"),
    ],
)
def test_an_invitation_with_a_mistake_is_handed_back(field: str, value: str) -> None:
    own = factories.organisation()

    answer = factories.desk(own).post(
        factories.at(own, "organisations_desk:invite"), invitation(**{field: value})
    )

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert User.objects.count() == 1


def test_an_invitation_waits_until_the_register_is_adopted() -> None:
    own = factories.organisation(adopted=False)

    answer = factories.desk(own).post(factories.at(own, "organisations_desk:invite"), invitation())

    assert answer.status_code == 200
    assert User.objects.count() == 1


def test_someone_with_an_account_gets_the_role_and_keeps_the_password(
    mailoutbox: list,
) -> None:
    own = factories.organisation()
    known = factories.staff_user(
        factories.organisation(), email="solveig@arbeid.example", password="det gamle passordet"
    )

    factories.desk(own).post(factories.at(own, "organisations_desk:invite"), invitation())
    send_waiting()

    assert "/staff-link/" not in mailoutbox[0].body
    assert factories.at(own, "desk:today") in mailoutbox[0].body
    known.refresh_from_db()
    assert known.check_password("det gamle passordet")


def test_the_list_shows_roles_days_and_second_factors() -> None:
    own = factories.organisation()
    user = factories.staff_user(own, "event_host", name="Solveig Nesby", second_factor=False)
    former = factories.staff_user(own, "editor", name="Nils Lillemo")
    yesterday = kernel_clock.today() - dt.timedelta(days=1)
    Role.objects.filter(user=former).update(ends_on=yesterday)

    page = factories.desk(own).get(factories.at(own, "organisations_desk:staff"))

    active = {member.user: member for member in page.context["active"]}
    assert active[user].has_second_factor is False
    assert [member.user for member in page.context["former"]] == [former]


def test_the_list_takes_few_queries_however_many_work_here(
    django_assert_max_num_queries: object,
) -> None:
    own = factories.organisation()
    browser = factories.desk(own)
    for _ in range(20):
        factories.staff_user(own, "event_host", "editor")
    address = factories.at(own, "organisations_desk:staff")
    browser.get(address)

    with django_assert_max_num_queries(10):
        browser.get(address)


def test_of_who_is_invited_nothing_is_told_but_the_invitation_until_they_come_in() -> None:
    elsewhere, own = factories.organisation(), factories.organisation()
    user = factories.staff_user(
        elsewhere, email="solveig@arbeid.example", name="Åse Hemmelig",
        last_login=kernel_clock.now(),
    )  # fmt: skip
    secretary = factories.desk(own)
    staff = factories.at(own, "organisations_desk:staff")
    export = factories.at(own, "organisations_desk:export")
    why = {
        "purpose": "Gjennomgang i styret", "recipient": "", "form": "csv",
        "fields_out": ["name", "email", "role", "second_factor", "last_login"],
    }  # fmt: skip

    invited = secretary.post(
        factories.at(own, "organisations_desk:invite"), invitation(), follow=True
    ).text
    role = Role.objects.get(organisation=own, user=user)
    about = [
        secretary.get(factories.at(own, f"organisations_desk:{page}", role.pk)).text
        for page in ("last_day", "end")
    ]
    again = secretary.post(
        factories.at(own, "organisations_desk:invite_again", role.pk), follow=True
    ).text
    taken_out = b"".join(secretary.post(export, why).streaming_content).decode()
    searched = secretary.get(staff, {"q": "Hemmelig"}).text
    by_invitation = secretary.get(staff, {"q": "Nesby"}).text

    for page in (invited, *about, again, taken_out, by_invitation):
        assert "Solveig Nesby" in page
        assert "Hemmelig" not in page
    assert "solveig@arbeid.example" not in searched
    row = next(line for line in taken_out.splitlines() if "solveig@arbeid.example" in line)
    assert row.split(";")[3:] == ["Invitert", ""]

    factories.logged_in(user).get(factories.at(own, "desk:today"))

    known = secretary.get(staff).text
    assert "Hemmelig" in known
    assert "Solveig Nesby" not in known
    entry = LedgerEntry.objects.filter(organisation=own, kind="access").latest("pk")
    assert entry.content["what"] == "taken_up"


def test_who_is_known_here_already_is_so_in_a_further_role() -> None:
    own = factories.organisation()
    factories.staff_user(own, email="solveig@arbeid.example", name="Åse Kjent")

    page = (
        factories.desk(own)
        .post(factories.at(own, "organisations_desk:invite"), invitation(), follow=True)
        .text
    )

    assert "Åse Kjent" in page
    assert not Role.objects.exclude(invited_as="").exists()
