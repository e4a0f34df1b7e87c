"""Those who get data and answer for it themselves: each with what it is for and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.kernel.identifiers import organisation_number
from tillit.kernel.text import join_and
from tillit.privacy.reader.adopt.answering import Answering, answering
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.keys import attach, key_of
from tillit.privacy.reader.adopt.making import Making, Scope, texts
from tillit.privacy.reader.adopt.processors import activities_of, scope_of
from tillit.privacy.reader.adopt.transfers import transfer_of
from tillit.privacy.reader.claims.catalogue import Supplier
from tillit.privacy.reader.reading import Claim

_NUMBER: Final = re.compile(r"\b(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3})\b")
_BY_LAW: Final = re.compile(
    r"(?i)myndighet|myndigheit|politi|domstol|rettslig|etater|organer|skatte|authorit|police|court"
)
# Those who handle data for the organisation, by the word for them alone.
_HANDLERS: Final = ("leverandør", "underleverandør", "databehandl", "supplier", "processor")
_ENDING: Final = re.compile(r"(?:et|en|a|ene|ane)$")
_STEM: Final = 3
# Those who have no part in what is held of members and customers, unless that is said.
_OF_NO_ACTIVITY: Final = ("social", "ads", "embedded")


def take(making: Making) -> None:
    """Every recipient the statement names, once, with the activities they get data from."""
    made: dict[str, dict[str, Any]] = {}
    for claim in _who(making):
        is_name = claim.kind == "supplier" or supplier(claim.value) is not None
        own = answering(claim) if is_name else None
        known = supplier(claim.value) if own is not None else None
        name = known.name if known else claim.value.strip()
        key = key_of(name, made, "recipient")
        scope = scope_of(making, claim) if own is not None else making.scope(claim)
        by_law = own is None and bool(_BY_LAW.search(name))
        if key not in made:
            made[key] = {
                "key": key,
                "name": name[:1].upper() + name[1:],
                "what_for": _what_for(making, claim, scope, own, by_law=by_law),
                "organisation_number": _number_after(claim),
                "countries": ["NO"],
            }
            making.notes.origin(
                f"recipients.{key}", made[key]["name"], claim.sentence, sure=claim.sure
            )
            if own is not None:
                _answers(making, made[key], claim, own, known)
        if by_law:
            continue
        role = known.what_for if known else ""
        has_part = list(activities_of(making, claim, role)) if own else list(scope.activities)
        if not has_part and not (own and own.because in _OF_NO_ACTIVITY):
            making.notes.gap(f"recipients.{key}", "recipient_where", name=made[key]["name"])
        for activity in has_part:
            attach(making, activity, "recipients", key)
    making.document["recipients"] = list(made.values())


def _answers(
    making: Making, party: dict[str, Any], claim: Claim, own: Answering, known: Supplier | None
) -> None:
    """That they answer for the data is from our list or by their name, and said to be."""
    path, name = f"recipients.{party['key']}", party["name"]
    if own.is_said:
        making.notes.origin(f"{path}.what_for", "", claim.sentence, code="answers_said")
    else:
        code = "answers_jointly" if own.jointly else "answers"
        making.notes.origin(
            f"{path}.what_for", "", None, sure=False,
            code=code if own.is_listed else "answers_perhaps",
        )  # fmt: skip
    if own.is_contradicted:
        making.notes.conflict(path, "called_processor", claim.sentence, name=name)
    if known is None:
        return
    inside = [code for code in known.countries if in_eea(code, clock.today())]
    outside = [code for code in known.countries if code not in inside]
    # What one in the EEA does with it from there is theirs to answer for.
    party["countries"] = inside or list(known.countries)
    making.notes.origin(
        f"{path}.countries", ", ".join(party["countries"]), None, sure=False,
        code="catalogue_own" if known.is_confirmed("countries") else "catalogue_ask",
    )  # fmt: skip
    party["transfer"] = transfer_of(making, path, name, claim, known, party["countries"])
    if inside and outside:
        making.notes.gap(f"{path}.countries", "passes_on", name=name, country=outside[0])


def _who(making: Making) -> list[Claim]:
    """Those it goes to, in the order of the text: by their names, where they are named."""
    told = [
        claim
        for claim in making.reading.of("recipient")
        if (name := claim.value.strip()) and not claim.negated
        and not is_handler(name) and not is_us(making, claim)
    ]  # fmt: skip
    named = list(_by_name(making, told))
    places = {claim.sentence.number for claim in named}
    taken = {claim.value for claim in named}
    own = [
        claim
        for claim in making.reading.of("supplier")
        if claim.value.strip() and not claim.negated and claim.value not in taken
        and answering(claim) is not None
    ]  # fmt: skip
    making.named_recipients.update(taken, (claim.value for claim in own))
    told = [
        claim
        for claim in told
        if claim.sentence.number not in places and not any(_is_kind_of(claim, one) for one in own)
    ]
    return sorted([*told, *named, *own], key=lambda claim: claim.sentence.number)


def _is_kind_of(told: Claim, named: Claim) -> bool:
    """“banken Fjellbanken”, or the name itself: told of once, by the name."""
    kind, name = told.value.strip().lower(), named.party.lower()
    return kind in name or f"{kind} {name}" in named.sentence.text.lower()


def is_handler(name: str) -> bool:
    """“Leverandører” are those who handle it, and are told of by their names."""
    return name.lower().startswith(_HANDLERS)


def is_us(making: Making, claim: Claim) -> bool:
    """“Forbundet” is the organisation itself, when its name ends so."""
    word = claim.value.strip().lower()
    stem = _ENDING.sub("", word)
    names = making.facts.name.value.lower().split()
    return len(stem) > _STEM and any(one.endswith((word, stem)) for one in names)


def _by_name(making: Making, told: list[Claim]) -> Iterator[Claim]:
    """Those whose names are read as suppliers', and who get it for their own use: the Blue
    Restaurant, where a restaurant is told of; an insurer that gets names."""
    kinds: dict[int, list[str]] = {}
    for claim in told:
        kinds.setdefault(claim.sentence.number, []).append(claim.value.lower())
    for claim in making.reading.of("supplier"):
        name = claim.value.lower()
        of = kinds.get(claim.sentence.number, ())
        known = supplier(claim.value)
        for_own = known is None or known.what_for == "other"
        is_kind = for_own and any(kind in name for kind in of)
        is_given = (
            claim.what_for == "other"
            and for_own
            and "handed_over" in making.about.topics_of(claim.sentence)
        )
        if (is_kind or is_given) and not claim.negated:
            yield replace(claim, kind="recipient", party="")


def _what_for(
    making: Making, claim: Claim, scope: Scope, own: Answering | None, *, by_law: bool
) -> dict[str, str]:
    """What they get it for, with the data the statement says they get."""
    if own is not None:
        because = "joint" if own.jointly and own.because == "social" else own.because
        if because in texts()["own"]:
            return dict(texts()["own"][because])
    if by_law or "events" in scope.activities:
        return dict(texts()["recipient"]["law" if by_law else "events"])
    said = making.about.fields_after(claim.sentence, claim.value)
    named = [texts()["datum"][field] for field in said if field in texts()["datum"]]
    return {
        language: text.format(data=join_and([one[language] for one in named], language))
        for language, text in texts()["recipient"]["data" if named else "other"].items()
    }


def _number_after(claim: Claim) -> str:
    """The organisation number that stands with a recipient's name."""
    text = claim.party or claim.sentence.text.partition(claim.value)[2][:60]
    for match in _NUMBER.finditer(text):
        try:
            return organisation_number(match[1])
        except ValueError:
            continue
    return ""
