"""A draft says no more than the statement does."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import Adoption, draft

HEAD = """Personvernerklæring for Bakken vel

Bakken vel er behandlingsansvarlig for personopplysninger. E-post: post@bakken.example.

Når du melder deg inn, lagrer vi navn, adresse og e-post. Grunnlaget for medlemmer er avtalen med
deg. Medlemmer slettes ett år etter utmelding. Du har rett til innsyn, retting og sletting, og du
kan klage til Datatilsynet.

"""


def made_of(text: str, **also: str) -> Adoption:
    """The draft of the head with this after it."""
    return draft(read((HEAD + text).encode(), "erklaering.txt"), **also)


def codes(adoption: Adoption, path: str) -> set[str]:
    """What there is to say of that place."""
    return {point.code for point in adoption.points if point.path == path}


def test_a_draft_is_in_the_languages_the_statement_is_in() -> None:
    assert made_of("").register.languages == ["nb"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Personvernombudet vårt er Nora Vik, ombud@bakken.example.", "Nora Vik"),
        ("Personvernombud: Jan-Erik A. Moen. Skriv til ombud@bakken.example.", "Jan-Erik A. Moen"),
        ("Nora Vik er personvernombud hos oss. Skriv til ombud@bakken.example.", "Nora Vik"),
        ("Personvernombudet er Lysbrua Advokater AS, ombud@bakken.example.", "Bakken vel"),
        ("Vi har ikke personvernombud.", "Bakken vel"),
    ],
)
def test_the_officer_who_is_named_answers(said: str, name: str) -> None:
    adoption = made_of(said)

    assert name in {point.name for point in adoption.register.contact_points}
