"""The public member directory shows only those who wish it, and only what the register says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.memberships import queries
from tillit.memberships.forms import JoinForm
from tillit.memberships.models import DirectoryEntry
from tillit.memberships.rules import ACTIVITY, DIRECTORY, form_fields
from tillit.organisations.models import Organisation
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.notice import notice
from tillit.ui.formats import number


@probe
class Directory(Probe):
    """Everyone in the directory is a member, consents, and shows what may be shown."""

    key = "directory"
    name = gettext_lazy("Everyone in the directory against their consent")
    group = "access"
    remedy = gettext_lazy(
        "Ask those concerned to choose anew on My page, or end their membership: both take them "
        "out of the directory. Choices the register no longer allows go when it is adopted anew."
    )
    remedy_at = "memberships_desk:list"

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
            return _("Choices to show fields that the register does not name are still kept.")
        return ngettext(
            "%(count)s member is listed, who wishes it.",
            "%(count)s members are listed, who all wish it.",
            measured.get("shown", 0),
        ) % {"count": number(measured.get("shown", 0))}


@probe
class JoiningForm(Probe):
    """The form one joins with asks what the register says, says why, and carries its notice."""

    key = "joining_form"
    name = gettext_lazy("The joining form against the register")
    group = "statement"
    remedy = gettext_lazy(
        "Write in the register, for each field of membership, what it is needed for, and put "
        "the draft in force."
    )
    remedy_at = "desk:register"

    def abouts(self, register: Register) -> Iterable[str]:
        """Only where there are members."""
        return ("",) if register.activity(ACTIVITY) is not None else ()

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Make the form as a visitor gets it, and look at its fields."""
        del memory
        if register.activity(ACTIVITY) is None:
            return
        with translation.override(organisation.language):
            fields = dict(JoinForm(register, queries.types(organisation, open_only=True)).fields)
            told = notice(register, ACTIVITY, organisation.language).sentences
        fields.pop("type", None)
        named = {asked.field: asked.required for asked in form_fields(register)}
        wrong = set(named.keys() ^ fields.keys())
        wrong |= {key for key in named.keys() & fields.keys() if named[key] != fields[key].required}
        silent = {key for key, field in fields.items() if not getattr(field, "why", "")}
        yield Result(
            not (wrong or silent) and bool(told),
            measured={
                "fields": len(fields), "wrong": sorted(wrong), "silent": sorted(silent),
                "notice": len(told),
            },
        )  # fmt: skip

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Who joins is asked for what our register says, and told what each field is for.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if wrong := measured.get("wrong"):
            return _("These fields are not as the register says: %(fields)s.") % {
                "fields": ", ".join(wrong)
            }
        if silent := measured.get("silent"):
            return _("These fields do not say what they are for: %(fields)s.") % {
                "fields": ", ".join(silent)
            }
        if not measured.get("notice"):
            return _("The form carries no notice.")
        return ngettext(
            "%(number)s field looked at. It is as the register says, and says why.",
            "%(number)s fields looked at. All are as the register says, and say why.",
            measured.get("fields", 0),
        ) % {"number": number(measured.get("fields", 0))}
