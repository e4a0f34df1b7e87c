"""Web addresses, terms of office, rates: what goes, without a database."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tillit.organisations.forms import checked_organisation_number
from tillit.organisations.limits import limited
from tillit.organisations.permissions import Permission
from tillit.organisations.roles import Adviser
from tillit.organisations.rules import (
    RESERVED,
    Term,
    free_slug,
    is_good_slug,
    slug_for,
    someone_stays_in_charge,
)

DAY = dt.date(2027, 5, 17)
days = st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1))
terms = st.builds(Term, days, st.none() | days)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærlige Ørn Åsgård", "aerlige-orn-asgard"),
        ("Fjord & Fjell AS", "fjord-fjell-as"),
        ("Desk", "desk-2"),
        ("!!!", "forening"),
    ],
)
def test_a_web_address_is_made_of_the_name(name: str, slug: str) -> None:
    assert free_slug(slug_for(name), []) == slug


@given(st.text(max_size=80), st.lists(st.sampled_from(["a", "a-2", "forening"])))
def test_whatever_the_name_the_web_address_is_good_and_free(name: str, taken: list[str]) -> None:
    slug = free_slug(slug_for(name), taken)

    assert is_good_slug(slug)
    assert slug not in taken


@pytest.mark.parametrize("slug", ["Stor", "a--b", "-a", "a-", "å", "a/b", "", "static", "account"])
def test_a_web_address_that_would_mislead_is_refused(slug: str) -> None:
    assert not is_good_slug(slug)


def test_no_reserved_word_is_a_good_address() -> None:
    assert not any(is_good_slug(word) for word in RESERVED)


@given(terms, days)
def test_a_term_covers_both_its_ends_and_nothing_outside(term: Term, day: dt.date) -> None:
    ends = term.ends_on or dt.date.max

    assert term.covers(day) == (term.starts_on <= day <= ends)


@given(st.lists(terms), days)
def test_someone_stays_in_charge_only_if_a_term_reaches_past_the_day(
    others: list[Term], last_day: dt.date
) -> None:
    assert someone_stays_in_charge(others, last_day) == any(
        term.covers(last_day + dt.timedelta(days=1)) for term in others
    )


def test_nobody_is_in_charge_where_there_is_nobody_else() -> None:
    assert not someone_stays_in_charge([], DAY)


@pytest.mark.parametrize("text", ["312345676", "312 345 676", "NO 312 345 676 MVA"])
def test_an_organisation_number_is_read_however_it_is_written(text: str) -> None:
    assert checked_organisation_number(text) == "312345676"


@pytest.mark.parametrize("rate", ["20", "20/s", "h/20", "-1/h", "20/hour", ""])
def test_a_rate_that_cannot_be_read_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        limited("name", rate)


def test_what_a_role_says_it_sees_is_what_it_sees() -> None:
    """Whoever reads people reads them all; no role that does may promise less."""
    assert Permission.PEOPLE_CHANGE in Adviser.needs
    with translation.override("en"):
        assert "everyone on the register" in str(Adviser.does)
