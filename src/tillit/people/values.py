"""What a card's values look like: read leniently, kept in one form, refused with what to do."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock, identifiers
from tillit.kernel.collation import sort_key
from tillit.kernel.text import HIDDEN, ZERO_WIDTH
from tillit.people.models import Person
from tillit.ui import formats

# The fields of a card that are written as text, in the order people write them.
TEXT_FIELDS: Final = (
    "first_name", "last_name", "email", "phone", "street", "postal_code", "city", "workplace",
    "position",
)  # fmt: skip
LABELS: Final[dict[str, Any]] = {
    name: Person._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    for name in (*TEXT_FIELDS, "picture")
}
LONGEST: Final[dict[str, int]] = {
    name: Person._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
    for name in TEXT_FIELDS
}

# Why a value is refused, by code; a code can be stored without storing the value's sentence.
REFUSALS: Final[dict[str, str | Promise]] = {
    "email": _("“%(value)s” is not an e-mail address. Write one like kari@example.no"),
    "phone": _(
        "“%(value)s” is not a phone number. Write eight digits, or + and the country code first"
    ),
    "postal_code": _("“%(value)s” is not a postal code. Write four digits, such as 0150"),
    "identity_number": _(
        "Take out the national identity number. We may not keep it here "
        "(the Personal Data Act, section 12)"
    ),
    "too_long": _("This is too long. Write at most %(limit)s characters"),
    "not_asked": _("The register does not let us keep this for such a relation. Leave it out"),
    "missing": _("Fill this in"),
    "ahead": _("“%(value)s” has not come yet. Give today or an earlier day"),
    "nameless": _("Give a name or an e-mail address"),
}

_INVISIBLE: Final = ZERO_WIDTH | HIDDEN
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f]+")
_MAY_BE_IDENTITY: Final = re.compile(r"\d{6}.?\d{5}")
_EIGHT_DIGITS: Final = re.compile(r"(?:\+47|0047)?([2-9]\d{7})", re.ASCII)


class RefusedError(ValueError):
    """A value cannot be kept. ``code`` is one of :data:`REFUSALS`."""

    def __init__(self, code: str, value: str = "", limit: int = 0) -> None:
        super().__init__(code)
        self.code, self.value, self.limit = code, value, limit

    def as_validation_error(self) -> ValidationError:
        """The same, as a form shows it."""
        return ValidationError(
            REFUSALS[self.code],  # type: ignore[arg-type]
            code=self.code,
            params={"value": self.value, "limit": self.limit},
        )


def clean(field: str, text: str) -> str:
    """The one form a value is kept in; empty stays empty. Raises RefusedError."""
    value = _SPACES.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE))).strip()
    if not value:
        return ""
    if field == "email":
        return _email(value)
    if field == "phone":
        return _phone(value)
    if field == "postal_code":
        return _postal_code(value)
    refuse_identity_numbers(value)
    if len(value) > LONGEST[field]:
        raise RefusedError("too_long", limit=LONGEST[field])
    return value


def as_read(field: str, value: str) -> str:
    """A value as people write it: a number in groups."""
    return identifiers.display_phone(value) if field == "phone" and value else value


def clean_all(values: Mapping[str, str]) -> dict[str, str]:
    """Every value in its one form. Raises ValidationError naming each field that is refused."""
    cleaned: dict[str, str] = {}
    errors: dict[str, ValidationError] = {}
    for field, text in values.items():
        try:
            cleaned[field] = clean(field, text)
        except RefusedError as refusal:
            errors[field] = refusal.as_validation_error()
    if errors:
        raise ValidationError(errors)
    return cleaned


def refuse_identity_numbers(text: str) -> None:
    """No national identity number is kept in free text (personopplysningsloven § 12; C16).

    Raises RefusedError.
    """
    if _MAY_BE_IDENTITY.search(text) and identifiers.national_identity_numbers(text):
        raise RefusedError("identity_number")


def validate_free_text(text: str) -> None:
    """The same, as a validator of form fields. Raises ValidationError."""
    try:
        refuse_identity_numbers(text)
    except RefusedError as refusal:
        raise refusal.as_validation_error() from None


def refuse_day_ahead(day: dt.date) -> None:
    """A relation has begun when it is registered: one to come would count as one there is.

    Also a validator of form fields. Raises ValidationError.
    """
    if day > clock.today():
        raise RefusedError("ahead", formats.day(day)).as_validation_error()


def sort_key_of(first_name: str, last_name: str) -> str:
    """A card's place in the alphabet: by last name, then first."""
    return sort_key(f"{last_name}, {first_name}" if last_name else first_name)


def _email(value: str) -> str:
    try:
        return identifiers.normalise_email(value)
    except ValueError:
        raise RefusedError("email", value) from None


def _phone(value: str) -> str:
    bare = value.replace(" ", "").replace("\u00a0", "")
    if (plain := _EIGHT_DIGITS.fullmatch(bare)) and _norwegian().fullmatch(plain[1]):
        return f"+47{plain[1]}"
    try:
        return identifiers.normalise_phone(value)
    except ValueError:
        raise RefusedError("phone", value) from None


@lru_cache
def _norwegian() -> re.Pattern[str]:
    """Norwegian mobile and fixed numbers, by the numbering plan that phonenumbers carries.

    The plan's own patterns read once: a tenth of the time of parsing each number anew.
    """
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region("NO", None)
    kinds = [plan.mobile, plan.fixed_line]
    return re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in kinds), re.ASCII)


def _postal_code(value: str) -> str:
    try:
        return identifiers.postal_code(value)
    except ValueError:
        # Abroad they look otherwise; what has a letter or five digits and more is theirs. Only the
        # Dutch end in letters after digits alone: four digits and two letters.
        is_mistyped = re.fullmatch(r"(?!\d{4} ?[A-Za-z]{2}$)\d+ ?[A-Za-z]+", value)
        if not is_mistyped and re.fullmatch(r"(?=.*\d)[A-Za-z0-9 -]{5,10}", value):
            return value.upper()
        raise RefusedError("postal_code", value) from None
