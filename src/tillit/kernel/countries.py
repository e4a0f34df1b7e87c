"""Which countries are in the EEA, which ones the Commission found adequate, and since when.

GDPR art. 44-45 as part of the EEA agreement (Joint Committee decision 154/2018). Dated data, so
that what was lawful then and what is lawful now can both be told. Codes are ISO 3166-1 alpha-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from babel import Locale

_EEA_BEGAN: Final = date(1994, 1, 1)
_EEA: Final[dict[str, tuple[date, date | None]]] = (
    dict.fromkeys("AT BE DE DK ES FI FR GR IE IS IT LU NL NO PT SE".split(), (_EEA_BEGAN, None))
    | {"LI": (date(1995, 5, 1), None)}
    | dict.fromkeys("CY CZ EE HU LT LV MT PL SI SK".split(), (date(2004, 5, 1), None))
    | dict.fromkeys(("BG", "RO"), (date(2007, 8, 1), None))
    | {"HR": (date(2014, 4, 12), None)}
    # The transition period of the withdrawal agreement ended with 2020 (art. 126).
    | {"GB": (_EEA_BEGAN, date(2020, 12, 31))}
)


@dataclass(frozen=True, slots=True)
class Adequacy:
    """A Commission decision under GDPR art. 45(3), or its predecessor's art. 25(6)."""

    code: str
    decision: str
    valid_from: date
    valid_to: date | None = None
    only_listed: bool = False
    """True when it covers only recipients that stand on a public list."""
    note: str = ""
    """What the decision leaves out, or what should be checked before relying on it."""


ADEQUACY: Final = (
    Adequacy("CH", "2000/518/EC", date(2000, 7, 26)),
    Adequacy(
        "CA",
        "2002/2/EC",
        date(2001, 12, 20),
        note="Only recipients under the Canadian act for commercial organisations (PIPEDA).",
    ),
    Adequacy("AR", "2003/490/EC", date(2003, 6, 30)),
    Adequacy("GG", "2003/821/EC", date(2003, 11, 21)),
    Adequacy("IM", "2004/411/EC", date(2004, 4, 28)),
    Adequacy("JE", "2008/393/EC", date(2008, 5, 8)),
    Adequacy("FO", "2010/146/EU", date(2010, 3, 5)),
    Adequacy("AD", "2010/625/EU", date(2010, 10, 19)),
    Adequacy("IL", "2011/61/EU", date(2011, 1, 31)),
    Adequacy("UY", "2012/484/EU", date(2012, 8, 21)),
    Adequacy("NZ", "2013/65/EU", date(2012, 12, 19)),
    Adequacy("JP", "(EU) 2019/419", date(2019, 1, 23), note="Only private recipients."),
    Adequacy(
        "GB",
        "(EU) 2021/1772",
        date(2021, 6, 28),
        date(2031, 12, 27),
        note=(
            "First until 27 June 2025, extended to 27 December 2025, renewed on 19 December 2025 "
            "until 27 December 2031. The renewal is known from public reports; check its text."
        ),
    ),
    Adequacy("KR", "(EU) 2022/254", date(2021, 12, 17)),
    Adequacy(
        "US",
        "(EU) 2023/1795",
        date(2023, 7, 10),
        only_listed=True,
        note="Only recipients on the list of the EU–US Data Privacy Framework.",
    ),
    Adequacy(
        "BR",
        "(EU) 2026/179",
        date(2026, 1, 26),
        note="Not yet taken into the EEA agreement in May 2026; check before relying on it.",
    ),
)


def in_eea(code: str, on: date) -> bool:
    """Claims that the country was part of the EEA that day, the British transition included."""
    since, until = _EEA.get(code.upper(), (date.max, None))
    return since <= on and (until is None or on <= until)


def adequacy(code: str, on: date) -> Adequacy | None:
    """The adequacy decision for the country that was in force that day, if any."""
    return next(
        (
            decision
            for decision in ADEQUACY
            if decision.code == code.upper()
            and decision.valid_from <= on
            and (decision.valid_to is None or on <= decision.valid_to)
        ),
        None,
    )


def adequate(code: str, on: date) -> bool:
    """Claims that a transfer there needed no further basis that day.

    The United States are not, as a country: see the ``dpf`` basis in ``kernel.transfers``.
    """
    decision = adequacy(code, on)
    return decision is not None and not decision.only_listed


def country_name(code: str, language: str) -> str:
    """The country's name in that language, from CLDR. Raises ValueError for an unknown code."""
    if (name := country_names(language).get(code.upper())) is None:
        raise ValueError(f"“{code}” is not a country code. Write two letters, such as NO.")
    return name


@lru_cache(maxsize=8)
def country_names(language: str) -> dict[str, str]:
    """All countries by code, in that language. Treat as read-only."""
    territories = Locale.parse(language.replace("-", "_")).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }


_NOT_COUNTRIES: Final = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
