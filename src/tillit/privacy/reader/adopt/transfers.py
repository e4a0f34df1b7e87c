"""Where those outside have the data, and what a transfer out of the EEA rests on."""

from __future__ import annotations

from typing import Any, Final

from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.kernel.transfers import BASES, is_valid_on
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.claims.catalogue import Supplier
from tillit.privacy.reader.reading import Claim

_FALLEN: Final = ("privacy_shield", "safe_harbour")


def countries_of(
    making: Making, path: str, name: str, claim: Claim, known: Supplier | None
) -> list[str]:
    """Where a supplier keeps data, and noted what that is from: as is said of it alone, else as on
    our list; within the EEA, when the statement says so and the supplier can keep it there."""
    every = list(known.countries) if known else []
    inside = [code for code in every if in_eea(code, clock.today())]
    said = making.where.of(claim)
    countries = _on_list(making, every, inside)
    if said is not None and said.is_told:
        countries = list(said.countries)
        if said.within and not any(in_eea(code, clock.today()) for code in countries):
            countries = [*inside, *countries]
        is_sure = said.is_whole and not (said.within and inside)
        if countries:
            making.notes.origin(path, ", ".join(countries), said.sentence, sure=is_sure)
        outside = [code for code in every if code not in inside]
        if outside and set(countries) <= set(inside) and known and known.is_confirmed("countries"):
            making.notes.conflict(
                path, "outside", said.sentence, name=name, country=outside[0]
            )  # fmt: skip
    elif countries:
        making.notes.origin(
            path, ", ".join(countries), None, sure=False, code=from_list(known, "countries")
        )
    is_told = said is not None and said.is_told and bool(countries)
    if not is_told and (not known or countries != every):
        making.notes.gap(path, "countries", name=name)
    return countries


def _on_list(making: Making, every: list[str], inside: list[str]) -> list[str]:
    transfers = list(making.reading.of("transfer"))
    is_denied = bool(transfers) and all(one.negated for one in transfers)
    return inside if inside and is_denied else every


def transfer_of(
    making: Making,
    path: str,
    name: str,
    claim: Claim,
    known: Supplier | None,
    countries: list[str],
) -> str | None:
    """What a transfer rests on, valid today; noted when the statement's own has fallen."""
    outside = [code for code in countries if not in_eea(code, clock.today())]
    alone = making.where.of(claim)
    said = said_of_transfers(making, claim)
    if not outside:
        return None
    # “Nothing else leaves the EEA” denies nothing of what is said to.
    is_told = any(not one.negated for one in making.reading.of("transfer"))
    asked = known is not None and not known.is_confirmed("countries")
    for denied in (one for one in said if one.negated and not is_told):
        code = "outside_ask" if asked else "outside"
        making.notes.conflict(
            f"{path}.countries", code, denied.sentence, name=name, country=outside[0]
        )
    if alone is not None and alone.basis in BASES and _is_valid(alone.basis, outside):
        making.notes.origin(f"{path}.transfer", alone.basis, alone.sentence)
        return alone.basis
    for one in said:
        if one.basis in BASES and _is_valid(one.basis, outside) and not one.negated:
            making.notes.origin(f"{path}.transfer", one.basis, one.sentence, sure=one.sure)
            return one.basis
    listed = known.ground if known and not _is_retired(known) and not _fallen(making) else ""
    if listed in BASES and _is_valid(listed, outside):
        making.notes.origin(f"{path}.transfer", listed, None, sure=False, code="catalogue")
        return listed
    code = "transfer_ask" if asked else "transfer"
    making.notes.gap(f"{path}.transfer", code, name=name, country=outside[0])
    return None


def from_list(known: Supplier | None, fact: str) -> str:
    """What is told of a value from our list: as a fact only where a page bore it out."""
    return "catalogue" if known and known.is_confirmed(fact) else "catalogue_ask"


def void(making: Making, processors: list[dict[str, Any]]) -> None:
    """What the statement rests transfers on has fallen: whom that concerns."""
    names = [
        one["name"]
        for one in processors
        if any(not in_eea(code, clock.today()) for code in one["countries"])
    ]
    fallen = _fallen(making)
    if names and fallen:
        making.notes.conflict(
            "processors", "void_transfer", fallen[0].sentence, name=", ".join(names)
        )


def said_of_transfers(making: Making, claim: Claim) -> list[Claim]:
    """Of what is said of transfers, that which names this supplier first, then what names none."""
    every = list(making.reading.of("transfer"))
    name = claim.value.lower()
    naming = [
        one for one in every if name in one.sentence.text.lower() or one.party.lower() == name
    ]
    return naming + [one for one in every if one not in naming and not one.party]


def _is_valid(basis: str, countries: list[str]) -> bool:
    return all(is_valid_on(basis, clock.today(), code)[0] for code in countries)


def _fallen(making: Making) -> list[Claim]:
    """Where the statement rests transfers on what has been set aside."""
    fallen = [one for one in making.reading.of("transfer") if one.basis in _FALLEN]
    return fallen + [one for one in making.reading.of("outdated") if one.reference in _FALLEN]


def _is_retired(known: Supplier) -> bool:
    return known.retired_on is not None and known.retired_on <= clock.today()
