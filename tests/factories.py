"""Rows for tests, made by plain functions with defaults that make sense.

Each takes what the test is about and invents the rest; nothing here is a real person or
organisation. ``organisation()`` has a lawful register in force, unless told otherwise.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count
from typing import Any

from django.test import Client

from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.kernel.collation import sort_key
from tillit.memberships.models import Membership, MembershipType
from tillit.organisations.addresses import path
from tillit.organisations.models import Organisation, Role, User
from tillit.people import search
from tillit.people.models import Person, Relation, SourceRecord
from tillit.people.values import TEXT_FIELDS, sort_key_of
from tillit.privacy.declare import Basis, declarations
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.register.models import RegisterContact, RegisterVersion
from tillit.privacy.register.schema import Register
from tillit.privacy.rights.models import Request

_numbers = count(1)
FIRST_NAMES = ("Kari", "Ola", "Åse", "Bjørn", "Ærle", "Solveig", "Nils", "Ingrid")
LAST_NAMES = ("Fjellro", "Bakkevik", "Ødegård", "Ånestad", "Lillemo", "Strandskog", "Nesby")
# Valid by modulus 11; numbers of organisations begin with 8 or 9, so this is nobody's.
ORGANISATION_NUMBER = "310000434"


def organisation(slug: str = "", *, adopted: bool = True, **fields: Any) -> Organisation:
    """An organisation, with a register in force that has every activity switched on."""
    number = next(_numbers)
    slug = slug or f"forening-{number}"
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    made = Organisation.objects.create(slug=slug, **{"created_at": clock.now(), **fields})
    if adopted:
        adopted_register(made)
    return made


def register_document(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    """A lawful register as a document: every declared activity, on its default periods."""
    document: dict[str, Any] = {
        "controller": {
            "name": organisation.name,
            "organisation_number": ORGANISATION_NUMBER,
            "address": "Lysbuen 1",
            "postal_code": "0150",
            "city": "Oslo",
            "email": f"post@{organisation.slug}.example",
        },
        "promised_answer_days": 30,
        "contact_points": [
            {
                "role": "privacy",
                "name": "Personvernkontakten",
                "email": f"personvern@{organisation.slug}.example",
                "address": "Lysbuen 1, 0150 Oslo",
            }
        ],
        "sources": [
            {"key": "self", "name": {"nb": "deg selv", "nn": "deg sjølv", "en": "yourself"}},
            {"key": "colleague", "name": {"nb": "en kollega", "en": "a colleague"}},
            {"key": "website", "name": {"nb": "nettsider", "en": "websites"}, "public": True},
        ],
        "measures": [
            {"key": "access", "text": {"nb": "Bare de som trenger det, har tilgang."}},
        ],
        "activities": [_activity(entry) for entry in declarations.in_order()],
    }
    document.update(changes)
    return Register.model_validate(document).model_dump(mode="json")


def _activity(declared: Any) -> dict[str, Any]:
    return {
        "activity": declared.key,
        "purposes": [_purpose(purpose) for purpose in declared.purposes],
        "fields": [
            {
                "field": field,
                "required": field in ("first_name", "last_name", "email"),
                "need": {"nb": "Vi trenger det.", "nn": "Vi treng det.", "en": "We need it."},
            }
            for field in declared.asks
            if field not in ("answers", "picture")
        ],
        "published": [field for field in declared.publishes if field != "picture"],
        "retention": {
            rule.key: {"period": str(rule.default), "end": rule.ends[0].value}
            for rule in declared.rules
        },
        "sources": ["self"],
        "measures": ["access"],
        "without": {"nb": "Uten opplysningene kan vi ikke gjøre det.", "en": "We cannot do it."},
    }


def _purpose(declared: Any) -> dict[str, Any]:
    basis = declared.bases[0]
    entry: dict[str, Any] = {"purpose": declared.key, "basis": basis.value}
    if declared.special_bases:
        entry["special_basis"] = declared.special_bases[0].value
    if basis == Basis.CONSENT:
        entry["consent"] = {"nb": "Ja, vis meg.", "nn": "Ja, vis meg.", "en": "Yes, show me."}
    if basis in (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK):
        entry["law"] = "personopplysningsloven § 1"
    if basis == Basis.LEGITIMATE_INTEREST:
        text = {"nb": "Vurdert.", "nn": "Vurdert.", "en": "Weighed."}
        entry["balancing_test"] = {
            "interest": text,
            "necessity": text,
            "balance": text,
            "conclusion": text,
            "decided_on": "2026-01-15",
            "author": "Styret",
        }
    return entry


def adopted_register(organisation: Organisation, **changes: Any) -> RegisterVersion:
    """The organisation's register, in force as its next version; ``changes`` to the document."""
    document = register_document(organisation, **changes)
    RegisterVersion.objects.filter(organisation=organisation, state="in_force").update(
        state="superseded"
    )
    row = RegisterVersion.objects.create(
        organisation=organisation,
        number=RegisterVersion.objects.filter(organisation=organisation, number__gt=0).count() + 1,
        state="in_force",
        document=document,
        digest=hashlib.sha256(canonical(document)).hexdigest(),
        created_at=clock.now(),
        adopted_at=clock.now(),
    )
    RegisterContact.objects.bulk_create(
        RegisterContact(version=row, role=point["role"], name=point["name"], email=point["email"])
        for point in document["contact_points"]
    )
    return row


