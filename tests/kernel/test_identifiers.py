from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.identifiers import (
    display_organisation_number,
    display_phone,
    national_identity_numbers,
    normalise_email,
    normalise_phone,
    organisation_number,
    postal_code,
)


@pytest.mark.parametrize("text", ["123456785", "123 456 785", " NO123456785MVA ", "no 123 456 785"])
def test_an_organisation_number_is_read_as_it_is_written(text: str) -> None:
    assert organisation_number(text) == "123456785"
    assert display_organisation_number("123456785") == "123 456 785"


@pytest.mark.parametrize("text", ["123456784", "12345678", "", "1234567850", "12345678a"])
def test_an_organisation_number_with_a_wrong_digit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write nine digits"):
        organisation_number(text)


@pytest.mark.parametrize(
    "number",
    [
        "15108695088",
        "151086 95088",
        "151086-95088",
        "151086\u00a095088",
        "151086  95088",
        "151086 950 88",
        "15.10.86 95088",
        "151086\u200b95088",
        "１５１０８６９５０８８",
    ],
)
def test_an_identity_number_is_found_in_free_text(number: str) -> None:
    text = f"Født {number}, allergi mot nøtter"

    (span,) = national_identity_numbers(text)

    assert text[span.start : span.end] == number


def test_a_d_number_is_found() -> None:
    assert len(national_identity_numbers(f"D-nummer {_with_check_digits('550186001')}.")) == 1


def test_all_identity_numbers_of_a_text_are_found() -> None:
    assert len(national_identity_numbers("15108695088 og 151086 95088")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "15108695077",
        "99108695088",
        "115108695088",
        "151086950881",
        "ring 41234567",
    ],
)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert national_identity_numbers(text) == []


@given(st.dates(date(1940, 1, 1), date(1999, 12, 31)), st.integers(0, 499))
def test_every_well_formed_identity_number_is_found(day: date, serial: int) -> None:
    number = _with_check_digits(f"{day:%d%m%y}{serial:03d}")

    if number:
        assert national_identity_numbers(f"x {number} y")


def _with_check_digits(nine: str) -> str:
    """The number with its two check digits, worked out apart from the library; "" when none."""
    digits = [int(char) for char in nine]
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        rest = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
        if rest == 1:
            return ""
        digits.append((11 - rest) % 11)
    return "".join(map(str, digits))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Kari.Lie@Example.NO ", "kari.lie@example.no"),
        ("kari\u200b@example.no", "kari@example.no"),
        ("post@blåbær.example", "post@xn--blbr-roah.example"),
        ("bjo\u0308rn+tur@example.no", "björn+tur@example.no"),
    ],
)
def test_one_mailbox_has_one_address(text: str, address: str) -> None:
    assert normalise_email(text) == address
    assert normalise_email(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "kari", "@example.no", "kari@", "kari@example", "kari lie@example.no", "kari@-x.no",
        "kari@example..no", ".kari@example.no", "kari@127.0.0.1", "a@b@example.no",
        "kari@example.no\nx",
        "k" * 65 + "@example.no", "kari@" + "x." * 130 + "no", "<kari@example.no>",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write one like kari@example"):
        normalise_email(text)


@pytest.mark.parametrize("text", ["41234567", "41 23 45 67", "+47 412 34 567", "0047-41234567"])
def test_a_norwegian_number_needs_no_country_code(text: str) -> None:
    assert normalise_phone(text) == "+4741234567"


def test_numbers_are_shown_as_people_write_them() -> None:
    assert display_phone("+4741234567") == "41 23 45 67"
    assert display_phone("+4781549300") == "815 49 300"
    assert display_phone("+46701234567") == "+46 70 123 45 67"
    assert display_phone("internal 12") == "internal 12"


@pytest.mark.parametrize("text", ["", "1234", "kari", "+999 123", "412345678901"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write eight digits"):
        normalise_phone(text)


@pytest.mark.parametrize(
    ("text", "code"), [("0150", "0150"), (150, "0150"), ("NO-7010", "7010"), (" 9170 ", "9170")]
)
def test_a_postal_code_keeps_or_gets_back_its_zero(text: str | int, code: str) -> None:
    assert postal_code(text) == code


@pytest.mark.parametrize("text", ["", "15", "01500", "015O", "0000", 7.5])
def test_what_is_no_postal_code_is_refused(text: str | int) -> None:
    with pytest.raises(ValueError, match="Write four digits"):
        postal_code(text)
