"""One row of each holding on the same address, by its model: the tests go through them all.

A holding that is declared anew needs a row here, and the tests say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile

from tests import factories
from tillit.kernel import clock
from tillit.memberships.actions import show
from tillit.memberships.models import Application, DirectoryEntry, Membership
from tillit.organisations.models import Organisation, Role, Session, StaffLink, User
from tillit.people.models import (
    DuplicateDecision,
    Import,
    ImportRow,
    Person,
    Relation,
    SearchTerm,
    SourceRecord,
)
from tillit.portal.codes import send
from tillit.portal.models import OneTimeCode
from tillit.privacy.models import (
    ArchivedRow,
    Consent,
    Delivery,
    DisclosedSubject,
    Disclosure,
    LedgerEntry,
    Message,
    RegisterContact,
    RegisterVersion,
)
from tillit.privacy.references import reference

Builder = Callable[[Organisation, str], Any]


def _card(organisation: Organisation, email: str) -> Person:
    found = Person.objects.filter(organisation=organisation, email=email).first()
    if found is not None:
        return found
    membership = factories.member(organisation, email=email)
    person: Person = membership.relation.person
    origin = factories.source(organisation, "colleague")
    person.sources = {"first_name": origin.pk}
    person.picture.save("x.jpg", ContentFile(b"x"), save=False)
    person.save()
    show(membership, ["first_name"], language="nb", how="portal")
    return person


def _account(organisation: Organisation, email: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or factories.staff_user(organisation, "editor", email=email)


def _address(organisation: Organisation, email: str) -> Any:
    model = apps.get_model("account.EmailAddress")
    user = _account(organisation, email)
    return model._default_manager.get_or_create(user=user, email=email)[0]


def _imported(organisation: Organisation, email: str) -> ImportRow:
    now = clock.now()
    run = Import.objects.create(
        organisation=organisation, relation_kind="member", filename="liste.csv",
        state="done", created_by="user:x", created_at=now, beat_at=now,
    )  # fmt: skip
    ImportRow.objects.create(run=run, line=3, values={}, email="ola@post.example", decision="new")
    return ImportRow.objects.create(run=run, line=2, values={}, email=email, decision="new")


def _disclosed(organisation: Organisation, email: str) -> DisclosedSubject:
    now = clock.now()
    made = Disclosure.objects.create(
        organisation=organisation, activity="membership", purpose="liste", count=1, made_at=now,
        made_by=_account(organisation, email),
    )  # fmt: skip
    return DisclosedSubject.objects.create(
        organisation=organisation, disclosure=made, email=email,
        reference=reference(_card(organisation, email)), activity="membership",
        rule="correspondence", clock_at=now,
    )  # fmt: skip


def _application(organisation: Organisation, email: str) -> Application:
    return Application.objects.create(
        organisation=organisation, type=factories.membership_type(organisation), email=email,
        created_at=clock.now(),
    )  # fmt: skip


def _version(organisation: Organisation, email: str) -> RegisterVersion:
    version = RegisterVersion.objects.get(organisation=organisation, state="in_force")
    version.changed_by = _account(organisation, email)
    version.save(update_fields=["changed_by"])
    return version


def _of_card(model: Any) -> Builder:
    def build(organisation: Organisation, email: str) -> Any:
        _card(organisation, email)
        return model._default_manager.first()

    return build


def _of_value(organisation: Organisation, email: str) -> Any:
    """The source that the card's values name; one that none names is no longer held."""
    _card(organisation, email)
    card = Person.objects.get(organisation=organisation, email=email)
    return SourceRecord.objects.get(pk=next(iter(card.sources.values())))


def _of_code(model: Any) -> Builder:
    def build(organisation: Organisation, email: str) -> Any:
        send(organisation, email, language="nb")
        return model._default_manager.first()

    return build


def _in_a_day() -> dt.datetime:
    return clock.now() + dt.timedelta(days=1)


BUILDERS: dict[str, Builder] = {
    "people.person": _card,
    "people.relation": _of_card(Relation),
    "people.searchterm": _of_card(SearchTerm),
    "people.sourcerecord": _of_value,
    "people.duplicatedecision": lambda organisation, email: DuplicateDecision.objects.create(
        organisation=organisation, first=_card(organisation, email),
        second=factories.person(organisation), decided_by="user:x", decided_at=clock.now(),
    ),
    "people.import": lambda organisation, email: _imported(organisation, email).run,
    "people.importrow": _imported,
    "memberships.membership": _of_card(Membership),
    "memberships.directoryentry": _of_card(DirectoryEntry),
    "memberships.application": _application,
    "events.registration": lambda organisation, email: factories.registration(
        factories.event(organisation), email=email
    ),
    "portal.onetimecode": _of_code(OneTimeCode),
    "privacy.message": _of_code(Message),
    "privacy.delivery": _of_code(Delivery),
    "privacy.ledgerentry": _of_card(LedgerEntry),
    "privacy.consent": _of_card(Consent),
    "privacy.request": lambda organisation, email: factories.request(organisation, email=email),
    "privacy.disclosure": lambda organisation, email: _disclosed(organisation, email).disclosure,
    "privacy.disclosedsubject": _disclosed,
    "privacy.archivedrow": lambda organisation, email: ArchivedRow.objects.create(
        organisation=organisation, model="people.person", row={}, email=email,
        activity="membership", rule="card", archived_at=clock.now(),
    ),
    "privacy.registerversion": _version,
    "privacy.registercontact": lambda organisation, email: RegisterContact.objects.create(
        version=RegisterVersion.objects.get(organisation=organisation, state="in_force"),
        role="privacy", name="Kari", email=email,
    ),
    "organisations.user": _account,
    "organisations.role": lambda organisation, email: Role.objects.filter(
        user=_account(organisation, email)
    ).first(),
    "organisations.stafflink": lambda organisation, email: StaffLink.objects.create(
        user=_account(organisation, email), digest=email, given_by="mail",
        expires_at=_in_a_day(), created_at=clock.now(),
    ),
    "organisations.session": lambda _organisation, email: Session.objects.create(
        session_key=email, session_data="", expire_date=_in_a_day(), email=email
    ),
    "account.emailaddress": _address,
    "account.emailconfirmation": lambda organisation, email: apps.get_model(
        "account.EmailConfirmation"
    )._default_manager.create(
        email_address=_address(organisation, email), key=email, created=clock.now()
    ),
    "mfa.authenticator": lambda organisation, email: apps.get_model(
        "mfa.Authenticator"
    )._default_manager.filter(user=_account(organisation, email)).first(),
}  # fmt: skip
