"""Those who handle data for the organisation: each with its countries, agreement and part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, get_args

from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.kernel.transfers import BASES, is_valid_on
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.keys import attach, key_of
from tillit.privacy.reader.adopt.making import Making, Scope, texts
from tillit.privacy.reader.adopt.places import BY_ROLE, EVERYWHERE, UNPLACED
from tillit.privacy.reader.claims.catalogue import Supplier
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.register.schema import ProcessorRole

_ROLES: Final = get_args(ProcessorRole)
_URL: Final = re.compile(r"https?://[^\s)\]<>\"']+")
_PRIVACY: Final = re.compile(r"(?i)priva|personvern|gdpr|datenschutz|integritet|legal")
_FALLEN: Final = ("privacy_shield", "safe_harbour")
# Of the activities that such a supplier may have a part in, it has one.
_ONE_OF: Final = ("ticketing", "invoicing")
# How far on a supplier's own privacy statement may be linked.
_NEAR: Final = 8


def take(making: Making) -> None:
    """Every supplier the statement names, once, and their own suppliers under them."""
    made: dict[str, dict[str, Any]] = {}
    last = ""
    for claim in making.reading.of("supplier"):
        if not claim.value.strip() or claim.negated or claim.value in making.named_recipients:
            continue
        known = supplier(claim.value)
        name = known.name if known else claim.value.strip()
        key = key_of(name, made, "supplier")
        if claim.condition == "sub" and last and key not in made:
            _under(making, made[last], name, claim, known)
            continue
        last = key
        if key not in made:
            made[key] = _processor(making, key, name, claim, known)
        has_part = list(_activities_of(making, claim, made[key]["role"]))
        for activity in has_part:
            attach(making, activity, "processors", key)
        if _scope(making, claim).everything:
            making.notes.gap(f"processors.{key}", "supplier_where", name=name)
    making.document["processors"] = list(made.values())
    _void(making, list(made.values()))


def _processor(
    making: Making, key: str, name: str, claim: Claim, known: Supplier | None
) -> dict[str, Any]:
    path = f"processors.{key}"
    wanted = (claim.what_for, known.what_for if known else "")
    role = next((one for one in wanted if one in _ROLES), "other")
    making.notes.origin(path, name, claim.sentence, sure=claim.sure)
    countries = _countries(making, known)
    if countries:
        code = _from_list(known, "countries")
        making.notes.origin(f"{path}.countries", ", ".join(countries), None, code=code)
    if not known or countries != list(known.countries):
        making.notes.gap(f"{path}.countries", "countries", name=name)
    making.notes.gap(f"{path}.agreement", "agreement", name=name)
    url = _own_link(making, claim.sentence, name)
    if url is not None:
        making.notes.origin(f"{path}.privacy_url", url[0], url[1])
    elif known and known.url:
        making.notes.origin(f"{path}.privacy_url", known.url, None, code="catalogue")
    return {
        "key": key,
        "name": name,
        "role": role,
        "what_for": dict(texts()["role"][role]),
        "countries": countries,
        "transfer": _transfer(making, path, name, claim, known, countries),
        "transfer_document": "",
        "sub_processors": [],
        "privacy_url": url[0] if url is not None else known.url if known else "",
    }


def _under(
    making: Making, above: dict[str, Any], name: str, claim: Claim, known: Supplier | None
) -> None:
    """A supplier's own supplier: of the one named last."""
    path = f"processors.{above['key']}.sub_processors"
    countries = _countries(making, known)
    above["sub_processors"].append(
        {
            "name": name,
            "what_for": {},
            "countries": countries,
            "transfer": _transfer(making, path, name, claim, known, countries),
            "url": known.url if known else "",
        }
    )
    making.notes.origin(path, name, claim.sentence, sure=claim.sure)
    if not countries:
        making.notes.gap(path, "countries", name=name)


def _countries(making: Making, known: Supplier | None) -> list[str]:
    """Where a supplier may keep data; within the EEA, when the statement says that all stays there
    and the supplier can keep it there."""
    every = list(known.countries) if known else []
    inside = [code for code in every if in_eea(code, clock.today())]
    transfers = list(making.reading.of("transfer"))
    is_denied = bool(transfers) and all(one.negated for one in transfers)
    return inside if inside and is_denied else every


