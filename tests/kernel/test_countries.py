from __future__ import annotations

from datetime import date

import pytest

from tillit.kernel.countries import ADEQUACY, adequacy, adequate, country_name, in_eea
from tillit.kernel.transfers import BASES, is_valid_on

TODAY = date(2026, 11, 22)


def test_the_eea_has_thirty_countries() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    members = [a + b for a in letters for b in letters if in_eea(a + b, TODAY)]

    assert len(members) == 30
    assert {"NO", "IS", "LI", "SE", "HR"} <= set(members)
    assert not {"GB", "CH", "US"} & set(members)


def test_the_united_kingdom_left_with_the_year_2020() -> None:
    assert in_eea("gb", date(2020, 12, 31))
    assert not in_eea("GB", date(2021, 1, 1))
    assert adequate("GB", date(2021, 6, 28))
    assert not adequate("GB", date(2031, 12, 28))


@pytest.mark.parametrize("code", "AD AR BR CA FO GG IL IM JE JP NZ CH UY GB KR".split())
def test_the_commission_found_these_adequate(code: str) -> None:
    assert adequate(code, TODAY)


@pytest.mark.parametrize("code", ["US", "IN", "RU", "XX", "NO"])
def test_others_are_not_adequate_as_countries(code: str) -> None:
    assert not adequate(code, TODAY)


def test_the_american_decision_is_for_listed_recipients_only() -> None:
    decision = adequacy("US", TODAY)

    assert decision is not None
    assert decision.only_listed
    assert adequacy("US", date(2023, 7, 9)) is None


def test_every_decision_is_cited_and_no_country_has_two_at_once() -> None:
    assert all(decision.decision for decision in ADEQUACY)
    assert len({decision.code for decision in ADEQUACY}) == len(ADEQUACY)


def test_countries_have_names_in_three_languages() -> None:
    assert [country_name("no", language) for language in ("nb", "nn", "en")] == [
        "Norge",
        "Noreg",
        "Norway",
    ]
    for language in ("nb", "nn", "en"):
        assert all(country_name(decision.code, language) for decision in ADEQUACY)


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(ValueError, match="Write two letters"):
        country_name("XX", "nb")


@pytest.mark.parametrize(
    ("basis", "day", "country", "answer"),
    [
        ("scc", TODAY, "SE", (True, "in_eea")),
        ("", TODAY, "NO", (True, "in_eea")),
        ("scc", TODAY, "US", (True, "valid")),
        ("bcr", TODAY, "IN", (True, "valid")),
        ("adequacy", TODAY, "CH", (True, "valid")),
        ("adequacy", TODAY, "US", (False, "country_not_adequate")),
        ("adequacy", date(2018, 8, 1), "JP", (False, "country_not_adequate")),
        ("dpf", TODAY, "US", (True, "valid_for_listed_only")),
        ("dpf", TODAY, "IN", (False, "other_country")),
        ("dpf", date(2023, 7, 9), "US", (False, "not_yet_in_force")),
        ("privacy_shield", date(2020, 7, 15), "US", (True, "valid")),
        ("privacy_shield", date(2020, 7, 16), "US", (False, "privacy_shield_void")),
        ("safe_harbour", date(2015, 10, 5), "US", (True, "valid")),
        ("safe_harbour", date(2015, 10, 6), "US", (False, "safe_harbour_void")),
        ("derogation", TODAY, "US", (True, "valid_for_single_occasions_only")),
        ("handshake", TODAY, "US", (False, "unknown_basis")),
        ("", TODAY, "US", (False, "unknown_basis")),
    ],
)
def test_a_transfer_rests_on_a_basis_that_holds_that_day(
    basis: str, day: date, country: str, answer: tuple[bool, str]
) -> None:
    assert is_valid_on(basis, day, country) == answer


def test_every_fallen_basis_says_why() -> None:
    assert all(basis.void_reason for basis in BASES.values() if basis.valid_to)
