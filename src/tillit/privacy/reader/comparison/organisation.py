"""Who answers, where to write, how fast."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tillit.kernel.identifiers import display_organisation_number, normalise_email
from tillit.kernel.period import Period
from tillit.privacy.reader.adopt.facts import contacts, is_machine
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.comparison.finding import difference
from tillit.privacy.reader.reading import Claim, Finding
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.schema import Register

_LAW = 30


def differences(making: Making, register: Register) -> Iterator[Finding]:
    """The controller, the contact points and the promised answer."""
    yield from _number(making, register)
    yield from _addresses(making, register)
    yield from _officer(making, register)
    yield from _answer(making, register)


def _number(making: Making, register: Register) -> Iterator[Finding]:
    said, kept = making.facts.organisation_number, register.controller.organisation_number
    if said and kept and said.value != kept:
        yield difference(
            "number", "error", "controller.organisation_number",
            _("The statement has organisation number %(said)s, the register %(kept)s.")
            % {
                "said": display_organisation_number(said.value),
                "kept": display_organisation_number(kept),
            },
            _("Write the right one in both."),
            sentences=[said.sentence], law=("gdpr-13-1-a",),
        )  # fmt: skip


def _addresses(making: Making, register: Register) -> Iterator[Finding]:
    known = {
        address.lower()
        for address in (
            register.controller.email, *(point.email for point in register.contact_points)
        )
        if address
    }  # fmt: skip
    said: dict[str, Claim] = {}
    for claim in contacts(making.reading, "email"):
        try:
            address = normalise_email(claim.value)
        except ValueError:
            continue
        if not is_machine(address):
            said.setdefault(address, claim)
    for address, claim in said.items():
        if known and address not in known:
            yield difference(
                "address-said", "warning", "contact_points",
                _("The statement has people write to %(address)s, which the register does not "
                  "have.")
                % {"address": address},
                _("Add it to the contact points, or take it out of the statement."),
                sentences=[claim.sentence], law=("gdpr-13-1-a",), sure=claim.sure,
            )  # fmt: skip
    if said and known and not known & said.keys():
        yield difference(
            "address-kept", "warning", "contact_points",
            _("The statement does not have the register’s address, %(address)s.")
            % {"address": min(known)},
            _("Write in the statement where people reach you."),
            law=("gdpr-13-1-a",),
        )  # fmt: skip


def _officer(making: Making, register: Register) -> Iterator[Finding]:
    verdict = making.reading.verdicts.get("DPO")
    has_one = register.contact("dpo") is not None
    if verdict is None or not verdict.sure:
        return
    if has_one and verdict.value != "P":
        yield difference(
            "officer-kept", "error", "contact_points.dpo",
            _("The register has a data protection officer, whom the statement does not name."),
            _("Write in the statement how the officer is reached."),
            law=("gdpr-13-1-b",),
        )  # fmt: skip
    if not has_one and verdict.value == "P" and not making.about.has("no_officer"):
        yield difference(
            "officer-said", "warning", "contact_points",
            _("The statement speaks of a data protection officer; the register has none."),
            _("Add the officer to the contact points, or take it out of the statement."),
            sentences=verdict.because[:1], law=("gdpr-13-1-b",),
        )  # fmt: skip


def _answer(making: Making, register: Register) -> Iterator[Finding]:
    kept = register.promised_answer_days
    for claim in making.reading.of("deadline"):
        if claim.what != "answer":
            continue
        try:
            said = Period.parse(claim.period)
        except ValueError:
            continue
        if (kept or _LAW) > said.longest_days:
            yield difference(
                "answer", "error", "promised_answer_days",
                _("The statement promises an answer within %(said)s, the register within %(kept)s.")
                % {"said": in_words(said), "kept": in_words(Period(days=kept or _LAW))},
                _("Promise the same in the register, or correct the statement."),
                sentences=[claim.sentence], law=("gdpr-12-3",), sure=claim.sure,
            )  # fmt: skip
        return
    if kept and kept < _LAW:
        yield difference(
            "answer-unsaid", "note", "promised_answer_days",
            _("The register promises an answer within %(kept)s, which the statement does not say.")
            % {"kept": in_words(Period(days=kept))},
            _("Write it in the statement: it is better than the law demands."),
            law=("gdpr-12-3",),
        )  # fmt: skip
