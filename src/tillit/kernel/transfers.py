"""What a transfer out of the EEA may rest on, and which grounds have fallen (GDPR chapter V)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tillit.kernel.countries import adequate, in_eea

_GDPR_FROM: Final = date(2018, 5, 25)


@dataclass(frozen=True, slots=True)
class TransferBasis:
    """One ground for transfers, the days it holds, and where it comes from."""

    key: str
    rule: str
    valid_from: date
    valid_to: date | None = None
    """The last day it could be relied on."""
    only_country: str | None = None
    void_reason: str = ""
    """Reason key once it has fallen."""
    note: str = ""


BASES: Final = {
    basis.key: basis
    for basis in (
        TransferBasis("adequacy", "gdpr-45-3", date(2000, 7, 26)),
        TransferBasis("scc", "gdpr-46-2-c", date(2001, 6, 15)),
        TransferBasis("bcr", "gdpr-46-2-b", _GDPR_FROM),
        TransferBasis(
            "derogation",
            "gdpr-49",
            _GDPR_FROM,
            note="For single occasions only, never for a standing transfer.",
        ),
        TransferBasis(
            "dpf",
            "gdpr-45-3",
            date(2023, 7, 10),
            only_country="US",
            note="Only recipients on the list of the EU–US Data Privacy Framework.",
        ),
        TransferBasis(
            "privacy_shield",
            "gdpr-45-3",
            date(2016, 7, 12),
            date(2020, 7, 15),
            only_country="US",
            void_reason="privacy_shield_void",
            note="Invalid since 16 July 2020: Court of Justice, C-311/18 (Schrems II).",
        ),
        TransferBasis(
            "safe_harbour",
            "gdpr-45-3",
            date(2000, 7, 26),
            date(2015, 10, 5),
            only_country="US",
            void_reason="safe_harbour_void",
            note="Invalid since 6 October 2015: Court of Justice, C-362/14 (Schrems I).",
        ),
    )
}


def is_valid_on(basis: str, day: date, country: str) -> tuple[bool, str]:
    """Whether a transfer to the country could rest on that basis that day, and a reason key.

    Reasons when it could: ``in_eea`` (none is needed), ``valid``, ``valid_for_listed_only``,
    ``valid_for_single_occasions_only``. When not: ``unknown_basis``, ``privacy_shield_void``,
    ``safe_harbour_void``, ``not_yet_in_force``, ``other_country``, ``country_not_adequate``.
    """
    if in_eea(country, day):
        return True, "in_eea"
    if (known := BASES.get(basis)) is None:
        return False, "unknown_basis"
    objections = (
        (known.valid_to is not None and day > known.valid_to, known.void_reason),
        (day < known.valid_from, "not_yet_in_force"),
        (known.only_country not in (None, country.upper()), "other_country"),
        (basis == "adequacy" and not adequate(country, day), "country_not_adequate"),
    )
    objection = next((reason for applies, reason in objections if applies), None)
    return (True, _CAVEATS.get(basis, "valid")) if objection is None else (False, objection)


_CAVEATS: Final = {
    "dpf": "valid_for_listed_only",
    "derogation": "valid_for_single_occasions_only",
}
