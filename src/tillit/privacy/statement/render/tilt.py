"""The statement in the Transparency Information Language (TILT), as JSON.

The schema's names and required parts: github.com/Transparency-Information-Language/schema.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.privacy.declare import ActivityType, Basis, declarations
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.register.schema import ActivityEntry, ContactPoint, Processor, Recipient
from tillit.privacy.statement import wording
from tillit.privacy.statement.compose import Material
from tillit.privacy.statement.compose.activities import (
    categories,
    purpose_line,
    retention_line,
    voluntary,
)
from tillit.privacy.statement.compose.others import outsiders
from tillit.privacy.statement.render.material import Published


def statement(made: Published) -> dict[str, Any]:
    """The whole document; ``_hash`` is the SHA-256 of all but itself."""
    with translation.override(made.language):
        material = Material(made.register, declarations, made.language, clock.today())
        content = _content(made, material)
    content["meta"]["_hash"] = hashlib.sha256(canonical(content)).hexdigest()
    return content


def _content(made: Published, material: Material) -> dict[str, Any]:
    register = made.register
    stamp = (made.version.published_at if made.version else clock.now()).isoformat()
    point = register.privacy_contact()
    email = (point.email if point else "") or register.controller.email
    return {
        "meta": {
            "_id": _id(made, "statement"),
            "name": register.controller.name,
            "created": stamp,
            "modified": stamp,
            "version": made.version.number if made.version else 1,
            "language": made.language,
            "status": "active" if made.version else "inactive",
            "url": made.address("view:site:statement"),
        },
        "controller": {
            "name": register.controller.name,
            "address": material.postal_address(),
            "country": register.controller.country,
            "representative": _person(register.contact("controller") or point, register),
        },
        "dataProtectionOfficer": {
            **_person(register.contact("dpo") or point, register),
            "address": (point.address if point else "") or material.postal_address(),
            "country": register.controller.country,
        },
        "dataDisclosed": [
            _disclosed(made, material, declared, entry)
            for declared, entry in material.activities()
        ],
        "thirdCountryTransfers": [
            _transfer(country, part)
            for _name, _path, part in outsiders(material)
            for country in wording.outside(part.countries, material.on)
        ],
        "accessAndDataPortability": {
            **_right(made, _("See what we hold about you, and get a copy."), email),
            "administrativeFee": {"amount": 0, "currency": "NOK"},
            "dataFormats": ["json", "pdf"],
        },
        "sources": [
            _sources(made, material, declared, entry) for declared, entry in material.activities()
        ],
        "rightToInformation": _right(
            made, _("See what we hold about you, and get a copy."), email
        ),
        "rightToRectificationOrDeletion": _right(
            made, _("You can have it corrected or deleted, and say no to how we use it."), email
        ),
        "rightToDataPortability": _right(
            made, _("Take with you what you gave us, in a file a computer can read."), email
        ),
        "rightToWithdrawConsent": {
            **_right(made, _("You can take back a consent at any time."), email),
            "available": material.rests_on(Basis.CONSENT),
        },
        "rightToComplain": {
            **_right(made, _("How to complain to Datatilsynet"), email),
            "url": COMPLAINT_URL,
            "supervisoryAuthority": {
                "name": "Datatilsynet",
                "address": "Postboks 458 Sentrum, 0105 Oslo",
                "country": "NO",
                "email": "postkasse@datatilsynet.no",
                "phone": "+47 22 39 69 00",
            },
        },
        "automatedDecisionMaking": {
            "inUse": False, "logicInvolved": "", "scopeAndIntendedEffects": "",
        },
        "changesOfPurpose": [],
    }  # fmt: skip


def _id(made: Published, path: str) -> str:
    return str(uuid.uuid5(made.organisation.uuid, path))


def _person(point: ContactPoint | None, register: Any) -> dict[str, str]:
    controller = register.controller
    phone = (point.phone if point else "") or controller.phone
    return {
        "name": (point.name if point else "") or controller.name,
        "email": (point.email if point else "") or controller.email,
        # Left out when there is none: the schema's pattern takes no empty one.
        **({"phone": phone} if phone else {}),
    }


def _right(made: Published, text: str, email: str) -> dict[str, Any]:
    return {
        "available": True,
        "description": text,
        "url": made.address("view:portal:front"),
        "email": email,
        "identificationEvidences": [_("A code sent to your e-mail address")],
    }


def _disclosed(
    made: Published, material: Material, declared: ActivityType, entry: ActivityEntry
) -> dict[str, Any]:
    register = made.register
    tests = [purpose.balancing_test for purpose in entry.purposes if purpose.balancing_test]
    bases = {purpose.basis for purpose in entry.purposes}
    return {
        "_id": _id(made, f"activities.{declared.key}"),
        "category": ", ".join(dict.fromkeys(categories(material, declared, entry))),
        "purposes": [
            {
                "purpose": str(declared.purpose(purpose.purpose).name),
                "description": purpose_line(material, declared, purpose).text,
            }
            for purpose in entry.purposes
        ],
        "legalBases": [
            {
                "reference": reference(purpose.basis),
                "description": wording.basis(purpose.basis),
            }
            for purpose in entry.purposes
        ],
        "legitimateInterests": [
            {"exists": True, "reasoning": material.say(test.interest)} for test in tests
        ]
        or [{"exists": False, "reasoning": ""}],
        "recipients": [
            *(
                _party(material, part)
                for part in register.recipients
                if part.key in entry.recipients
            ),
            *(
                _party(material, part)
                for part in register.processors
                if part.key in entry.processors
            ),
        ],
        "storage": [
            {
                "temporal": [
                    {
                        "description": retention_line(declared, key, kept).text,
                        "ttl": str(kept.period),
                    }
                    for key, kept in entry.retention.items()
                    if key in {rule.key for rule in declared.rules}
                ],
                "purposeConditional": [],
                "legalBasisConditional": [],
                "aggregationFunction": "max",
            }
        ],
        "nonDisclosure": {
            "legalRequirement": bases == {Basis.LEGAL_OBLIGATION},
            "contractualRegulation": Basis.CONTRACT in bases,
            "obligationToProvide": False,
            "consequences": " ".join(line.text for line in voluntary(material, declared, entry)),
        },
    }


def _party(material: Material, part: Recipient | Processor) -> dict[str, Any]:
    url = getattr(part, "privacy_url", "")
    kind = _("Processor") if isinstance(part, Processor) else _("Recipient")
    party: dict[str, Any] = {
        "name": part.name,
        "division": material.phrase(part.what_for),
        "category": kind,
        # Left out when it is not known: the schema's pattern takes no empty one.
        **({"country": part.countries[0]} if part.countries else {}),
    }
    return {**party, "url": [url]} if url else party


def reference(basis: Basis) -> str:
    """“GDPR-6-1-b”, the way the schema refers to a law."""
    return "GDPR-" + basis.value.replace(")(", "-").replace("(", "-").rstrip(")")


def _transfer(country: str, part: Any) -> dict[str, Any]:
    ground = wording.transfer_basis(part.transfer)
    is_adequate = part.transfer in ("adequacy", "dpf")
    is_guaranteed = part.transfer in ("scc", "bcr")
    text = f"{part.name}: {ground}. {part.transfer_document}".strip()
    return {
        "country": country,
        "adequacyDecision": _available(text, is_adequate),
        "appropriateGuarantees": _available(text, is_guaranteed),
        "presenceOfEnforceableRightsAndEffectiveRemedies": _available(
            text, is_adequate or is_guaranteed
        ),
        "standardDataProtectionClause": _available(text, part.transfer == "scc"),
    }


def _available(text: str, available: bool) -> dict[str, Any]:
    return {"available": available, "description": text if available else ""}


def _sources(
    made: Published, material: Material, declared: ActivityType, entry: ActivityEntry
) -> dict[str, Any]:
    known = {source.key: source for source in made.register.sources}
    # The schema asks for an address; an empty reference says that there is none.
    also = [{"description": str(declared.also_from), "url": "", "publiclyAvailable": False}]
    return {
        "_id": _id(made, f"sources.{declared.key}"),
        "dataCategory": str(declared.name),
        "sources": [
            {
                "description": material.phrase(known[key].name) if key in known else key,
                "url": "",
                "publiclyAvailable": key in known and known[key].public,
            }
            for key in entry.sources
        ]
        + (also if declared.also_from else []),
    }
