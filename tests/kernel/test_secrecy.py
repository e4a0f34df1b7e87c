from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.secrecy import mask_email, mask_phone


@pytest.mark.parametrize(
    ("address", "shown"),
    [("kari@example.no", "k•••@example.no"), ("k@example.no", "k•••@example.no"), ("kari", "•••")],
)
def test_an_address_shows_its_first_letter_and_domain(address: str, shown: str) -> None:
    assert mask_email(address) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+4741234567", "•• •• •• 67"), ("41 23 45 67", "•• •• •• 67"), ("67", "•••")],
)
def test_a_number_shows_its_last_two_digits(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@given(st.text(alphabet="0123456789", min_size=8, max_size=15))
def test_no_more_than_two_digits_are_ever_shown(number: str) -> None:
    assert sum(char.isdigit() for char in mask_phone(number)) == 2
