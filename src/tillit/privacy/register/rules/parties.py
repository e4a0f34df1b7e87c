"""Rules about those outside: sources, recipients, processors and their own processors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel.countries import country_name, country_names, in_eea
from tillit.kernel.identifiers import normalise_email
from tillit.kernel.transfers import BASES, is_valid_on
from tillit.privacy.declare.model import Label
from tillit.privacy.register.rules.finding import Finding, Path, error, repeated, warning
from tillit.privacy.register.rules.organisation import about_address, about_link, about_number
from tillit.privacy.register.schema import Processor, Recipient, Register, SubProcessor

TRANSFER_NAMES: dict[str, Label] = {
    "adequacy": _("adequacy decision by the European Commission"),
    "scc": _("standard contractual clauses"),
    "bcr": _("binding corporate rules"),
    "derogation": _("derogation for single occasions"),
    "dpf": _("EU–US Data Privacy Framework"),
    "privacy_shield": _("Privacy Shield (invalid since 16 July 2020)"),
    "safe_harbour": _("Safe Harbour (invalid since 6 October 2015)"),
}

_REASONS: dict[str, Label] = {
    "unknown_basis": _("“{basis}” is not a basis for transfers."),
    "privacy_shield_void": _("Privacy Shield has been invalid since 16 July 2020 (case C-311/18)."),
    "safe_harbour_void": _("Safe Harbour has been invalid since 6 October 2015 (case C-362/14)."),
    "not_yet_in_force": _("This basis was not yet in force."),
    "other_country": _("This basis does not cover {country}."),
    "country_not_adequate": _("There is no adequacy decision for {country}."),
}


def _named_here(code: str) -> str:
    return country_name(code, get_language() or "nb")


_country = lazy(_named_here, str)


def about_parties(register: Register, on: dt.date) -> Iterator[Finding]:
    """Everyone the register names outside the organisation, and the measures."""
    yield from _keys("sources", (source.key for source in register.sources))
    yield from _keys("recipients", (recipient.key for recipient in register.recipients))
    yield from _keys("processors", (processor.key for processor in register.processors))
    yield from _keys("measures", (measure.key for measure in register.measures))
    for recipient in register.recipients:
        yield from _recipient(recipient, on)
    used = {key for entry in register.activities for key in entry.processors}
    for processor in register.processors:
        yield from _processor(processor, on, processor.key in used)


def _keys(part: str, keys: Iterable[str]) -> Iterator[Finding]:
    for key in repeated(keys):
        yield error(
            (part, key),
            _("“{key}” is there twice. Give each a key of its own."),
            "gdpr-30",
            key=key,
        )


def _recipient(recipient: Recipient, on: dt.date) -> Iterator[Finding]:
    path = ("recipients", recipient.key)
    yield from _named(path, recipient.name, says_what_for=bool(recipient.what_for))
    yield from about_number(path, recipient.organisation_number)
    yield from about_address(path, "email", recipient.email, normalise_email)
    yield from _transfer(path, recipient, on)


def _processor(processor: Processor, on: dt.date, used: bool) -> Iterator[Finding]:
    path = ("processors", processor.key)
    yield from _named(path, processor.name, says_what_for=bool(processor.what_for))
    yield from about_number(path, processor.organisation_number)
    yield from about_link((*path, "privacy_url"), processor.privacy_url)
    yield from _transfer(path, processor, on)
    yield from _agreement(path, processor, on, used)
    names = [sub.name for sub in processor.sub_processors]
    for name in repeated(names):
        yield error(
            (*path, "sub_processors", name),
            _("{name} is there twice. Keep one."),
            "gdpr-28",
            name=name,
        )
    for sub in processor.sub_processors:
        below = (*path, "sub_processors", sub.name)
        yield from _named(below, sub.name, says_what_for=True)
        yield from about_link((*below, "url"), sub.url)
        yield from _transfer(below, sub, on)


def _named(path: Path, name: str, *, says_what_for: bool) -> Iterator[Finding]:
    if not name.strip():
        yield error((*path, "name"), _("Give the name."), "gdpr-30")
    if not says_what_for:
        yield error((*path, "what_for"), _("Say what they get the data for."), "gdpr-30")


def _agreement(path: Path, processor: Processor, on: dt.date, used: bool) -> Iterator[Finding]:
    path = (*path, "agreement")
    agreement = processor.agreement
    if agreement is None:
        say = error if used else warning
        yield say(
            path,
            _(
                "No processing agreement with {name} is registered here. Register the one you "
                "have, or sign one before any data goes there."
            ),
            "gdpr-28-3",
            name=processor.name,
        )
        return
    if agreement.signed_on > on:
        say = error if used else warning
        yield say(
            path,
            _("The agreement with {name} is dated in the future."),
            "gdpr-28-3",
            name=processor.name,
        )
    if agreement.review_on is not None and agreement.review_on < on:
        yield warning(
            path,
            _(
                "The agreement with {name} should have been gone through by {day}. Go through it "
                "and set a new date."
            ),
            "gdpr-28",
            name=processor.name,
            day=agreement.review_on.isoformat(),
        )


def _transfer(
    path: Path, party: Recipient | Processor | SubProcessor, on: dt.date
) -> Iterator[Finding]:
    """Countries outside the EEA need a basis that is valid that day (chapter V)."""
    if not party.countries:
        yield error((*path, "countries"), _("Say in which country the data is."), "gdpr-30")
    for code in party.countries:
        if code not in country_names("en"):
            yield error(
                (*path, "countries"),
                _("“{code}” is not a country code. Write two letters, such as NO."),
                "gdpr-30",
                code=code,
            )
        elif not in_eea(code, on):
            yield from _outside((*path, "transfer"), party, code, on)


def _outside(
    path: Path, party: Recipient | Processor | SubProcessor, code: str, on: dt.date
) -> Iterator[Finding]:
    country = _country(code)
    if not party.transfer:
        yield error(
            path,
            _(
                "{name} has data in {country}, outside the EEA. Choose what the transfer rests on, "
                "or use someone within the EEA."
            ),
            "gdpr-44",
            name=party.name,
            country=country,
        )
        return
    valid, reason = is_valid_on(party.transfer, on, code)
    rule = BASES[party.transfer].rule if party.transfer in BASES else "gdpr-44"
    if not valid:
        yield error(path, _REASONS[reason], rule, basis=party.transfer, country=country)
        yield error(
            path,
            _(
                "Data may not go to {name} in {country} on this basis. Choose a valid one, or use "
                "someone within the EEA."
            ),
            "gdpr-44",
            name=party.name,
            country=country,
        )
    elif party.transfer == "derogation":
        yield error(
            path,
            _(
                "A derogation is for single occasions, and cannot carry a standing transfer to "
                "{name}. Choose another basis."
            ),
            "gdpr-49",
            name=party.name,
        )
    elif party.transfer in ("scc", "bcr") and not party.transfer_document:
        yield warning(
            (*path[:-1], "transfer_document"),
            _("Say where the clauses with {name} can be read: people may ask for a copy."),
            rule,
            name=party.name,
        )
