"""What an import of members adds to the cards: kind of membership and member number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.memberships import actions, queries
from tillit.memberships.models import Membership
from tillit.memberships.rules import KIND
from tillit.people.imports.columns import folded
from tillit.people.imports.extensions import Extension, Landed, Option, RowError
from tillit.privacy import bulk
from tillit.privacy.register.schema import words

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation
    from tillit.people.models import Import

NUMBER, TYPE = "member_number", "membership_type"
HIGHEST = 2_000_000_000


@dataclass
class Prepared:
    """What a row is judged by: the kinds by any of their names, and the numbers given out."""

    kinds: dict[str, int]
    default: int | None
    holders: dict[int, str]
    seen: set[int]


def _prepare(run: Import) -> Prepared:
    kinds: dict[str, int] = {}
    for kind in queries.types(run.organisation):
        for name in (kind.key, *kind.name.values()):
            kinds[folded(name)] = kind.pk
    chosen = run.plan.get("extra", {}).get(TYPE)
    taken = Membership.objects.filter(organisation=run.organisation).values_list(
        "number", "relation__person__email"
    )
    return Prepared(kinds, int(chosen) if chosen else None, dict(taken), set())


def _clean(prepared: Prepared, values: Mapping[str, str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if kind := values.get(TYPE, ""):
        if folded(kind) not in prepared.kinds:
            raise RowError(TYPE, "unknown_type", kind[:40])
        kept[TYPE] = prepared.kinds[folded(kind)]
    elif prepared.default is not None:
        kept[TYPE] = prepared.default
    if text := values.get(NUMBER, ""):
        bare = text.strip().removesuffix(".0")
        if not bare.isdecimal() or not 0 < int(bare) < HIGHEST:
            raise RowError(NUMBER, "number", text[:40])
        number = int(bare)
        if number in prepared.seen:
            raise RowError(NUMBER, "number_twice", bare)
        prepared.seen.add(number)
        kept[NUMBER] = number
    return kept


@transaction.atomic
def _after_batch(run: Import, rows: Sequence[Landed]) -> None:
    """Those who have no membership on their relation get one, set-based.

    A number that someone else has already is not taken from them; the newcomer gets the next.
    """
    organisation = run.organisation
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)
    have = set(
        Membership.objects.filter(relation__in=[row.relation_id for row in rows]).values_list(
            "relation_id", flat=True
        )
    )
    wanted = [row.values.get(NUMBER) for row in rows]
    taken = set(
        Membership.objects.filter(
            organisation=organisation, number__in=[number for number in wanted if number]
        ).values_list("number", flat=True)
    )
    usual = actions.first_type(organisation)
    numbers = _Numbers(taken, queries.next_number(organisation), wanted)
    made: dict[int, tuple[Any, ...]] = {
        row.relation_id: (
            organisation.pk,
            row.relation_id,
            uuid4(),
            row.values.get(TYPE) or usual.pk,
            numbers.give(row.values.get(NUMBER)),
            "",
        )
        for row in rows
        if row.relation_id not in have
    }
    bulk.insert(
        Membership,
        ("organisation_id", "relation_id", "uuid", "type_id", "number", "leave_reason"),
        made.values(),
    )


class _Numbers:
    """Gives each newcomer the number asked for while it is free, else the next one."""

    def __init__(self, taken: set[int], following: int, wanted: Sequence[int | None]) -> None:
        self.taken = taken
        self.following = max([following, *(number + 1 for number in wanted if number)])

    def give(self, wanted: int | None) -> int:
        if wanted and wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        self.following += 1
        return self.following - 1


def _options(organisation: Organisation) -> list[Option]:
    language = get_language() or "nb"
    kinds = [(str(each.pk), words(each.name, language)) for each in queries.types(organisation)]
    return (
        [Option(TYPE, _("Kind of membership where the file says nothing"), kinds)] if kinds else []
    )


def _write(run: Import) -> Callable[[str, Any], str]:
    language = get_language() or run.organisation.language
    names = {each.pk: words(each.name, language) for each in queries.types(run.organisation)}
    return lambda key, value: names.get(value, str(value)) if key == TYPE else str(value)


EXTENSION = Extension(
    kind=KIND,
    columns=(
        (
            NUMBER,
            _("member number"),
            (
                "medlemsnummer",
                "medlemsnr",
                "medlemsnr.",
                "nummer",
                "nr",
                "member number",
                "member no",
            ),
        ),
        (
            TYPE,
            _("kind of membership"),
            (
                "medlemstype",
                "medlemskap",
                "medlemskategori",
                "type medlemskap",
                "medlemsskap",
                "membership type",
                "membership",
                "type",
            ),
        ),
    ),
    prepare=_prepare,
    clean=_clean,
    after_batch=_after_batch,
    refusals={
        "unknown_type": _("“%(value)s” is not a kind of membership you have. Make it first"),
        "number": _("“%(value)s” is not a member number. Write digits only"),
        "number_twice": _("The member number %(value)s stands twice in the file"),
    },
    options=_options,
    write=_write,
)