def sealed(version: RegisterVersion) -> RegisterVersion:
    """The log tells of this version as it does when one is adopted."""
    record(version.organisation, "sealed", register=version.number, digest=version.digest)
    return version


def staff_user(
    organisation: Organisation | None = None,
    *roles: str,
    second_factor: bool = True,
    password: str | None = None,
    **fields: Any,
) -> User:
    """A staff account with roles in the organisation ("secretary" when none is named)."""
    number = next(_numbers)
    fields.setdefault("name", f"{FIRST_NAMES[number % 8]} {LAST_NAMES[number % 7]}")
    email = fields.pop("email", f"ansatt{number}@arbeid.example")
    user = User.objects.create_user(email, password, **fields)
    if second_factor:
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        TOTP.activate(user, generate_totp_secret())
    if organisation is not None:
        for kind in roles or ("secretary",):
            role(organisation, user, kind)
    return user


def code_for(secret: str) -> str:
    """What an authenticator app with this secret shows now."""
    from allauth.mfa.totp.internal import auth

    counter = next(auth.yield_hotp_counters_from_time())
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def role(organisation: Organisation, user: User, kind: str, **fields: Any) -> Role:
    """A role from yesterday, without an end."""
    fields.setdefault("starts_on", clock.today() - dt.timedelta(days=1))
    return Role.objects.create(
        organisation=organisation, user=user, type=kind, created_at=clock.now(), **fields
    )


def logged_in(user: User, **options: Any) -> Client:
    """A browser in which this staff account is logged in."""
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def desk(organisation: Organisation, *roles: str) -> Client:
    """A browser in which someone with these roles in the organisation is logged in."""
    return logged_in(staff_user(organisation, *roles))


def at(organisation: Organisation, view: str, *args: Any, **kwargs: Any) -> str:
    """The path of one of the organisation's pages, to get or post to."""
    return path(organisation, view, *args, **kwargs)


def source(organisation: Organisation, key: str = "self", **fields: Any) -> SourceRecord:
    """An occasion on which values arrived."""
    fields = {"how": "form", "recorded_by": "person", "recorded_at": clock.now(), **fields}
    return SourceRecord.objects.create(organisation=organisation, source=key, **fields)


def first_source(organisation: Organisation) -> SourceRecord:
    """The occasion that made-up cards came on, unless told otherwise: the person said so."""
    found = SourceRecord.objects.filter(organisation=organisation, source="self").first()
    return found or source(organisation)


