"""Changes among those outside: sources, recipients, processors and theirs, and the measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel.countries import country_names
from tillit.privacy.register.difference.change import Change, Kind, change, said
from tillit.privacy.register.schema import (
    Measure,
    Processor,
    Recipient,
    Register,
    Source,
    SubProcessor,
)

Party = Recipient | Processor | SubProcessor


def _country(code: str) -> str:
    return country_names(get_language() or "nb").get(code, code)


country = lazy(_country, str)


def of_parties(old: Register, new: Register) -> Iterator[Change]:
    """Who came, who went, who is in other countries."""
    yield from _recipients(old, new)
    yield from _processors(old, new)
    yield from _listed("sources", old.sources, new.sources)
    yield from _listed("measures", old.measures, new.measures)


def _recipients(old: Register, new: Register) -> Iterator[Change]:
    before = {recipient.key: recipient for recipient in old.recipients}
    after = {recipient.key: recipient for recipient in new.recipients}
    for key in said(before, after):
        path = f"recipients.{key}"
        if key not in before:
            yield change(path, Kind.WIDENING, _("New recipient: {name}."), name=after[key].name)
            yield from _new_countries(path, None, after[key])
        elif key not in after:
            yield change(
                path, Kind.NARROWING, _("No longer a recipient: {name}."), name=before[key].name
            )
        else:
            yield from _party(path, before[key], after[key])


def _processors(old: Register, new: Register) -> Iterator[Change]:
    before = {processor.key: processor for processor in old.processors}
    after = {processor.key: processor for processor in new.processors}
    for key in said(before, after):
        path = f"processors.{key}"
        if key not in before:
            yield change(path, Kind.WIDENING, _("New processor: {name}."), name=after[key].name)
            yield from _new_countries(path, None, after[key])
        elif key not in after:
            yield change(
                path, Kind.NARROWING, _("No longer a processor: {name}."), name=before[key].name
            )
        else:
            yield from _party(path, before[key], after[key])
            yield from _agreement(f"{path}.agreement", before[key], after[key])
        yield from _sub_processors(path, before.get(key), after.get(key))


def _agreement(path: str, old: Processor, new: Processor) -> Iterator[Change]:
    """The agreement article 28(3) asks for: made, gone, or another than before."""
    if old.agreement == new.agreement:
        return
    if old.agreement is None:
        kind, text = Kind.NARROWING, _("We now have a processing agreement with {name}.")
    elif new.agreement is None:
        kind, text = Kind.WIDENING, _("There is no longer a processing agreement with {name}.")
    else:
        kind, text = Kind.NEUTRAL, _("The agreement with {name} has changed.")
    yield change(path, kind, text, name=new.name)


def _sub_processors(path: str, old: Processor | None, new: Processor | None) -> Iterator[Change]:
    if new is None:
        return
    before = {sub.name: sub for sub in old.sub_processors} if old else {}
    after = {sub.name: sub for sub in new.sub_processors}
    for name in said(before, after):
        below = f"{path}.sub_processors.{name}"
        if name not in before:
            yield change(
                below,
                Kind.WIDENING,
                _("{processor} has a new sub-processor: {name}."),
                processor=new.name,
                name=name,
            )
            yield from _new_countries(below, None, after[name])
        elif name not in after:
            yield change(
                below,
                Kind.NARROWING,
                _("{processor} no longer uses {name}."),
                processor=new.name,
                name=name,
            )
        else:
            yield from _party(below, before[name], after[name])


def _party(path: str, old: Party, new: Party) -> Iterator[Change]:
    """The same key or name before and after."""
    if old.name != new.name:
        yield change(
            f"{path}.name",
            Kind.WIDENING,
            _("{name} has taken the place of {former}."),
            name=new.name,
            former=old.name,
        )
    yield from _new_countries(path, old, new)
    for code in old.countries:
        if code not in new.countries:
            yield change(
                f"{path}.countries",
                Kind.NARROWING,
                _("{name} no longer has data in {country}."),
                name=new.name,
                country=country(code),
            )
    if old.transfer != new.transfer and new.transfer:
        yield change(
            f"{path}.transfer",
            Kind.NEUTRAL,
            _("The transfer to {name} rests on another basis."),
            name=new.name,
        )
    apart: dict[str, Any] = {
        "name": "",
        "countries": [],
        "transfer": None,
        "agreement": None,
        "sub_processors": [],
    }
    same = {key: value for key, value in apart.items() if key in type(old).model_fields}
    if old.model_copy(update=same) != new.model_copy(update=same):
        yield change(
            path, Kind.NEUTRAL, _("What is said of {name} has been reworded."), name=new.name
        )


def _new_countries(path: str, old: Party | None, new: Party) -> Iterator[Change]:
    # That a new party is in Norway goes without saying.
    known = set(old.countries) if old else {"NO"}
    for code in new.countries:
        if code not in known:
            yield change(
                f"{path}.countries",
                Kind.WIDENING,
                _("{name} has data in {country}."),
                name=new.name,
                country=country(code),
            )


def _listed(
    part: str, old: list[Source] | list[Measure], new: list[Source] | list[Measure]
) -> Iterator[Change]:
    """Sources and measures as texts; what uses them is told of under the activities."""
    before = {each.key: each for each in old}
    after = {each.key: each for each in new}
    if before != after:
        text = {
            "sources": _("The list of sources has been reworded."),
            "measures": _("The list of security measures has been reworded."),
        }[part]
        yield change(part, Kind.NEUTRAL, text)
