"""One-time links: printed at the console or mailed, used once, gone in time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.conftest import Clock
from tillit.config.single import only_one
from tillit.organisations import staff_link
from tillit.organisations.models import Organisation, StaffLink, User

pytestmark = pytest.mark.django_db
WHO = {"name": "Åse Bakkevik", "email": "ase@arbeid.example", "password": "furu og lyng ved fjord"}


def path_of(link: str | None) -> str:
    assert link is not None
    assert link.startswith("http://localhost:8000/staff-link/")
    return link.removeprefix("http://localhost:8000")


def test_the_first_link_lets_its_holder_make_an_account_and_start(client: Client) -> None:
    link = path_of(staff_link.issue())

    answer = client.post(link, WHO, follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert 'href="/start/"' in answer.text
    assert User.objects.get().name == "Åse Bakkevik"


def test_opening_the_page_does_not_use_the_link_up(client: Client) -> None:
    link = path_of(staff_link.issue())

    for _ in range(3):
        assert client.get(link).status_code == 200

    assert client.post(link, WHO).status_code == 302


def test_a_link_works_once(client: Client) -> None:
    link = path_of(staff_link.issue())
    client.post(link, WHO)

    again = Client().post(link, {**WHO, "email": "en.annen@arbeid.example"})

    assert again.status_code == 410
    assert User.objects.count() == 1


def test_a_link_ends_after_a_day(client: Client, clock: Clock) -> None:
    link = path_of(staff_link.issue())

    clock.forward(hours=24, seconds=1)

    assert client.get(link).status_code == 410
    assert client.post(link, WHO).status_code == 410


def test_a_made_up_link_is_answered_as_an_old_one(client: Client) -> None:
    assert client.get("/staff-link/abcdefghijklmnop/").status_code == 410


def test_the_console_lets_a_member_of_staff_in_by_address(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, email="ola@arbeid.example", second_factor=False)

    call_command("staff_link", "Ola@Arbeid.example")
    link = path_of(capsys.readouterr().out.strip())
    client.post(link)

    assert client.get(factories.at(own, "desk:today")).status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_console_says_so_when_there_is_no_such_account() -> None:
    with pytest.raises(CommandError, match="no open staff account"):
        call_command("staff_link", "ingen@arbeid.example")


def test_the_holder_of_the_machine_may_look_around_the_demo(client: Client) -> None:
    demo = factories.organisation("demo", is_demo=True)

    client.post(path_of(staff_link.issue()), WHO)

    assert client.get(factories.at(demo, "desk:today")).status_code == 200
    assert f'href="{factories.at(demo, "desk:today")}"' in client.get("/").text


def test_a_start_prints_no_link_once_several_have_accounts(client: Client) -> None:
    client.post(path_of(staff_link.issue()), WHO)
    assert staff_link.issue() is not None

    other = path_of(staff_link.make(None))
    Client().post(other, {**WHO, "email": "ola@arbeid.example"})

    assert staff_link.issue() is None


def test_accounts_count_also_when_their_used_links_have_been_deleted(client: Client) -> None:
    client.post(path_of(staff_link.issue()), WHO)
    StaffLink.objects.all().delete()

    answer = Client().get(path_of(staff_link.issue()))

    assert "Åse Bakkevik" in answer.text
    assert not StaffLink.objects.filter(user=None).exists()


def test_a_stranger_cannot_start_an_organisation(client: Client) -> None:
    own = factories.organisation()
    someone = factories.desk(own)

    assert client.get("/start/").status_code == 302
    assert someone.get("/start/").status_code == 403
    assert someone.post("/start/", {"name": "Falsk forening"}).status_code == 403
    assert Organisation.objects.count() == 1


def test_a_forgotten_password_is_replaced_by_a_mailed_link_and_the_code_still_asked_for(
    client: Client, run_tasks: Callable[[], int], mailoutbox: list
) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, email="ola@arbeid.example", password="gammelt passord her")
    open_browser = factories.logged_in(user)

    client.post("/account/password/reset/", {"email": "ola@arbeid.example"})
    run_tasks()
    from tillit.privacy.gate.sending import send_waiting

    send_waiting()
    link = path_of(re.search(r"http://\S+/staff-link/\S+", mailoutbox[0].body)[0])
    answer = client.post(link, {"password": "et helt nytt passord"}, follow=True)

    assert answer.redirect_chain[-1][0] == "/account/2fa/authenticate/"
    user.refresh_from_db()
    assert user.check_password("et helt nytt passord")
    assert open_browser.get(factories.at(own, "desk:today")).status_code == 302


def test_nobody_learns_whether_an_address_has_an_account(client: Client, mailoutbox: list) -> None:
    own = factories.organisation()
    factories.staff_user(own, email="ola@arbeid.example")

    known = client.post("/account/password/reset/", {"email": "ola@arbeid.example"})
    unknown = client.post("/account/password/reset/", {"email": "ingen@arbeid.example"})

    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text


def test_whether_an_address_has_an_account_is_not_told_by_time_either(client: Client) -> None:
    factories.staff_user(factories.organisation(), email="ola@arbeid.example")
    asked = []

    for email in ("forst@arbeid.example", "ola@arbeid.example", "ingen@arbeid.example"):
        with CaptureQueriesContext(connection) as queries:
            client.post("/account/password/reset/", {"email": email})
        asked.append([query["sql"].partition(" WHERE")[0][:40] for query in queries])

    assert asked[1] == asked[2]


@pytest.mark.parametrize("page", ["/", "/account/2fa/", "/account/2fa/totp/activate/"])
def test_pages_of_someone_logged_in_are_kept_by_no_browser(client: Client, page: str) -> None:
    client.post(path_of(staff_link.issue()), WHO)

    answer = client.get(page)

    assert answer.status_code in (200, 302)
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_command_gives_the_address_at_which_the_installation_runs(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TILLIT_URL", raising=False)
    settings.DATA, settings.PUBLIC_URL = tmp_path, "http://localhost:8000"
    said = io.StringIO()

    with only_one(tmp_path) as held:
        held.tell("http://localhost:8001")
        call_command("staff_link", stdout=said)

    assert said.getvalue().startswith("http://localhost:8001/staff-link/")