def person(organisation: Organisation, kind: str | None = "member", **fields: Any) -> Person:
    """A card with a relation of a kind that holds it (None: no relation), searchable."""
    number = next(_numbers)
    fields.setdefault("first_name", FIRST_NAMES[number % 8])
    fields.setdefault("last_name", LAST_NAMES[number % 7])
    fields.setdefault("email", f"person{number}@post.example")
    fields.setdefault("created_at", clock.now())
    fields.setdefault("sort_key", sort_key_of(fields["first_name"], fields["last_name"]))
    if "sources" not in fields:
        given = [name for name in (*TEXT_FIELDS, "picture") if fields.get(name)]
        fields["sources"] = dict.fromkeys(given, first_source(organisation).pk)
    made = Person.objects.create(organisation=organisation, **fields)
    values = {field: getattr(made, field) for field in search.FIELDS}
    search.insert(search.term_rows(organisation.pk, made.pk, values))
    if kind is not None:
        relation(made, kind)
    return made


def relation(person: Person, kind: str = "member", **fields: Any) -> Relation:
    """A relation that holds the card."""
    fields.setdefault("started_on", clock.today())
    return Relation.objects.create(
        organisation=person.organisation,
        person=person,
        kind=kind,
        activity=declarations.by_relation(kind).key,
        created_at=clock.now(),
        **fields,
    )


def membership_type(organisation: Organisation, key: str = "personal", **fields: Any) -> Any:
    """A kind of membership on offer."""
    fields.setdefault("name", {"nb": "Personlig", "nn": "Personleg", "en": "Personal"})
    made, _ = MembershipType.objects.get_or_create(
        organisation=organisation, key=key, defaults=fields
    )
    return made


def member(organisation: Organisation, **fields: Any) -> Membership:
    """A member: card, relation, membership."""
    card = person(organisation, "member", **fields)
    return Membership.objects.create(
        organisation=organisation,
        relation=card.relations.get(),
        type=membership_type(organisation),
        number=Membership.objects.filter(organisation=organisation).count() + 1,
    )


def event(organisation: Organisation, **fields: Any) -> Event:
    """A published event a week from now, asking for name and e-mail."""
    number = next(_numbers)
    start = fields.setdefault("starts_at", clock.now() + dt.timedelta(days=7))
    fields.setdefault("ends_at", start + dt.timedelta(hours=2))
    fields.setdefault("title", f"Lunsjmøte {number}")
    fields.setdefault("slug", f"lunsjmote-{number}")
    fields.setdefault("state", Event.State.PUBLISHED)
    fields.setdefault(
        "fields",
        [
            {"field": name, "required": True, "need": "Vi trenger det."}
            for name in ("first_name", "last_name", "email")
        ],
    )
    fields.setdefault("created_at", clock.now())
    fields.setdefault("published_at", clock.now())
    return Event.objects.create(organisation=organisation, **fields)


def registration(event: Event, **fields: Any) -> Registration:
    """Someone's place at an event."""
    number = next(_numbers)
    fields.setdefault("first_name", FIRST_NAMES[number % 8])
    fields.setdefault("last_name", LAST_NAMES[number % 7])
    fields.setdefault("email", f"gjest{number}@post.example")
    fields.setdefault("registered_at", clock.now())
    fields.setdefault("sort_key", sort_key(f"{fields['last_name']} {fields['first_name']}"))
    return Registration.objects.create(organisation=event.organisation, event=event, **fields)


def request(organisation: Organisation, **fields: Any) -> Request:
    """An open request for access, received today."""
    number = next(_numbers)
    today = clock.today()
    fields.setdefault("kind", Request.Kind.ACCESS)
    fields.setdefault("channel", Request.Channel.EMAIL)
    fields.setdefault("email", f"krav{number}@post.example")
    fields.setdefault("received_on", today)
    fields.setdefault("due_on", today + dt.timedelta(days=30))
    fields.setdefault("created_at", clock.now())
    return Request.objects.create(organisation=organisation, **fields)
