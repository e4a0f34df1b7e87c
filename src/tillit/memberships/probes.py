"""The public member directory shows only those who wish it, and only what the register says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.memberships.models import DirectoryEntry
from tillit.memberships.rules import DIRECTORY
from tillit.organisations.models import Organisation
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number


@probe
class Directory(Probe):
    """Everyone in the directory is a member, consents, and shows what may be shown."""

    key = "directory"
    name = gettext_lazy("Everyone in the directory against their consent")
    group = "access"

    def abouts(self, register: Register) -> Iterable[str]:
        entry = register.activity("membership")
        return ("",) if entry is not None and entry.published else ()

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        membership = register.activity("membership")
        entries = DirectoryEntry.objects.filter(organisation=organisation)
        if membership is None or not membership.published:
            return
        consents = Consent.objects.filter(
            organisation=organisation,
            purpose=DIRECTORY,
            withdrawn_at=None,
            email=OuterRef("membership__relation__person__email"),
        )
        unwished = entries.exclude(Exists(consents)).count()
        left = entries.filter(membership__relation__ended_on__lt=clock.today()).count()
        published = set(membership.published)
        shown = {name for names in entries.values_list("shown", flat=True) for name in names}
        excess = sorted(shown - published)
        yield Result(
            not (unwished or left or excess),
            measured={
                "shown": entries.count(), "unwished": unwished, "left": left, "excess": excess,
            },
        )  # fmt: skip

    def promise(self, register: Register, about: str) -> str:
        return _("Only members who wish it are shown in the public directory.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        bad = measured.get("unwished", 0) + measured.get("left", 0)
        if bad:
            return ngettext(
                "%(count)s person is listed without a standing consent or membership.",
                "%(count)s persons are listed without a standing consent or membership.",
                bad,
            ) % {"count": number(bad)}
        if measured.get("excess"):
            return _("Fields that the register does not name are shown.")
        return ngettext(
            "%(count)s member is listed, who wishes it.",
            "%(count)s members are listed, who all wish it.",
            measured.get("shown", 0),
        ) % {"count": number(measured.get("shown", 0))}
