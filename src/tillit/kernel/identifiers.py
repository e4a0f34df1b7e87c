"""Numbers and addresses as they are written in Norway: read leniently, kept in one form.

Every reader raises ValueError that says what to write.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer, orgnr

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_LOCAL: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
_POSTAL_CODE: Final = re.compile(r"(?:NO?-)?(\d{3,4})", re.ASCII | re.IGNORECASE)
# In the groups people write it in; between them spaces, points, hyphens, or what cannot be seen.
_GAP: Final = r"[\s.\-/\u2010-\u2013\u200b-\u200f\u2060\ufeff\u00ad]{0,2}"
_IDENTITY: Final = re.compile(rf"(?<!\d)\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d{{3}}{_GAP}\d\d(?!\d)")


class Span(NamedTuple):
    """Where something stands in a text: ``text[start:end]``."""

    start: int
    end: int


def organisation_number(text: str) -> str:
    """The nine digits of a Norwegian organisation number, checked by modulus 11.

    “NO 312 345 676 MVA” is read too. Source: enhetsregisterloven § 5; weights 3 2 7 6 5 4 3 2.
    """
    bare = re.sub(r"^\s*NO|MVA\s*$|Foretaksregisteret", "", text.strip(), flags=re.IGNORECASE)
    try:
        return str(orgnr.validate(re.sub(r"\s", "", bare)))
    except ValidationError:
        raise ValueError(
            f"“{text}” is not an organisation number. Write nine digits, such as 312 345 676."
        ) from None


def display_organisation_number(number: str) -> str:
    """As it is written: 312 345 676."""
    return str(orgnr.format(number))


def national_identity_numbers(text: str) -> list[Span]:
    """Where Norwegian identity numbers (fødselsnummer, D-number) stand in free text.

    Eleven digits of any script, in the usual groups, a date that exists and both check digits
    right. Found so that they can be kept out: personopplysningsloven § 12.
    """
    return [
        Span(*match.span())
        for match in _IDENTITY.finditer(text)
        if fodselsnummer.is_valid(
            "".join(str(unicodedata.decimal(each)) for each in match.group() if each.isdecimal())
        )
    ]


def normalise_email(text: str) -> str:
    """One form for one mailbox: lower case, composed letters, the domain in ASCII (IDNA).

    The local part is folded to lower case too; no mailbox provider in use tells them apart, and
    one person must not be two. Source: RFC 5321 § 4.5.3.1 (lengths), RFC 6531 (letters).
    """
    address = unicodedata.normalize("NFC", text.translate(_INVISIBLE).strip()).lower()
    local, at, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    labels = domain.split(".")
    if not (
        at
        and _LOCAL.fullmatch(local)
        and len(local.encode()) <= 64
        and len(local.encode()) + 1 + len(domain) <= 254
        and len(labels) >= 2
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    ):
        raise ValueError(f"“{text}” is not an e-mail address. Write one like kari@example.no.")
    return f"{local}@{domain}"


def normalise_phone(text: str, region: str = "NO") -> str:
    """A phone number as E.164, such as +4741234567; Norwegian when it has no country code."""
    try:
        number = phonenumbers.parse(text.translate(_INVISIBLE), region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValueError(
            f"“{text}” is not a phone number. Write eight digits, or + and the country code first."
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display_phone(number: str) -> str:
    """A number kept as E.164 as people write it: 41 23 45 67, abroad +46 70 123 45 67."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    at_home = parsed.country_code == 47
    return phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)


def postal_code(text: str | int) -> str:
    """A Norwegian postal code, four digits; the zero a spreadsheet dropped is put back."""
    match = _POSTAL_CODE.fullmatch(str(text).strip())
    if match is None or not int(match[1]):
        raise ValueError(f"“{text}” is not a postal code. Write four digits, such as 0150.")
    return match[1].zfill(4)
