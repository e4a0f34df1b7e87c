"""What is done to memberships: each verb one transaction, with its ledger entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.memberships import queries, rules
from tillit.memberships.models import Application, DirectoryEntry, Membership, MembershipType
from tillit.people import actions as people
from tillit.people.models import Person, Relation
from tillit.people.values import TEXT_FIELDS
from tillit.privacy.consent import actions as consent
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.ledger.actions import record, record_many
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User

# What a directory entry leads to.
WHOSE: Final = ("membership__relation__person", "membership__organisation")


@transaction.atomic
def apply(
    organisation: Organisation, type: MembershipType, values: Mapping[str, str], *, language: str
) -> Application:
    """Someone asks to become a member; a link goes to the address, and nothing else happens yet.

    Whoever else has that address on the register is not touched, and the answer on the screen is
    the same. Raises ValidationError by field; nothing that the form does not ask for is stored.
    """
    asked = [field.field for field in rules.form_fields(in_force(organisation))]
    kept = people.checked(values, {*asked, "email"})
    application = Application.objects.create(
        organisation=organisation,
        type=type,
        language=language,
        created_at=clock.now(),
        **{field: value for field, value in kept.items() if value},
    )
    record(organisation, "registered", subject=reference(application), actor="person", how="form")
    _write(application, "application_confirm", urgent=True)
    return application


@transaction.atomic
def confirm(application: Application) -> Application:
    """The address is proven. Accepted at once where the type says so, else it waits for review.

    Doing it again changes nothing.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state != Application.State.UNCONFIRMED:
        return application
    application.confirmed_at = clock.now()
    application.state = Application.State.WAITING
    application.save(update_fields=["confirmed_at", "state"])
    people.touch(application.organisation, application.email, application.confirmed_at)
    if application.type.is_automatic:
        accept(application, by="person")
    else:
        _write(application, "application_waiting")
    application.refresh_from_db()
    return application


@transaction.atomic
def accept(application: Application, *, by: str) -> Membership:
    """The applicant becomes a member, on the card that has the proven address, or on a new one.

    Raises ValidationError when the application is not waiting.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state != Application.State.WAITING:
        raise ValidationError(_("This application has been dealt with already."))
    organisation = application.organisation
    _lock(organisation)  # before looking: two applications of one address make one member
    person = _same_person(application)
    membership = queries.running_membership_of(person) if person else None
    if membership is None:
        person = _card_of(application, person)
        membership = _start(person, application.type, clock.today(), by=by)
    application.state = Application.State.ACCEPTED
    application.decided_at = clock.now()
    application.save(update_fields=["state", "decided_at"])
    _welcome(membership, application.language)
    return membership


def _same_person(application: Application) -> Person | None:
    """The card with the proven address and the applicant's name; others may share a mailbox."""
    cards = Person.objects.filter(
        organisation=application.organisation, email=application.email
    ).order_by("pk")
    name = rules.name_of(application)
    return next((card for card in cards if name in ((), rules.name_of(card))), None)


def _card_of(application: Application, person: Person | None) -> Person:
    """The card, brought up to date by its own person; or a new one."""
    organisation = application.organisation
    values = {
        field: getattr(application, field) for field in TEXT_FIELDS if getattr(application, field)
    }
    if person is None:
        return people.add_person(
            organisation,
            values,
            source="self",
            by="person",
            kind=rules.KIND,
            started_on=clock.today(),
            how="form",
        )
    if not person.relations.filter(kind=rules.KIND, ended_on=None).exists():
        people.start_relation(person, rules.KIND, on=clock.today(), by="person")
    people.change_values(person, values, source="self", how="form", by="person")
    return person


