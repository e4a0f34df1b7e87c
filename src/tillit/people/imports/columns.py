"""What a column can be: a card's field, the day it began, or what a module adds."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from tillit.people import rules
from tillit.people.values import LABELS, TEXT_FIELDS
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from django.utils.functional import Promise

FULL_NAME: Final = "full_name"
POSTAL_PLACE: Final = "postal_place"
STARTED_ON: Final = "started_on"

# Headings as people write them in bokmål, nynorsk and English, letters and digits only.
_HEADINGS: Final[dict[str, str]] = {
    "first_name": "fornavn førenamn fornamn firstname givenname forename fname fornavnogmellomnavn",
    "last_name": "etternavn etternamn slektsnavn lastname surname familyname lname",
    FULL_NAME: "navn namn name fulltnavn fulltnamn fullname kontaktperson kontakt medlem",
    "email": "epost epostadresse epostadr email emailaddress mail mailadresse emailadresse epost1",
    "phone": "telefon telefonnummer telefonnr tlf tlfnr tlfnummer mobil mobilnummer mobilnr "
    "mobiltelefon mobiltlf phone phonenumber mobile mobilephone cell",
    "street": "adresse gateadresse gate postadresse adresse1 gateveg gatevei adr address street "
    "streetaddress addressline1",
    "postal_code": "postnummer postnr postkode zip zipcode postalcode postcode",
    "city": "poststed poststad sted stad by city town postaltown",
    POSTAL_PLACE: "postnrogsted postnrsted postnummerogsted postnummersted postnrstad "
    "postnummerpoststed postnrpoststed",
    "workplace": "arbeidssted arbeidsstad arbeidsplass arbeidsgiver arbeidsgjevar firma bedrift "
    "bedriftsnavn selskap virksomhet verksemd organisasjon company employer workplace organisation "
    "organization firmanavn",
    "position": "stilling stillingstittel tittel rolle position title jobtitle role",
    STARTED_ON: "medlemsiden medlemfra innmeldt innmeldtdato innmeldingsdato startdato fradato "
    "kundesiden kundefra since membersince joined joindate startdate",
}


@dataclass(frozen=True)
class Target:
    """Something a column can be put in. ``headings``: what it is called, folded."""

    key: str
    label: str | Promise
    headings: frozenset[str]


def targets_for(register: Register, kind: str, added: Sequence[Target] = ()) -> list[Target]:
    """What this kind of relation has room for: the register's fields, and what modules add."""
    allowed = set(rules.fields_allowed(register, [kind]))
    labels: dict[str, Any] = {name: LABELS[name] for name in TEXT_FIELDS if name in allowed}
    if {"first_name", "last_name"} <= allowed:
        labels[FULL_NAME] = _("first and last name in one column")
    if {"postal_code", "city"} <= allowed:
        labels[POSTAL_PLACE] = _("postal code and town in one column")
    labels[STARTED_ON] = _("since")
    own = [Target(key, label, frozenset(_HEADINGS[key].split())) for key, label in labels.items()]
    return [*own, *added]


def folded(heading: str) -> str:
    """A heading's letters and digits, in lower case."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\W_]+", "", plain)


def guess(columns: Sequence[str], targets: Sequence[Target]) -> dict[str, int]:
    """{target: column} by the headings; a column is used once, exact names before similar ones."""
    names = [folded(column) for column in columns]
    chosen: dict[str, int] = {}
    for target in targets:
        for place, name in enumerate(names):
            if (
                name
                and place not in chosen.values()
                and (name in target.headings or name == folded(str(target.label)))
            ):
                chosen[target.key] = place
                break
    return chosen


def read_day(value: str) -> dt.date:
    """A day as it is written in spreadsheets: 1.3.2026, 2026-03-01, 01/03-26, a day number.

    Day before month, as in Norway. A number is a spreadsheet's count of days from 1899-12-30.
    Raises ValueError.
    """
    bare = value.strip().partition(" ")[0].partition("T")[0]
    if re.fullmatch(r"\d{5}(?:\.\d+)?", bare):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(float(bare)))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", bare):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})", bare):
        year = int(found[3])
        if year < 100:
            year += 2000 if year < 70 else 1900
        return dt.date(year, int(found[2]), int(found[1]))
    if re.fullmatch(r"(?:19|20)\d\d", bare):
        return dt.date(int(bare), 1, 1)
    raise ValueError(value)
