"""Who answers, whom to write to, in which language, how fast."""

from __future__ import annotations

from tillit.kernel.period import Period
from tillit.privacy.reader.adopt.facts import Fact, contacts, is_machine
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.reading import Claim
from tillit.privacy.register.schema import LANGUAGES

# The law's own month (article 12(3)), in days at the most.
_MONTH = 31
_ROLES = ("controller", "privacy", "dpo", "adviser")


def take(making: Making) -> None:
    """The controller, its contact points and languages, and the promised answer."""
    _controller(making)
    _contact_points(making)
    _languages(making)
    _answer(making)


def _controller(making: Making) -> None:
    controller = making.document["controller"]
    controller["kind"] = making.kind
    guess = making.facts.kind
    if guess.value == making.kind:
        making.notes.origin(
            "controller.kind", making.kind, guess.sentence, sure=False,
            code="kind_guess" if guess.sentence else "kind_unsaid",
        )  # fmt: skip
    for name in ("name", "organisation_number", "email", "phone", "address", "postal_code", "city"):
        fact: Fact = getattr(making.facts, name)
        controller[name] = fact.value
        if fact:
            making.notes.origin(f"controller.{name}", fact.value, fact.sentence, sure=fact.sure)
    for name in ("name", "email", "address", "organisation_number"):
        if not controller[name]:
            _lacking(making, name)


def _lacking(making: Making, name: str) -> None:
    if name == "organisation_number":
        wrong = next(contacts(making.reading, "orgnr"), None)
        if wrong is not None:
            making.notes.conflict(
                "controller.organisation_number", "bad_number", wrong.sentence, said=wrong.value
            )
            return
    making.notes.gap(f"controller.{name}", f"no_{name}")


def _contact_points(making: Making) -> None:
    """A point for each role that has an address in the statement; one at the least."""
    said = [
        (what, value, claim)
        for what in ("email", "phone")
        for claim in contacts(making.reading, what)
        if (value := _well_formed(making, what, claim))
    ]
    # Where one is for privacy, the others are the controller's; else the one there is, is for it.
    is_told_apart = any(claim.party in _ROLES[1:] for _what, _value, claim in said)
    points: dict[str, dict[str, str]] = {}
    for what, value, claim in said:
        is_named = claim.party in _ROLES[1:] or (claim.party == "controller" and is_told_apart)
        role = claim.party if is_named else _default_role(making)
        point = points.setdefault(role, {"role": role})
        if what not in point:
            point[what] = value
            making.notes.origin(
                f"contact_points.{role}.{what}", value, claim.sentence, sure=claim.sure
            )
    if not points:
        role = _default_role(making)
        points[role] = {"role": role, "email": making.facts.email.value}
    _named(making, points)
    place = _postal_address(making)
    for point in points.values():
        point.setdefault("name", making.facts.name.value)
        if place:
            point["address"] = place
    if not any(point.get("email") for point in points.values()):
        making.notes.gap(f"contact_points.{next(iter(points))}.email", "no_contact_email")
    making.document["contact_points"] = sorted(
        points.values(), key=lambda point: _ROLES.index(point["role"])
    )


def _named(making: Making, points: dict[str, dict[str, str]]) -> None:
    """The person named as the officer, or as the one for privacy, answers at that point."""
    contact = making.facts.contact
    role = next((role for role in ("dpo", "adviser", "privacy") if role in points), "")
    if contact and role:
        points[role]["name"] = contact.value
        making.notes.origin(
            f"contact_points.{role}.name", contact.value, contact.sentence, sure=contact.sure
        )


def _well_formed(making: Making, what: str, claim: Claim) -> str:
    """The address as the register writes it; empty for one that is none, or for machines."""
    from tillit.kernel.identifiers import normalise_email, normalise_phone

    try:
        value = normalise_email(claim.value) if what == "email" else normalise_phone(claim.value)
    except ValueError:
        making.notes.conflict("contact_points", "bad_address", claim.sentence, said=claim.value)
        return ""
    return "" if is_machine(value) else value


def _default_role(making: Making) -> str:
    """An officer only where the statement says there is one; an adviser where it says that."""
    if making.about.has("adviser"):
        return "adviser"
    verdict = making.reading.verdicts.get("DPO")
    if verdict and verdict.value == "P" and not making.about.has("no_officer"):
        return "dpo"
    return "privacy"


def _postal_address(making: Making) -> str:
    facts = making.facts
    town = f"{facts.postal_code.value} {facts.city.value}".strip()
    return ", ".join(part for part in (facts.address.value, town) if part)


def _languages(making: Making) -> None:
    """Those the statement is in, the one that was read first; nobody asked for others."""
    reading = making.reading
    said = [reading.language, *(other.language for other in reading.left_out)]
    languages = [language for language in dict.fromkeys(said) if language in LANGUAGES]
    if languages:
        making.document["languages"] = languages
    for language in languages:
        making.notes.origin("languages", language, None, code="language")


def _answer(making: Making) -> None:
    making.document["promised_answer_days"] = None
    for claim in making.reading.of("deadline"):
        if claim.what != "answer" or not claim.period:
            continue
        try:
            period = Period.parse(claim.period)
        except ValueError:
            continue
        days = period.longest_days
        if period == Period(months=1):
            making.notes.origin("promised_answer_days", "", claim.sentence, code="law_month")
        elif days > _MONTH:
            making.notes.conflict(
                "promised_answer_days", "answer_too_long", claim.sentence, said=claim.period
            )
        elif days:
            making.document["promised_answer_days"] = min(days, 30)
            making.notes.origin(
                "promised_answer_days", str(min(days, 30)), claim.sentence, sure=claim.sure
            )
        return