def _transfer(
    making: Making,
    path: str,
    name: str,
    claim: Claim,
    known: Supplier | None,
    countries: list[str],
) -> str | None:
    """What a transfer rests on, valid today; noted when the statement's own has fallen."""
    outside = [code for code in countries if not in_eea(code, clock.today())]
    said = _said_of_transfers(making, claim)
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
    for one in said:
        if one.basis in BASES and _is_valid(one.basis, outside) and not one.negated:
            making.notes.origin(f"{path}.transfer", one.basis, one.sentence, sure=one.sure)
            return one.basis
    listed = known.ground if known else ""
    if listed in BASES and _is_valid(listed, outside):
        making.notes.origin(f"{path}.transfer", listed, None, code="catalogue")
        return listed
    code = "transfer_ask" if asked else "transfer"
    making.notes.gap(f"{path}.transfer", code, name=name, country=outside[0])
    return None


def _from_list(known: Supplier | None, fact: str) -> str:
    """What is told of a value from our list: as a fact only where a page bore it out."""
    return "catalogue" if known and known.is_confirmed(fact) else "catalogue_ask"


def _void(making: Making, processors: list[dict[str, Any]]) -> None:
    """What the statement rests transfers on has fallen: whom that concerns."""
    names = [
        one["name"]
        for one in processors
        if any(not in_eea(code, clock.today()) for code in one["countries"])
    ]
    fallen = [one for one in making.reading.of("transfer") if one.basis in _FALLEN]
    fallen += [one for one in making.reading.of("outdated") if one.reference in _FALLEN]
    if names and fallen:
        making.notes.conflict(
            "processors", "void_transfer", fallen[0].sentence, name=", ".join(names)
        )


def _said_of_transfers(making: Making, claim: Claim) -> list[Claim]:
    """Of what is said of transfers, that which names this supplier first, then what names none."""
    every = list(making.reading.of("transfer"))
    name = claim.value.lower()
    naming = [
        one for one in every if name in one.sentence.text.lower() or one.party.lower() == name
    ]
    return naming + [one for one in every if one not in naming and not one.party]


def _is_valid(basis: str, countries: list[str]) -> bool:
    return all(is_valid_on(basis, clock.today(), code)[0] for code in countries)


def _activities_of(making: Making, claim: Claim, role: str) -> Iterator[str]:
    """The activities a supplier has a part in: those the statement says, else those of its role."""
    scope = _scope(making, claim)
    if scope.activities:
        yield from scope.activities
    elif role in EVERYWHERE and scope.everything:
        yield from (entry["activity"] for entry in making.document["activities"])
    elif scope.everything or (role == "invoicing" and _is_paid(making, claim)):
        on = [key for key in BY_ROLE.get(role, ()) if making.entry(key) is not None]
        yield from on[:1] if role in _ONE_OF else on


def _scope(making: Making, claim: Claim) -> Scope:
    """What it has a part in, by the words around its name where a sentence names several."""
    about = making.about
    sentence = claim.sentence
    if sentence.kind in ("row", "item") and any("web" in one for one in about.above(sentence)[:1]):
        return Scope()
    others = {
        one.value
        for one in making.reading.of("supplier")
        if one.sentence is sentence and one.value != claim.value
    }
    if others:
        around = about.topics_around(sentence, claim.value, others)
        if around is not None:
            found = making.first_of([around, *about.above(sentence)])
            is_elsewhere = claim.data in UNPLACED or "money" in around
            return found or Scope(everything=not is_elsewhere, sure=False)
    return making.scope(_unled(claim))


def _is_paid(making: Making, claim: Claim) -> bool:
    """Whether people pay through it; who keeps the accounts has a part in no activity by that."""
    return "paying" in making.about.topics_of(claim.sentence)


def _unled(claim: Claim) -> Claim:
    """That a sentence has the word for suppliers does not make it about contacts there."""
    return replace(claim, data="") if claim.data in ("suppliers", "mail") else claim


def _own_link(making: Making, sentence: Sentence, name: str) -> tuple[str, Sentence] | None:
    """The supplier's own privacy statement, when it is linked there or right after."""
    word = re.sub(r"\W", "", name.lower().split()[0])
    for one in making.reading.sentences[sentence.number : sentence.number + _NEAR]:
        for match in _URL.finditer(one.text):
            host = match[0].split("/")[2].lower()
            if len(word) > 2 and word in host and _PRIVACY.search(match[0]):
                return match[0].rstrip(".,"), one
    return None
