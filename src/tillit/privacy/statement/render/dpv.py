"""The statement in the W3C's Data Privacy Vocabulary (DPV 2), as JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from django.utils import translation

from tillit.kernel import clock
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    SpecialBasis,
    SubjectKind,
    declarations,
)
from tillit.privacy.register.schema import ActivityEntry, Processor, Recipient
from tillit.privacy.statement.compose import Material
from tillit.privacy.statement.compose.activities import categories, retention_line
from tillit.privacy.statement.render.material import Published

CONTEXT: Final = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SUBJECTS: Final = {
    SubjectKind.MEMBER: "dpv:Member",
    SubjectKind.APPLICANT: "dpv:Applicant",
    SubjectKind.PARTICIPANT: "dpv:Participant",
    SubjectKind.CUSTOMER: "dpv:Customer",
    SubjectKind.STAFF: "dpv:Employee",
    SubjectKind.VISITOR: "dpv:Visitor",
}
RIGHTS: Final = ("A13", "A14", "A15", "A16", "A17", "A18", "A19", "A20", "A21", "A22", "A77")


def statement(made: Published) -> dict[str, Any]:
    """A privacy notice with a process per activity."""
    with translation.override(made.language):
        material = Material(made.register, declarations, made.language, clock.today())
        controller = made.register.controller
        url = made.address("view:site:statement")
        rights = [*RIGHTS, *(["A7-3"] if material.rests_on(Basis.CONSENT) else [])]
        return {
            "@context": CONTEXT,
            "@id": url,
            "@type": "dpv:PrivacyNotice",
            "dct:title": _text(made, made.statement.title),
            "dct:language": made.language,
            "dct:issued": {"@value": made.day.isoformat(), "@type": "xsd:date"},
            "dct:hasVersion": str(made.version.number) if made.version else "",
            "dpv:hasDataController": {
                "@id": f"{url}#controller",
                "@type": "dpv:DataController",
                "dpv:hasName": controller.name,
                "dpv:hasAddress": material.postal_address(),
                "dpv:hasContact": controller.email,
                "dct:identifier": controller.organisation_number,
            },
            "dpv:hasRight": [{"@id": f"eu-gdpr:{right}"} for right in rights],
            "dpv:hasTechnicalOrganisationalMeasure": [
                _text(made, material.say(measure.text)) for measure in made.register.measures
            ],
            "dpv:hasProcess": [
                _process(made, material, url, declared, entry)
                for declared, entry in material.activities()
            ],
        }


def _process(
    made: Published, material: Material, url: str, declared: ActivityType, entry: ActivityEntry
) -> dict[str, Any]:
    register = made.register
    known = {source.key: source for source in register.sources}
    rules = {rule.key for rule in declared.rules}
    return {
        "@id": f"{url}#{declared.key}",
        "@type": "dpv:Process",
        "dct:title": _text(made, str(declared.name)),
        "dpv:hasDataSubject": [
            {"@id": SUBJECTS.get(kind, "dpv:DataSubject")} for kind in declared.subjects
        ],
        "dpv:hasPersonalData": [
            {"@type": "dpv:PersonalData", "dct:title": _text(made, label)}
            for label in dict.fromkeys(categories(material, declared, entry))
        ],
        "dpv:hasProcess": [
            {
                "@type": "dpv:Process",
                "dpv:hasPurpose": {
                    "@type": f"dpv:{declared.purpose(purpose.purpose).dpv}",
                    "dct:title": _text(made, str(declared.purpose(purpose.purpose).name)),
                },
                "dpv:hasLegalBasis": [
                    {"@id": article(purpose.basis)},
                    *([{"@id": article(purpose.special_basis)}] if purpose.special_basis else []),
                ],
            }
            for purpose in entry.purposes
        ],
        "dpv:hasDataSource": [
            *(_text(made, material.phrase(known[k].name)) for k in entry.sources if k in known),
            *([_text(made, str(declared.also_from))] if declared.also_from else []),
        ],
        "dpv:hasRecipient": [
            _party(made, material, url, part)
            for part in register.recipients
            if part.key in entry.recipients
        ],
        "dpv:hasDataProcessor": [
            _party(made, material, url, part)
            for part in register.processors
            if part.key in entry.processors
        ],
        "dpv:hasStorageCondition": [
            {
                "@type": "dpv:StorageCondition",
                "dpv:hasDuration": {"@value": str(kept.period), "@type": "xsd:duration"},
                "dct:description": _text(made, retention_line(declared, key, kept).text),
            }
            for key, kept in entry.retention.items()
            if key in rules
        ],
    }


def _party(
    made: Published, material: Material, url: str, part: Recipient | Processor
) -> dict[str, Any]:
    is_processor = isinstance(part, Processor)
    anchor = f"{'processor' if is_processor else 'recipient'}-{part.key}"
    return {
        "@id": f"{url}#{anchor}",
        "@type": "dpv:DataProcessor" if is_processor else "dpv:ThirdParty",
        "dpv:hasName": part.name,
        "dct:description": _text(made, material.say(part.what_for)),
        "dpv:hasLocation": part.countries,
    }


def article(basis: Basis | SpecialBasis) -> str:
    """The vocabulary's name of a legal basis: “eu-gdpr:A6-1-b”."""
    return "eu-gdpr:A" + basis.value.replace(")(", "-").replace("(", "-").rstrip(")")


def _text(made: Published, text: str) -> dict[str, str]:
    return {"@value": text, "@language": made.language}
