"""Those who handle data for the organisation: each with its countries, agreement and part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, get_args

from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.keys import attach, key_of
from tillit.privacy.reader.adopt.making import Making, Scope, texts
from tillit.privacy.reader.adopt.places import BY_ROLE, EVERYWHERE, UNPLACED
from tillit.privacy.reader.adopt.transfers import countries_of, transfer_of, void
from tillit.privacy.reader.claims.catalogue import Supplier
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.register.schema import ProcessorRole

_ROLES: Final = get_args(ProcessorRole)
_URL: Final = re.compile(r"https?://[^\s)\]<>\"']+")
_PRIVACY: Final = re.compile(r"(?i)priva|personvern|gdpr|datenschutz|integritet|legal")
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
        if claim.action == "own":
            making.notes.conflict("processors", "own_software", claim.sentence, name=name)
            continue
        key = key_of(name, made, "supplier")
        if claim.condition == "sub" and last and key not in made:
            _under(making, made[last], name, claim, known)
            continue
        last = key
        if key not in made:
            made[key] = _processor(making, key, name, claim, known)
        has_part = list(activities_of(making, claim, made[key]["role"]))
        for activity in has_part:
            attach(making, activity, "processors", key)
        if scope_of(making, claim).everything:
            making.notes.gap(f"processors.{key}", "supplier_where", name=name)
    making.document["processors"] = list(made.values())
    void(making, list(made.values()))


def _processor(
    making: Making, key: str, name: str, claim: Claim, known: Supplier | None
) -> dict[str, Any]:
    path = f"processors.{key}"
    wanted = (claim.what_for, known.what_for if known else "")
    role = next((one for one in wanted if one in _ROLES), "other")
    making.notes.origin(path, name, claim.sentence, sure=claim.sure)
    countries = countries_of(making, f"{path}.countries", name, claim, known)
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
        "transfer": transfer_of(making, path, name, claim, known, countries),
        "transfer_document": "",
        "sub_processors": [],
        "privacy_url": url[0] if url is not None else known.url if known else "",
    }


def _under(
    making: Making, above: dict[str, Any], name: str, claim: Claim, known: Supplier | None
) -> None:
    """A supplier's own supplier: of the one named last."""
    path = f"processors.{above['key']}.sub_processors"
    countries = countries_of(making, path, name, claim, known)
    above["sub_processors"].append(
        {
            "name": name,
            "what_for": {},
            "countries": countries,
            "transfer": transfer_of(making, path, name, claim, known, countries),
            "url": known.url if known else "",
        }
    )
    making.notes.origin(path, name, claim.sentence, sure=claim.sure)


def activities_of(making: Making, claim: Claim, role: str) -> Iterator[str]:
    """The activities a supplier has a part in: those the statement says, else those of its role."""
    scope = scope_of(making, claim)
    if scope.activities:
        yield from scope.activities
    elif role in EVERYWHERE and scope.everything:
        yield from (entry["activity"] for entry in making.document["activities"])
    elif scope.everything or (role == "invoicing" and _is_paid(making, claim)):
        on = [key for key in BY_ROLE.get(role, ()) if making.entry(key) is not None]
        yield from on[:1] if role in _ONE_OF else on


def scope_of(making: Making, claim: Claim) -> Scope:
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
