"""Someone who is erased stands in no file that waits, and does not come back through one."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.people import spreadsheets
from tests.people.test_import import importer, ours  # fixtures
from tillit.people.models import Import, ImportRow, Person
from tillit.privacy.rights.erasure import erase

__all__ = ["importer", "ours"]
pytestmark = pytest.mark.django_db
EMAIL = "kari1@post.example"


def erased(importer, email=EMAIL):
    asked = make.request(importer.ours, kind="erasure", email=email, proven=True, language="en")
    with importer.capture(execute=True):
        return erase(asked, "Done.", by="user:x")


@pytest.mark.parametrize("step", ["mapping", "preview"])
def test_a_file_that_waits_is_deleted_with_the_erased_person_in_it(importer, step):
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    storage, name = importer.run.file.storage, importer.run.file.name
    if step == "preview":
        importer.map()
    assert importer.run.state == step

    receipt = erased(importer).receipt["lines"]

    assert not storage.exists(name)
    assert not ImportRow.objects.exists()
    assert (importer.run.state, importer.run.plan) == ("failed", {})
    assert "Spreadsheets that wait to be read in (1): deleted now" in receipt
    assert not any("kept" in line and "preadsheet" in line for line in receipt)
    assert "deleted at their own request" in importer.page().content.decode()
    importer.post(do="columns")
    importer.post(do="start")
    assert not Person.objects.filter(email=EMAIL).exists()


def test_the_address_is_found_however_the_cell_writes_it_and_on_any_sheet(importer):
    content = spreadsheets.xlsx(
        spreadsheets.members(3, start=5),
        sheets={"Gamle": [("Navn", "Kontakt"), ("Kari", "Kari <KARI1@Post.example>; x")]},
    )
    importer.send(content)

    erased(importer)

    assert importer.run.error == "erased"


def test_a_person_is_found_by_the_number_on_the_card(importer, ours):
    make.person(ours, email=EMAIL, phone="+4741234567")
    importer.send(spreadsheets.csv([("Navn", "Mobil"), ("Kari Fjellro", "412 34 567")]), "a.csv")

    erased(importer)

    assert importer.run.error == "erased"


def test_a_file_without_the_person_goes_on(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    importer.map()

    receipt = erased(importer, "xkari1@post.example").receipt["lines"]
    importer.post(do="start")

    assert not any("preadsheet" in line for line in receipt)
    assert Person.objects.count() == 3


def test_another_organisations_file_is_left_alone(importer):
    importer.send(spreadsheets.xlsx(spreadsheets.members(3)))
    other = make.organisation(language="en")

    asked = make.request(other, kind="erasure", email=EMAIL, proven=True, language="en")
    erase(asked, "Done.", by="user:x")

    assert importer.run.state == "mapping"


@pytest.mark.parametrize(
    ("called", "then"),
    [
        ("Li, Åse (ny).CSV", "–.CSV"),
        ("ny_åse_li.csv", "–.csv"),
        ("A\u030aseLi 2.csv", "–.csv"),
        ("kari1@post.example.csv", "–.csv"),
        ("Åse.csv", "Åse.csv"),
        ("Åse Lie.csv", "Åse Lie.csv"),
        ("medlemmer.csv", "medlemmer.csv"),
    ],
)
def test_a_file_called_by_the_name_of_who_is_erased_is_called_nothing(importer, ours, called, then):
    importer.send(spreadsheets.csv([("Navn", "Mobil"), ("Ola Fjellro", "412 34 567")]), "a.csv")
    Import.objects.update(filename=called)
    make.person(ours, email=EMAIL, first_name="Åse", last_name="Li")

    receipt = erased(importer).receipt["lines"]

    assert importer.run.filename == then
    told = "Names of spreadsheets that named you (1): deleted now"
    assert (told in receipt) == (called != then)
