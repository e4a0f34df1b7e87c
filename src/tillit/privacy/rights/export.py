"""The copy a person takes with them: JSON with stable keys, and PDF to read.

Source: GDPR articles 15(1) and (3), and 20(1) (structured, commonly used, machine-readable).
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.privacy.addresses import address
from tillit.privacy.declare import Holding, declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register.schema import ActivityEntry, Register, words
from tillit.privacy.rights.held import is_tied_to_an_organisation, values
from tillit.privacy.rights.overview import Happening, Overview, Row
from tillit.privacy.sharing.models import DisclosedSubject
from tillit.privacy.statement.render.document import Parts, item, pdf
from tillit.ui import formats

FORMAT = "tillit.held/1"


def as_json(told: Overview, register: Register) -> bytes:
    """Everything that is held, with what article 15(1) says belongs to it."""
    return json.dumps(document(told, register), ensure_ascii=False, indent=2).encode()


def document(told: Overview, register: Register) -> dict[str, Any]:
    """The same, as a document whose keys stay."""
    held, point = told.held, register.privacy_contact()
    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "language": get_language() or "nb",
        "email": held.email,
        "controller": register.controller.model_dump(mode="json", exclude_defaults=True),
        "contact": point.model_dump(mode="json") if point else None,
        "statement": address(held.organisation, "site:statement"),
        "rights": {
            "rectification_erasure_restriction_objection": address(
                held.organisation, "portal:front"
            ),
            "complaint": COMPLAINT_URL,
            "automated_decisions": False,
        },
        "activities": {
            entry.activity: _activity(register, entry)
            for entry in register.activities
            if entry.activity in declarations.activities
        },
        "data": _data(told),
        "log": [_happening(each) for each in told.log],
        "given_out": [
            {
                "at": each.at.isoformat(),
                "recipient": each.recipient,
                "name": each.name,
                "what_for": each.what_for,
                "fields": each.fields,
            }
            for each in told.given
        ],
    }


def _activity(register: Register, entry: ActivityEntry) -> dict[str, Any]:
    language = get_language() or "nb"
    declared = declarations.activities[entry.activity]
    receivers = [each for each in register.recipients if each.key in entry.recipients]
    processors = [each for each in register.processors if each.key in entry.processors]
    return {
        "name": str(declared.name),
        "purposes": [
            {
                "purpose": purpose.purpose,
                "name": str(declared.purpose(purpose.purpose).name),
                "basis": purpose.basis.value,
                "law": words(purpose.law, language),
            }
            for purpose in entry.purposes
        ],
        "recipients": [
            {
                "name": each.name,
                "what_for": words(each.what_for, language),
                "countries": each.countries,
                "transfer": each.transfer,
            }
            for each in receivers
        ],
        "processors": [
            {"name": each.name, "countries": each.countries, "transfer": each.transfer}
            for each in processors
        ],
        "retention": {key: str(rule.period) for key, rule in entry.retention.items()},
        "sources": entry.sources,
    }


def _data(told: Overview) -> list[dict[str, Any]]:
    """Every row of every holding; what is told apart on the screen is told here as well."""
    dues = {
        (type(row.row), row.row.pk): row
        for group in told.groups
        for part in group.parts
        for row in part.rows
    }
    return [
        {
            "holding": holding.label,
            "title": str(holding.title),
            "activity": holding.activity,
            "rows": [
                _row(holding, row, dues.get((type(row), row.pk))) for row in told.held.of(holding)
            ],
        }
        for holding in told.held.holdings()
        if holding.model is not LedgerEntry
    ]


def _row(holding: Holding, row: Model, told: Row | None) -> dict[str, Any]:
    is_card = holding.subject.person == ""
    made: dict[str, Any] = {
        "values": {
            name: _file(row, name) if datum.file and is_card else _plain(getattr(row, name))
            for name, datum, _value in values(holding, row)
        }
    }
    if key := getattr(row, "uuid", None):
        made["id"] = str(key)
    if isinstance(row, DisclosedSubject):
        made["values"]["disclosure"] = str(row.disclosure.uuid)
    if told is not None:
        made["words"] = {value.name: value.text for value in told.values if not value.is_file}
        made["sources"] = {value.name: value.origin for value in told.values if value.origin}
        made["kept_until"] = told.due.on.isoformat() if told.due.on else None
        made["kept_because"] = told.due.because
    return made


def _file(row: Model, name: str) -> dict[str, str] | None:
    """A file of the person's own, in the document itself."""
    stored = getattr(row, name)
    try:
        with stored.open("rb") as file:
            content = file.read()
    except OSError:
        return None
    return {
        "name": PurePosixPath(stored.name).name,
        "base64": base64.b64encode(content).decode("ascii"),
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Model):
        return str(getattr(value, "uuid", None) or value)
    return str(value)


