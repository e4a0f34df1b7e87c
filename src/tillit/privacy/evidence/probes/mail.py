"""Mail leaves by a processor that the register names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Processor, Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# One's own machine is no processor.
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
STAYS: Final = ("filebased", "locmem", "console", "dummy")
ROLES: Final = ("mail", "it_platform")


def leaves_by() -> str:
    """The server, or the supplier's programming interface, that mail leaves by; empty: none does.

    What one's own machine does with it, the program does not see.
    """
    kind = settings.EMAIL_BACKEND.rpartition(".backends.")[2].partition(".")[0]
    if kind in STAYS:
        return ""
    if kind != "smtp":
        return str(settings.EMAIL_BACKEND)
    return "" if settings.EMAIL_HOST in LOCAL else str(settings.EMAIL_HOST)


@probe
class MailServer(Probe):
    """The mail server in use is one of the register's processors (article 28)."""

    key = "mail_server"
    name = gettext_lazy("The mail server in use against the processors")
    group = "sharing"
    remedy = gettext_lazy(
        "Enter the one who runs the mail server as a processor, with its agreement. Whoever runs "
        "the installation then names it in TILLIT_MAIL_PROCESSOR."
    )
    remedy_at = "desk:register"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Look for the processor that the installation says runs the server."""
        del organisation, memory
        server, named = leaves_by(), settings.MAIL_PROCESSOR
        found = next((one for one in register.processors if _is(one, named)), None)
        yield Result(
            not server or found is not None,
            measured={
                "server": server,
                "named": named,
                "processor": found.name if found and server else "",
            },
        )

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Our messages are sent by a processor that stands in our register, or by us.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if not measured.get("server"):
            return _("No mail server outside our own machine is in use.")
        if measured.get("processor"):
            return _("Messages leave by %(server)s, which %(processor)s runs.") % measured
        if measured.get("named"):
            return (
                _(
                    "Messages leave by %(server)s, which %(named)s runs. Our register has no such "
                    "processor for mail."
                )
                % measured
            )
        return (
            _("Messages leave by %(server)s, and it is not said which processor runs it.")
            % measured
        )


def _is(one: Processor, named: str) -> bool:
    known = {one.key, one.name.casefold(), one.organisation_number.replace(" ", "")}
    return bool(named) and one.role in ROLES and bool({named.casefold(), named} & known)
