"""Members read in from a spreadsheet get their kind of membership and number."""

from __future__ import annotations

import pytest

from tests import factories
from tests.people import spreadsheets
from tests.people.test_import import importer, ours  # fixtures
from tillit.memberships.models import Membership, MembershipType

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
