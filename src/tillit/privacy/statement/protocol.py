"""The record of processing (article 30(1)), a row per activity and purpose, readable as it is.

The same rows are the public list of activities (promises N02 and P12) and the files.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.kernel.identifiers import display_organisation_number, display_phone
from tillit.privacy.declare import ActivityType, Declarations
from tillit.privacy.register.schema import ActivityEntry, PurposeEntry, Register
from tillit.privacy.statement import wording
from tillit.privacy.statement.compose import Material
from tillit.privacy.statement.compose.activities import categories, retention_line, source_lines

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One purpose of one activity; the letters are those of article 30(1)."""

    activity: str
    name: str
    purpose: str  # (b)
    basis: str
    subjects: Texts  # (c)
    data: Texts  # (c)
    sources: Texts
    recipients: Texts  # (d)
    processors: Texts  # (d)
    transfers: Texts  # (e)
    retention: Texts  # (f)
    measures: Texts  # (g)


@dataclass(frozen=True)
class Protocol:
    """The whole record: who answers for it (a), and its rows."""

    language: str
    controller: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def protocol(
    register: Register, declarations: Declarations, language: str, on: dt.date
) -> Protocol:
    """The record in one language, as it stands that day."""
    with translation.override(language):
        material = Material(register, declarations, language, on)
        return Protocol(
            language=language,
            controller=tuple(_controller(material)),
            rows=tuple(
                _row(material, declared, entry, purpose)
                for declared, entry in material.activities()
                for purpose in entry.purposes
            ),
        )


def headings() -> dict[str, str]:
    """What each part of a row is called, in the active language, in the order to show them."""
    return {
        "name": _("Activity"),
        "purpose": _("Purpose"),
        "basis": _("Legal basis"),
        "subjects": _("Whom it concerns"),
        "data": _("Kinds of data"),
        "sources": _("Where from"),
        "recipients": _("Recipients"),
        "processors": _("Processors"),
        "transfers": _("Outside the EU/EEA"),
        "retention": _("How long"),
        "measures": _("Security"),
    }


def _controller(material: Material) -> list[tuple[str, str]]:
    controller = material.register.controller
    number = controller.organisation_number
    facts = [
        (_("Controller"), controller.name),
        (_("Organisation number"), display_organisation_number(number) if number else ""),
        (_("Address"), material.postal_address()),
        (_("E-mail"), controller.email),
        (_("Telephone"), display_phone(controller.phone) if controller.phone else ""),
    ]
    titles = {
        "dpo": _("Data protection officer"),
        "privacy": _("Contact for personal data"),
        "adviser": _("Data protection adviser"),
        "controller": _("The person responsible"),
    }
    for point in material.register.contact_points:
        parts = (point.name, point.email, point.phone and display_phone(point.phone), point.address)
        facts.append((titles[point.role], ", ".join(part for part in parts if part)))
    return [(label, value) for label, value in facts if value]


def _row(
    material: Material, declared: ActivityType, entry: ActivityEntry, purpose: PurposeEntry
) -> Row:
    register = material.register
    recipients = [part for part in register.recipients if part.key in entry.recipients]
    processors = [part for part in register.processors if part.key in entry.processors]
    subs = [(sub, part.name) for part in processors for sub in part.sub_processors]
    law = material.phrase(purpose.law)
    basis = f"{wording.capital(wording.basis(purpose.basis))} ({wording.article(purpose.basis)})"
    if purpose.special_basis is not None:
        basis += f"; {purpose.special_basis.label} ({wording.article(purpose.special_basis)})"
    return Row(
        activity=declared.key,
        name=str(declared.name),
        purpose=wording.capital(str(declared.purpose(purpose.purpose).name)),
        basis=f"{basis}: {law}" if law else basis,
        subjects=tuple(wording.capital(str(kind.label)) for kind in declared.subjects),
        data=tuple(
            dict.fromkeys(
                wording.capital(str(label)) for label in categories(material, declared, entry)
            )
        ),
        sources=tuple(line.text for line in source_lines(material, declared, entry)),
        recipients=tuple(f"{part.name}: {material.phrase(part.what_for)}" for part in recipients)
        or (_("None"),),
        processors=(
            *(f"{part.name}: {material.phrase(part.what_for)}" for part in processors),
            *(
                _("%(name)s, sub-processor of %(processor)s") % {"name": sub.name, "processor": of}
                for sub, of in subs
            ),
        )
        or (_("None"),),
        transfers=tuple(
            line
            for part in (*recipients, *processors, *(sub for sub, _of in subs))
            for line in _transfers(material, part)
        )
        or (_("None"),),
        retention=tuple(
            retention_line(declared, rule.key, entry.retention[rule.key]).text
            for rule in declared.rules
            if rule.key in entry.retention
        ),
        measures=tuple(
            material.say(measure.text)
            for measure in register.measures
            if measure.key in entry.measures
        )
        or (_("None beyond what the software does itself"),),
    )


def _transfers(material: Material, part: object) -> list[str]:
    countries = wording.outside(part.countries, material.on)  # type: ignore[attr-defined]
    ground = wording.transfer_basis(part.transfer)  # type: ignore[attr-defined]
    document = part.transfer_document  # type: ignore[attr-defined]
    text = f"{part.name}, {wording.countries(countries)}: {ground}"  # type: ignore[attr-defined]
    return [f"{text} ({document})" if document else text] if countries else []
