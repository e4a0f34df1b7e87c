"""Those outside: agreements, transfers out of the EEA, and whom to turn to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.kernel.transfers import is_valid_on
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Processor, Recipient, Register, SubProcessor

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@probe
class Agreements(Probe):
    """Every processor works under an agreement (article 28(3))."""

    key = "agreements"
    name = gettext_lazy("Each processor against its agreement")
    group = "sharing"
    remedy = gettext_lazy(
        "Sign or renew the agreement, and write its dates on the processor in the register. "
        "Or take out the processor, if you no longer use it."
    )
    remedy_at = "desk:register_parties"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del organisation, memory
        today = clock.today()
        used = {key for entry in register.activities for key in entry.processors}
        processors = [one for one in register.processors if one.key in used]
        bad = [
            one.name
            for one in processors
            if one.agreement is None
            or one.agreement.signed_on > today
            or (one.agreement.review_on is not None and one.agreement.review_on < today)
        ]
        yield Result(not bad, measured={"processors": len(processors), "bad": bad})

    def promise(self, register: Register, about: str) -> str:
        return _("Everyone who processes data for us does so under an agreement that is up to "
                 "date.")  # fmt: skip

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if measured.get("bad"):
            return _("No agreement in order with: %(names)s.") % {
                "names": ", ".join(measured["bad"])
            }
        return _("%(processors)s processors, all with an agreement.") % measured


@probe
class Transfers(Probe):
    """Data stays in the EEA, or goes on a basis that is valid today (chapter V)."""

    key = "transfers"
    name = gettext_lazy("Each country against the transfer bases valid today")
    group = "sharing"
    remedy = gettext_lazy(
        "Choose a basis that is valid today for the one named, with its document, or use one "
        "in the EEA. Then put the draft in force."
    )
    remedy_at = "desk:register_parties"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del organisation, memory
        bad, outside, parties = [], 0, 0
        for party in _parties(register):
            parties += 1
            for country in party.countries:
                if in_eea(country, clock.today()):
                    continue
                outside += 1
                valid, _reason = is_valid_on(party.transfer or "", clock.today(), country)
                if not valid:
                    bad.append(f"{party.name} ({country})")
        yield Result(not bad, measured={"parties": parties, "outside": outside, "bad": bad})

    def promise(self, register: Register, about: str) -> str:
        return _("Data stays in the EEA, or leaves it only on a basis that is valid.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if measured.get("bad"):
            return _("No valid basis for: %(names)s.") % {"names": ", ".join(measured["bad"])}
        if not measured["outside"]:
            return _("%(parties)s processors and recipients, none outside the EEA.") % measured
        return (
            ngettext(
                "%(parties)s processors and recipients, %(outside)s place outside the EEA, on "
                "a valid basis.",
                "%(parties)s processors and recipients, %(outside)s places outside the EEA, "
                "each on a valid basis.",
                measured["outside"],
            )
            % measured
        )


def _parties(register: Register) -> Iterator[Processor | Recipient | SubProcessor]:
    yield from register.recipients
    for processor in register.processors:
        yield processor
        yield from processor.sub_processors


@probe
class Contact(Probe):
    """There is someone to write to (article 13(1)(a) and (b))."""

    key = "contact"
    name = gettext_lazy("The register's contact point")
    group = "rights"
    remedy = gettext_lazy(
        "Give a contact point with an e-mail or postal address, and put the draft in force."
    )
    remedy_at = "desk:register_organisation"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del organisation, memory
        point = register.privacy_contact()
        yield Result(point is not None and bool(point.email or point.phone or point.address))

    def promise(self, register: Register, about: str) -> str:
        return _("There is someone to turn to about your data.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        return _("The register was read for a name with an e-mail, telephone or postal address.")
