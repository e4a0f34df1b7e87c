"""The whole story: an organisation adopts its register, runs, keeps its word and shows it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from tests import factories
from tests.people import spreadsheets
from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.memberships.models import Membership
from tillit.organisations import staff_link
from tillit.organisations.models import Organisation
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.ledger.tasks import chain_all

MEMBERS = 1000
GUESTS = 200
# The button a form is sent with; others add a line or carry out a choice of their own.
SUBMIT = "main form[method=post] button[type=submit]:not([name], [aria-hidden])"


class Story:
    """The organisation's people and its guests, at their screens."""

    def __init__(self, page: Page, run_tasks: Callable[[], int], days_later: Any) -> None:
        self.page, self.run_tasks, self.days_later = page, run_tasks, days_later

    @property
    def organisation(self) -> Organisation:
        return Organisation.objects.get(slug="fjordnett")

    def at(self, view: str, *args: Any) -> str:
        return factories.at(self.organisation, view, *args)

    def submit(self) -> None:
        self.page.locator(SUBMIT).first.click()
        self.page.wait_for_load_state()

    def work(self) -> None:
        """The worker does what waits."""
        while self.run_tasks():
            pass

    def start(self) -> None:
        """The one-time link, an account, the organisation from a ready profile, adopted."""
        link = staff_link.make(None)
        self.page.goto(link[link.index("/staff-link/") :])
        self.page.locator("#id_name").fill("Kari Fjellro")
        self.page.locator("#id_email").fill("kari@fjordnett.example")
        self.page.locator("#id_password").fill("furu og lyng ved fjorden")
        self.submit()
        self.page.goto("/start/")
        self.page.locator("#id_name").fill("Fjordnett")
        self.page.locator("#id_organisation_number").fill(factories.ORGANISATION_NUMBER)
        self.page.locator("input[name=kind][value=business-network]").check()
        self.page.locator("#id_email").fill("personvern@fjordnett.example")
        self.page.locator("#id_contact").fill("Personvernkontakten")
        self.page.locator("#id_address").fill("Lysbuen 1")
        self.page.locator("#id_postal_code").fill("0150")
        self.page.locator("#id_city").fill("Oslo")
        self.page.locator("#id_slug").fill("fjordnett")
        self.submit()
        self.page.goto(self.at("desk:register_adopt"))
        self.submit()
        self.page.goto(self.at("site:statement"))
        expect(self.page.locator("main")).to_contain_text("Fjordnett")

    def import_members(self, folder: Path) -> None:
        """A thousand members from a spreadsheet, looked over first."""
        headings = [*spreadsheets.HEADINGS, "Adresse", "Poststed", "Stilling"]
        rows = [
            [*row, f"Lysbuen {number}", "Oslo", "Rådgiver"]
            for number, row in enumerate(spreadsheets.members(MEMBERS)[1:], start=1)
        ]
        file = folder / "medlemmer.xlsx"
        file.write_bytes(spreadsheets.xlsx([headings, *rows]))
        self.page.goto(self.at("people:import_upload"))
        self.page.locator("[name=kind]").select_option("member")
        self.page.locator("input[type=file]").set_input_files(str(file))
        self.submit()
        self.work()
        self.page.reload()
        self.page.locator("[name=source]").select_option("self")
        self.page.locator("[name=detail]").fill("Gammelt medlemsregister")
        self.submit()
        self.work()
        self.page.reload()
        self.page.locator("button[name=do][value=start]").click()
        self.page.wait_for_load_state()
        self.work()
        self.page.reload()
        assert Membership.objects.filter(organisation=self.organisation).count() == MEMBERS

    def be_seen(self) -> None:
        """A member proves an address on Min side and turns the directory on."""
        guest = self.page.context.browser.new_page(base_url=self.page.url.split("/fjordnett")[0])  # type: ignore[union-attr]
        guest.goto(self.at("portal:login"))
        guest.locator("#id_email").fill("kari7@post.example")
        guest.locator("main form button").first.click()
        guest.wait_for_load_state()
        send_waiting()
        code = re.search(r"\d{6}", mail.outbox[-1].subject)
        assert code
        guest.locator("#id_code").fill(code[0])
        guest.locator("main form button").first.click()
        guest.wait_for_load_state()
        expect(guest.locator("main")).to_contain_text("Ånestad7")
        seen = Membership.objects.get(relation__person__email="kari7@post.example")
        guest.goto(self.at("portal:directory", seen.uuid))
        guest.locator("#id_first_name").check()
        guest.locator("#id_last_name").check()
        guest.locator("main form button").first.click()
        guest.wait_for_load_state()
        guest.goto(self.at("memberships:directory"))
        expect(guest.locator("main")).to_contain_text("Kari7 Ånestad7")
        guest.close()

    def make_event(self, title: str, days: int) -> Event:
        """An event is made and published."""
        start = clock.now().astimezone(clock.OSLO) + dt.timedelta(days=days)
        self.page.goto(self.at("events_desk:create"))
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_starts_at").fill(f"{start:%Y-%m-%d}T18:00")
        self.page.locator("#id_ends_at").fill(f"{start:%Y-%m-%d}T20:00")
        self.submit()
        event = Event.objects.get(organisation=self.organisation, title=title)
        self.page.goto(self.at("events_desk:publish", event.uuid))
        self.submit()
        event.refresh_from_db()
        assert event.state == "published"
        return event

    def sign_up(self, event: Event, number: int) -> None:
        """So many guests sign up, each at a browser of their own."""
        address = factories.at(self.organisation, "events:register", event.slug)
        for guest in range(number):
            answer = Client(REMOTE_ADDR=f"127.0.{guest // 250}.{guest % 250 + 1}").post(
                address,
                {
                    "first_name": f"Ola{guest}",
                    "last_name": "Bakkevik",
                    "email": f"ola{guest}@gjest.example",
                    "phone": "40000000",
                    "workplace": "Bakkevik Bruk",
                    "position": "Bonde",
                },
            )
            assert answer.status_code == 302, answer.context["form"].errors
        assert Registration.objects.filter(event=event).count() == number

    def cancel(self, event: Event) -> None:
        """The organiser cancels; those registered are told."""
        self.page.goto(self.at("events_desk:cancel", event.uuid))
        self.page.locator("[name=reason]").fill("Storm")
        self.submit()
        event.refresh_from_db()
        assert event.state == "cancelled"
        send_waiting()

    def measure(self) -> dict[str, Any]:
        """The worker links the log, the checks run, and anyone reads what they found."""
        chain_all.func()
        with contextlib.suppress(SystemExit):  # its exit code says that something is red
            call_command("evidence", verbosity=0)
        return json.loads(Client().get(self.at("site:evidence_json")).content)


def test_an_organisation_adopts_its_register_runs_keeps_its_word_and_shows_it(
    page: Page, run_tasks: Callable[[], int], days_later: Any, tmp_path: Path
) -> None:
    story = Story(page, run_tasks, days_later)
    story.start()
    story.import_members(tmp_path)
    story.be_seen()
    held = story.make_event("Lunsjmøte", days=1)
    cancelled = story.make_event("Høstmøte", days=20)
    story.sign_up(held, GUESTS)
    story.sign_up(cancelled, 5)
    story.cancel(cancelled)

    days_later(62)
    call_command("sweep", verbosity=0)

    assert Registration.objects.count() == 0
    report = story.measure()
    assert report["kept"], report
    page.goto(story.at("site:evidence"))
    expect(page.locator("main")).to_contain_text("60")

    late = Registration.objects.create(
        organisation=story.organisation,
        event=held,
        email="glemt@gjest.example",
        registered_at=held.starts_at,
    )
    report = story.measure()
    assert not report["kept"]
    page.goto(story.at("site:evidence"))
    expect(page.locator("[data-color=danger]").first).to_be_visible()

    call_command("sweep", verbosity=0)
    assert not Registration.objects.filter(pk=late.pk).exists()
    assert story.measure()["kept"]