@transaction.atomic
def decline(application: Application, *, by: str) -> None:
    """The applicant does not become a member, and is told so. Raises ValidationError."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state != Application.State.WAITING:
        raise ValidationError(_("This application has been dealt with already."))
    application.state = Application.State.DECLINED
    application.decided_at = clock.now()
    application.save(update_fields=["state", "decided_at"])
    record(
        application.organisation,
        "changed",
        subject=reference(application),
        actor=by,
        fields=["state"],
        state="declined",
    )
    _write(application, "application_declined")


@transaction.atomic
def add_member(
    person: Person, type: MembershipType, *, on: dt.date, by: str, welcome: bool = False
) -> Membership:
    """A person on the register becomes a member from a day.

    Raises ValidationError when they are one already.
    """
    _lock(person.organisation)
    if Membership.objects.filter(queries.is_active(), relation__person=person).exists():
        raise ValidationError(_("This person is a member already."))
    if not person.relations.filter(kind=rules.KIND, ended_on=None).exists():
        people.start_relation(person, rules.KIND, on=on, by=by)
    membership = _start(person, type, on, by=by)
    if welcome and person.email:
        _welcome(membership, person.organisation.language)
    return membership


def _start(person: Person, type: MembershipType, on: dt.date, *, by: str) -> Membership:
    organisation = person.organisation
    _lock(organisation)
    relation = person.relations.get(kind=rules.KIND, ended_on=None)
    membership = Membership.objects.create(
        organisation=organisation,
        relation=relation,
        type=type,
        number=queries.next_number(organisation),
    )
    record(
        organisation,
        "registered",
        subject=reference(membership),
        actor=by,
        person=reference(person),
        type=type.key,
        on=on.isoformat(),
    )
    return membership


def _lock(organisation: Organisation) -> None:
    """Numbers are given out one at a time."""
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)


@transaction.atomic
def change_type(membership: Membership, type: MembershipType, *, by: str) -> None:
    """The member gets another kind of membership."""
    if membership.type_id == type.pk:
        return
    membership.type = type
    membership.save(update_fields=["type"])
    record(
        membership.organisation,
        "changed",
        subject=reference(membership),
        actor=by,
        fields=["type"],
        type=type.key,
    )


@transaction.atomic
def leave(
    membership: Membership, *, on: dt.date, by: str, reason: str = "own_wish", tell: bool = True
) -> None:
    """The membership ends; what it held goes when its clock has run out, the directory at once.

    Nobody writes to someone who has died. What ended before today has ended.
    Raises ValidationError when it would end before it started.
    """
    relation: Relation = membership.relation
    if not people.end_relation(relation, on=on, by=by, reason=reason):
        return
    membership.leave_reason = reason
    membership.save(update_fields=["leave_reason"])
    if DirectoryEntry.objects.filter(membership=membership).exists():
        hide(membership, by=by)
    person = relation.person
    if tell and person.email and reason != "died":
        _tell(membership, "membership_ended", membership.organisation.language)


@transaction.atomic
def show(
    membership: Membership, fields: Iterable[str], *, language: str, how: str, by: str = "person"
) -> DirectoryEntry:
    """The member wishes to be seen in the public directory, with these fields; a consent.

    Raises NoSuchPurposeError when the register has no directory, ValidationError without fields.
    """
    organisation = membership.organisation
    chosen = rules.shown(in_force(organisation), fields)
    person = membership.relation.person
    if not any(getattr(person, name) for name in rules.NAMES & set(chosen)):
        raise ValidationError(_("Choose at least a name to be shown with."))
    consent.give(
        organisation,
        person.email,
        rules.ACTIVITY,
        rules.DIRECTORY,
        language=language,
        how=how,
        by=by,
        subject=reference(person),
    )
    entry, made = DirectoryEntry.objects.update_or_create(
        membership=membership,
        defaults={"shown": chosen},
        create_defaults={
            "shown": chosen,
            "organisation": organisation,
            "shown_since": clock.now(),
        },
    )
    record(
        organisation,
        "published",
        subject=reference(person),
        actor=by,
        fields=chosen,
        where="directory",
        new=made,
    )
    return entry


@transaction.atomic
def hide(membership: Membership, *, by: str = "person") -> None:
    """The member is no longer seen, from the next page that anyone opens.

    The consent is withdrawn, unless someone with the same address is still seen by it.
    """
    person = membership.relation.person
    deleted, _rows = DirectoryEntry.objects.filter(membership=membership).delete()
    entries = DirectoryEntry.objects.filter(organisation=membership.organisation)
    if not entries.filter(membership__relation__person__email=person.email).exists():
        consent.withdraw(
            membership.organisation, person.email, rules.DIRECTORY, by=by, subject=reference(person)
        )
    if deleted:
        record(
            membership.organisation,
            "unpublished",
            subject=reference(person),
            actor=by,
            where="directory",
        )


def keep_in_directory(person: Person, former: str, *, by: str) -> None:
    """A member in the directory has a new address: the consent to be shown goes with them.

    Without an address there is no proof of the consent any longer, so they are not shown.
    """
    entry = (
        DirectoryEntry.objects.filter(membership__relation__person=person)
        .select_related("membership__relation__person", "membership__organisation")
        .first()
    )
    if entry is None:
        return
    organisation = person.organisation
    others = DirectoryEntry.objects.filter(
        organisation=organisation, membership__relation__person__email=former
    )
    about = {"by": by, "subject": reference(person)}
    if person.email and others.exists():
        consent.also_for(organisation, former, person.email, rules.DIRECTORY, **about)
    elif person.email:
        consent.move(organisation, former, person.email, by=by, purpose=rules.DIRECTORY)
    else:
        if not others.exists():
            consent.withdraw(organisation, former, rules.DIRECTORY, **about)
        hide(entry.membership, by=by)


def _write(application: Application, kind: str, *, urgent: bool = False) -> None:
    queue(
        application.organisation,
        kind,
        [Recipient(application.email, application.language, reference(application))],
        rule="applications",
        clock_at=application.created_at,
        about=reference(application),
        urgent=urgent,
    )


def _welcome(membership: Membership, language: str) -> None:
    _tell(membership, "membership_welcome", language)


def _tell(membership: Membership, kind: str, language: str) -> None:
    queue(
        membership.organisation,
        kind,
        [Recipient(membership.relation.person.email, language, reference(membership))],
        rule="correspondence",
        clock_at=clock.now(),
        about=reference(membership),
    )


def save_type(
    organisation: Organisation, kind: MembershipType | None, **values: Any
) -> MembershipType:
    """A kind of membership is made or changed; its key stays."""
    kind = kind or MembershipType(organisation=organisation)
    for name, value in values.items():
        setattr(kind, name, value)
    kind.save()
    return kind


def first_type(organisation: Organisation) -> MembershipType:
    """The first kind of membership on offer; a plain one is made when there is none yet."""
    found = queries.types(organisation)
    if found:
        return found[0]
    return MembershipType.objects.create(
        organisation=organisation,
        key="member",
        name={"nb": "Medlem", "nn": "Medlem", "en": "Member"},
    )


def on_adopted(organisation: Organisation, version: Any, by: User | None) -> None:
    """An organisation that has adopted membership can take members from the first minute.

    The directory shows nothing that the register no longer publishes, nor keeps the wish for it.
    """
    register = Register.model_validate(version.document)
    if register.activity(rules.ACTIVITY):
        first_type(organisation)
    _narrow_directory(organisation, register, by=reference(by) if by else "system")


def _narrow_directory(organisation: Organisation, register: Register, *, by: str) -> None:
    """Fields that are published no longer leave the members' choices; without a name, the entry.

    Set-based but for the consents, which are taken back one by one, each with its own entry.
    """
    may = set(rules.publishable(register))
    entries = DirectoryEntry.objects.filter(organisation=organisation)
    chosen = entries.values_list("pk", "shown", "membership__relation__person__uuid")
    narrowed: dict[tuple[str, ...], list[tuple[int, UUID]]] = {}
    for pk, shown, person in chosen.order_by("pk"):
        if not may >= set(shown):
            left = tuple(name for name in shown if name in may)
            narrowed.setdefault(left, []).append((pk, person))
    for left, found in narrowed.items():
        these = entries.filter(pk__among=[pk for pk, _person in found])
        if not rules.NAMES & set(left):
            hidden = [entry.membership for entry in these.select_related(*WHOSE)]
            for membership in hidden:
                hide(membership, by=by)
            continue
        these.update(shown=list(left))
        record_many(
            organisation,
            "changed",
            subjects=[f"person:{person}" for _pk, person in found],
            actor=by,
            fields=["shown"],
            where="directory",
        )
