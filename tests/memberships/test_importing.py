"""Members read in from a spreadsheet get their kind of membership and number."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.utils import translation

from tests import factories
from tests.people import spreadsheets
from tests.people.test_import import importer, ours  # fixtures
from tests.portal.conftest import log_in
from tillit.memberships.models import Membership, MembershipType
from tillit.people.models import Import
from tillit.portal.whom import roles_of
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.export import as_pdf
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.overview import overview

__all__ = ["importer", "ours"]
pytestmark = pytest.mark.django_db
HEADINGS = ["Fornavn", "Etternavn", "E-post", "Medlemsnummer", "Medlemstype"]


def rows(*members):
    return spreadsheets.xlsx([HEADINGS, *members])


def look_over(importer, content):
    importer.send(content, kind="member")
    kinds = MembershipType.objects.filter(organisation=importer.ours)
    extra = {"extra_membership_type": str(kinds[0].pk)} if kinds else {}
    importer.map(**extra)


def take_in(importer, content):
    look_over(importer, content)
    importer.post(do="start")


def test_each_gets_the_number_and_kind_of_the_file(importer, ours):
    kind = factories.membership_type(ours, "student", name={"nb": "Student", "en": "Student"})

    take_in(importer, rows(["Kari", "Fjellro", "kari@post.example", 42, "Student"]))

    made = Membership.objects.get()
    assert (made.number, made.type, made.relation.kind) == (42, kind, "member")


def test_without_a_number_the_next_is_given(importer, ours):
    factories.member(ours)

    take_in(
        importer,
        rows(
            ["Kari", "Fjellro", "kari@post.example", "", ""],
            ["Ola", "Bakkevik", "ola@post.example", "", ""],
        ),
    )

    numbers = Membership.objects.filter(organisation=ours).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]


def test_a_number_that_is_taken_stays_with_its_member(importer, ours):
    first = factories.member(ours)

    take_in(importer, rows(["Kari", "Fjellro", "kari@post.example", 1, ""]))

    first.refresh_from_db()
    assert first.number == 1
    assert Membership.objects.get(relation__person__email="kari@post.example").number == 2


def test_unknown_kind_is_an_error_at_its_row(importer, ours):
    factories.membership_type(ours)

    look_over(importer, rows(["Kari", "Fjellro", "kari@post.example", "", "Gullmedlem"]))

    assert importer.run.counts["error"] == 1
    assert "Gullmedlem" in importer.page().content.decode()


def test_the_same_file_again_makes_no_second_membership(importer, ours):
    content = rows(["Kari", "Fjellro", "kari@post.example", 42, ""])
    take_in(importer, content)

    take_in(importer, content)

    assert Membership.objects.count() == 1


def test_undoing_the_import_takes_the_memberships_with_it(importer, ours):
    take_in(importer, rows(["Kari", "Fjellro", "kari@post.example", 42, ""]))

    importer.undo()

    assert not Membership.objects.exists()


def test_an_organisation_without_kinds_of_membership_gets_a_plain_one(importer, ours):
    take_in(importer, rows(["Kari", "Fjellro", "kari@post.example", 42, ""]))

    assert MembershipType.objects.get(organisation=ours).name["nb"] == "Medlem"


def test_rows_to_mend_name_the_kind_and_come_back_whole(importer, ours):
    factories.membership_type(ours, "student", name={"nb": "Student", "en": "Student"})
    look_over(importer, rows(["Kari", "Fjellro", "kari(at)post", 42, "Student"]))

    answer = importer.desk.get(factories.at(ours, "people:import_faults", importer.run.uuid))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    [headings, wrong] = list(book.active.values)
    mended = [("kari@post.example" if cell == "kari(at)post" else cell) for cell in wrong]
    take_in(importer, spreadsheets.xlsx([headings, mended]))

    assert "Student" in wrong
    made = Membership.objects.get(relation__person__email="kari@post.example")
    assert (made.number, made.type.key) == (42, "student")


def test_an_imported_member_reads_words_on_my_page_and_no_program_code(importer, ours):
    factories.membership_type(ours, "student", name={"nb": "Student", "en": "Student"})
    take_in(importer, rows(["Kari", "Fjellro", "kari@post.example", 42, "Student"]))
    look_over(importer, rows(["Ola", "Bakkevik", "kari@post.example", 43, "Gull"]))
    held = held_on(ours, "kari@post.example")

    with translation.override("en"):
        told = overview(held, in_force(ours), actors=roles_of)
        document = as_pdf(told, in_force(ours))
    page = log_in(ours, "kari@post.example").get(factories.at(ours, "portal:front"))

    texts = [
        line
        for group in told.groups
        for part in group.parts
        for row in part.rows
        for value in row.values
        for line in value.lines
    ]
    assert {"First name: Kari", "Kind of membership: Student", "Member number: 42"} <= set(texts)
    assert any("“Gull” is not a kind of membership" in text for text in texts)
    for text in [*texts, page.content.decode()]:
        for code in (
            "user:",
            "imports/",
            "first_name: ",
            "membership_type: ",
            "unknown_type",
            "['",
        ):
            assert code not in text
    imported = Import.objects.values_list("uuid", flat=True)
    assert not any(f"kort/{uuid}" in page.content.decode() for uuid in imported)
    assert document.startswith(b"%PDF")
