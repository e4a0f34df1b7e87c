"""What the TILT schema asks of a document, in our own words.

Read in github.com/Transparency-Information-Language/schema, ``tilt-schema.json`` (JSON Schema
draft 7): which parts must be there, of what type, and in what form. Its rules that a text must be
given "if available" are kept here by asking for a text that is not empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]


def _is(kind: type, *, filled: bool = False, form: str = "") -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        # In JSON a truth value is no number, though it is one in Python.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield f"{where}: {value!r} is no {kind.__name__}"
        elif filled and not value:
            yield f"{where} is empty"
        elif form and not re.fullmatch(form, value):
            yield f"{where}: {value!r} has another form than {form}"

    return check


def _list(rule: Rule) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, item in enumerate(value):
            yield from rule(item, f"{where}[{number}]")

    return check


def _part(must: dict[str, Rule], may: dict[str, Rule] | None = None) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is no part with names"
            return
        yield from (f"{where}.{name} is missing" for name in must if name not in value)
        for name, rule in (must | (may or {})).items():
            if name in value:
                yield from rule(value[name], f"{where}.{name}")

    return check


def _if(flag: str, *texts: str, may: dict[str, Rule] | None = None) -> Rule:
    """A part whose texts must be there when its flag is true."""

    def check(value: Any, where: str) -> Iterator[str]:
        wanted = isinstance(value, dict) and value.get(flag) is True
        text = _is(str, filled=wanted)
        yield from _part({flag: YES_OR_NO}, dict.fromkeys(texts, text) | (may or {}))(value, where)
        if wanted:
            yield from (f"{where}.{name} is missing" for name in texts if name not in value)

    return check


TEXT = _is(str, filled=True)
YES_OR_NO = _is(bool)
COUNTRY = _is(str, form=r"[A-Z][A-Z]")
EMAIL = _is(str, form=r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = _is(str, form=r"\+*\(?\d{1,4}\)?[-\s./\d]*")
ADDRESS = _is(str, form=r"https?://\S+")
# A reference may be empty: then it is to the document itself.
REFERENCE = _is(str, form=r"\S*")
# A law in capitals, then numbers and small letters with hyphens between.
LAW = _is(str, form=r"[A-Z]+(-(\d+|[a-z]))*")
# ISO 8601: a moment, and a span of time.
MOMENT = _is(
    str, form=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
)  # fmt: skip
SPAN = _is(str, form=r"P(?=\d)(\d+Y)?(\d+M)?(\d+D)?")

_NAMED = {"name": TEXT, "email": EMAIL}
_REACHED = {"url": REFERENCE, "email": EMAIL, "identificationEvidences": _list(TEXT)}
_RIGHT = _if("available", "description", may=_REACHED)
_GROUND = _if("available", "description")

_STORAGE = _part(
    {"aggregationFunction": _is(str, form="min|max|sum|avg")},
    {
        "temporal": _list(_part({"description": TEXT, "ttl": SPAN})),
        "purposeConditional": _list(TEXT),
        "legalBasisConditional": _list(LAW),
    },
)
_DISCLOSED = _part(
    {
        "_id": TEXT,
        "category": TEXT,
        "purposes": _list(_part({"purpose": TEXT, "description": TEXT})),
        "legalBases": _list(_part({"reference": LAW}, {"description": TEXT})),
        "legitimateInterests": _list(_if("exists", "reasoning")),
        "recipients": _list(
            _part({"category": TEXT}, {"name": TEXT, "division": TEXT, "country": COUNTRY})
        ),
        "storage": _list(_STORAGE),
        "nonDisclosure": _part(
            {
                "legalRequirement": YES_OR_NO,
                "contractualRegulation": YES_OR_NO,
                "obligationToProvide": YES_OR_NO,
                "consequences": TEXT,
            }
        ),
    }
)
_DOCUMENT = _part(
    {
        "meta": _part(
            {
                "_id": TEXT,
                "name": TEXT,
                "created": MOMENT,
                "modified": MOMENT,
                "version": _is(int, filled=True),
                "language": _is(str, form="nb|nn|en"),
                "status": _is(str, form="active|inactive"),
                "url": ADDRESS,
                "_hash": _is(str, form="[0-9a-f]{64}"),
            }
        ),
        "controller": _part(
            {
                "name": TEXT,
                "address": TEXT,
                "country": COUNTRY,
                "representative": _part(_NAMED, {"phone": PHONE}),
            }
        ),
        "dataProtectionOfficer": _part(
            {**_NAMED, "address": TEXT, "country": COUNTRY}, {"phone": PHONE}
        ),
        "dataDisclosed": _list(_DISCLOSED),
        "thirdCountryTransfers": _list(
            _part(
                {},
                {
                    "country": COUNTRY,
                    "adequacyDecision": _GROUND,
                    "appropriateGuarantees": _GROUND,
                    "presenceOfEnforceableRightsAndEffectiveRemedies": _GROUND,
                    "standardDataProtectionClause": _GROUND,
                },
            )
        ),
        "accessAndDataPortability": _part(
            {"available": YES_OR_NO},
            {
                **_REACHED,
                "description": TEXT,
                "administrativeFee": _part(
                    {"amount": _is(int), "currency": _is(str, form="[A-Z]{3}")}
                ),
                "dataFormats": _list(TEXT),
            },
        ),
        "sources": _list(
            _part(
                {
                    "_id": TEXT,
                    "dataCategory": TEXT,
                    "sources": _list(
                        _part(
                            {"description": TEXT, "url": REFERENCE, "publiclyAvailable": YES_OR_NO}
                        )
                    ),
                }
            )
        ),
        "rightToInformation": _RIGHT,
        "rightToRectificationOrDeletion": _RIGHT,
        "rightToDataPortability": _RIGHT,
        "rightToWithdrawConsent": _RIGHT,
        "rightToComplain": _if(
            "available",
            "description",
            may={
                **_REACHED,
                "supervisoryAuthority": _part(
                    {"name": TEXT},
                    {"address": TEXT, "country": COUNTRY, "email": EMAIL, "phone": PHONE},
                ),
            },
        ),
        "automatedDecisionMaking": _if("inUse", "logicInvolved", "scopeAndIntendedEffects"),
        "changesOfPurpose": _list(
            _part(
                {},
                {
                    "description": TEXT,
                    "affectedDataCategories": _list(TEXT),
                    "plannedDateOfChange": _is(str, form=r"\d{4}-\d\d-\d\d"),
                    "urlOfNewVersion": ADDRESS,
                },
            )
        ),
    }
)


def faults(document: Any) -> list[str]:
    """One line per place where a document is not as the schema asks."""
    return list(_DOCUMENT(document, "tilt"))
