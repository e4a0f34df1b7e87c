"""The kind of organisation a statement is of is a guess, and said to be one."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.privacy.reader.readings import reading, said
from tillit.privacy.reader.adopt import draft, facts
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.adopt.nearest import nearest
from tillit.privacy.register.points.values import shown_at
from tillit.privacy.register.points.wording import title, to_do
from tillit.privacy.register.profiles import KINDS

CLUB = "Personvern\n\nMedlemmer får bladet. Vi skriver til medlemmer om kontingenten.\n"
BRANCHES = CLUB + "\nDistriktene har egne lister. Et distrikt velger sitt styre.\n"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (CLUB, "Lysbrua Roklubb", "business-network"),
        (CLUB, "Fjellgrend Songkor", "business-network"),
        (CLUB, "Lysbrua Skiforbund", "federation"),
        (BRANCHES, "", "federation"),
        ("Personvern\n\nInkubatorbedrifter følges opp i to år.\n", "", "regional-development"),
        ("Personvern\n\nVåre kunder får faktura. Vi ringer mulige kunder.\n", "", "cloud-supplier"),
    ],
)  # fmt: skip
def test_it_is_what_it_speaks_of_and_is_called(text: str, name: str, kind: str) -> None:
    assert nearest(About(reading(text)), name).kind == kind


def test_it_is_never_sure_and_has_its_sentence() -> None:
    kind = facts(reading(CLUB)).kind

    assert (kind.value, kind.sure) == ("business-network", False)
    assert kind.sentence is not None
    assert "Medlemmer får bladet" in kind.sentence.text


def test_the_draft_tells_that_it_is_a_guess() -> None:
    [point] = [one for one in draft(reading(CLUB)).origins if one.path == "controller.kind"]

    assert (point.code, point.sure) == ("kind_guess", False)
    assert "Medlemmer" in point.sentence
    with translation.override("nb"):
        assert shown_at(["controller", "kind"], point.value) == str(KINDS["business-network"].name)


def test_what_people_chose_themselves_is_no_guess() -> None:
    adoption = draft(reading(CLUB), kind="federation")

    assert not [one for one in adoption.origins if one.path == "controller.kind"]


def test_a_statement_that_speaks_of_nothing_known_says_that_it_is_a_guess() -> None:
    adoption = draft(reading("Personvern\n\nVi tar vare på opplysninger.\n"))

    [point] = [one for one in adoption.origins if one.path == "controller.kind"]
    assert (point.code, point.sentence) == ("kind_unsaid", "")
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            assert title(point)
            assert to_do(point)


def test_a_name_alone_decides_where_nothing_else_does() -> None:
    text = "Personvern i Lysbrua Skiforbund\n\nVi tar vare på opplysninger.\n"
    named = said("controller", "Personvern", value="Lysbrua Skiforbund")

    assert draft(reading(text, named)).kind == "federation"