def _happening(each: Happening) -> dict[str, Any]:
    return {
        "at": each.at.isoformat(),
        "kind": each.kind,
        "what": str(each.title),
        "about": str(each.about),
        "fields": each.fields,
        "by": each.by,
        "what_for": each.what_for,
    }


def as_pdf(told: Overview, register: Register) -> bytes:
    """Everything that is held, to read and to print (PDF/UA)."""
    held = told.held
    name = register.controller.name or held.organisation.name
    parts: list[Parts] = [_about(told, register)]
    for group in told.groups:
        why = [item(str(g.activity), sentence) for g in group.grounds for sentence in g.sentences]
        parts.append(
            {
                "title": str(group.name),
                "sentences": why,
                "sections": [
                    {
                        "title": str(part.title),
                        "sentences": [],
                        "sections": [
                            _pdf_row(row, number) for number, row in enumerate(part.rows, 1)
                        ],
                    }
                    for part in group.parts
                ],
            }
        )
    parts.append(
        {
            "title": _("Who has been given it"),
            "sentences": [
                item(
                    f"{formats.moment(each.at)}, {each.name}",
                    "; ".join([each.what_for, *each.fields]),
                )
                for each in told.given
            ]
            or [item("", _("Nobody outside."))],
            "sections": [],
        }
    )
    parts.append(
        {
            "title": _("What has been done with it"),
            "sentences": [item(formats.moment(each.at), _said(each)) for each in told.log],
            "sections": [],
        }
    )
    return pdf(
        title=_("Everything we hold on you"),
        name=name,
        language=get_language() or "nb",
        stamp=f"{held.email}, {formats.moment(clock.now())}",
        sections=parts,
    )


def _said(each: Happening) -> str:
    parts = (str(each.title), str(each.about), ", ".join(each.fields), each.what_for, each.by)
    return "; ".join(part for part in parts if part)


def _about(told: Overview, register: Register) -> Parts:
    point = register.privacy_contact()
    whom = ", ".join(filter(None, [point.name, point.email, point.address])) if point else ""
    tied = [holding for holding in told.held.holdings() if is_tied_to_an_organisation(holding)]
    count = sum(len(told.held.of(holding)) for holding in tied)
    return {
        "title": _("About this copy"),
        "sentences": [
            item(_("Whom to write to"), whom),
            item(_("Entries"), formats.number(count)),
            item(_("Privacy statement"), address(told.held.organisation, "site:statement")),
            item(
                _("Your rights"),
                _(
                    "You can have data corrected, deleted, restricted and moved, and object to "
                    "its use. It is free of charge."
                ),
            ),
            item(_("Complaints"), f"Datatilsynet, {COMPLAINT_URL}"),
        ],
        "sections": [],
    }


def _pdf_row(row: Row, number: int) -> Parts:
    sentences = [
        item(value.label, _with_origin(value.text, value.origin))
        for value in row.values
        if not value.is_file
    ]
    until = formats.day(row.due.on) if row.due.on else _("no day yet")
    return {
        "title": f"{number}. {row.name}"[:120],
        "sentences": [*sentences, item(_("Kept until"), f"{until}. {row.due.because}")],
        "sections": [],
    }


def _with_origin(text: Any, origin: str) -> str:
    said = "; ".join(text) if isinstance(text, list) else str(text)
    return f"{said} ({origin})" if origin else said
