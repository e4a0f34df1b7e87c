"""Where every value on a card came from is known, and is a source the statement names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.organisations.models import Organisation
from tillit.people.models import Person, SourceRecord
from tillit.people.values import TEXT_FIELDS
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.holds import sql
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number


@probe
class Sources(Probe):
    """Every value says where it came from (GDPR article 14(2)(f); promise C17)."""

    key = "sources"
    name = gettext_lazy("Values on cards against where they came from")
    group = "statement"
    remedy = gettext_lazy(
        "Add the source to the register, with its name. For values without any source: open "
        "the card, and save them with where they come from."
    )
    remedy_at = "desk:register_parties"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        people = Person.objects.filter(organisation=organisation)
        without = Q()
        for field in (*TEXT_FIELDS, "picture"):
            without |= Q(**{f"{field}__gt": "", f"sources__{field}__isnull": True})
        unsourced = people.filter(without).count()
        unnamed = _unnamed(organisation, register)
        yield Result(
            not (unsourced or unnamed),
            measured={"people": people.count(), "unsourced": unsourced, "unnamed": unnamed},
        )

    def promise(self, register: Register, about: str) -> str:
        return _("We know where everything we hold on a person came from.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if count := measured.get("unsourced", 0):
            return ngettext(
                "%(count)s person has a value without a source.",
                "%(count)s persons have a value without a source.",
                count,
            ) % {"count": number(count)}
        if count := measured.get("unnamed", 0):
            return ngettext(
                "Data came on %(count)s occasion from a source that the statement does not name.",
                "Data came on %(count)s occasions from sources that the statement does not name.",
                count,
            ) % {"count": number(count)}
        count = measured.get("people", 0)
        return ngettext(
            "%(count)s person looked at. Every value has its source.",
            "%(count)s persons looked at. Every value has its source.",
            count,
        ) % {"count": number(count)}


def _unnamed(organisation: Organisation, register: Register) -> int:
    """Occasions that values point to, and that are gone or from a source the register lacks."""
    named, owner = sql.ValuesOf(Person, "sources", organisation).select()
    listed = ["self", *(source.key for source in register.sources)]
    known = SourceRecord.objects.filter(organisation=organisation, source__in=listed)
    query, parameters = known.order_by().values("pk").query.sql_with_params()
    with sql.connection().cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM ({named} EXCEPT {query}) AS unnamed",  # noqa: S608
            [*owner, *parameters],
        )
        count: int = cursor.fetchone()[0]
    return count
