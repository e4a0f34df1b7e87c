"""What someone says themselves of who they are goes before what the statement says."""

from __future__ import annotations

from dataclasses import replace

from tillit.privacy.reader.adopt.adoption import Adoption

_FACTS = ("name", "organisation_number", "email", "phone", "address", "postal_code", "city")


def named(adoption: Adoption, *, contact: str = "", **facts: str) -> Adoption:
    """The draft with these instead: ``name``, ``organisation_number``, ``email``, ``phone``,
    ``address``, ``postal_code``, ``city``, and ``contact``, who answers questions.

    What is empty is left as the statement has it. Raises TypeError for what is no such thing.
    """
    if unknown := set(facts) - set(_FACTS):
        raise TypeError(f"no such thing about an organisation: {', '.join(sorted(unknown))}")
    given = {name: value.strip() for name, value in facts.items() if value.strip()}
    register = adoption.register
    was = register.controller
    controller = was.model_copy(update=given)
    place = ", ".join(
        part
        for part in (controller.address, f"{controller.postal_code} {controller.city}".strip())
        if part
    )
    points = []
    for number, point in enumerate(register.contact_points):
        changed = {}
        if contact.strip() or point.name in ("", was.name):
            changed["name"] = contact.strip() or controller.name
        if number == 0 and not point.email:
            changed["email"] = controller.email
        if place and not point.address:
            changed["address"] = place
        points.append(point.model_copy(update=changed))
    changes = {"controller": controller, "contact_points": points}
    settled = {f"controller.{name}" for name in given if given[name] != getattr(was, name)}
    if any(point.email for point in points):
        settled |= {f"contact_points.{point.role}.email" for point in points if point.email}
    kept = tuple(
        point
        for point in adoption.points
        if not (point.path in settled and (point.kind != "origin" or _is_other(point.path, given)))
    )
    return replace(adoption, register=register.model_copy(update=changes), points=kept)


def _is_other(path: str, given: dict[str, str]) -> bool:
    """The value of the statement was written over."""
    return path.startswith("controller.") and path.partition(".")[2] in given
