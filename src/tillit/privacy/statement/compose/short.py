"""The short version: who, what and why, your rights, whom to write to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.kernel.identifiers import display_phone
from tillit.privacy.statement import probes
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.structure import Link, Section, Sentence


def sections(material: Material) -> tuple[Section, ...]:
    """Four short sections; each leads on to its details."""
    return _who(material), _what(material), _rights(material), _contact(material)


def _who(material: Material) -> Section:
    name = material.register.controller.name
    return Section(
        "short-who",
        _("Who we are"),
        (
            Sentence(
                "short.who",
                _("We are %(name)s. We answer for the personal data we hold about you.")
                % {"name": name},
                "controller.name",
                terms=("personal_data",),
                link=Link(_("Who is responsible"), "#controller"),
            ),
        ),
        level="short",
    )


def _what(material: Material) -> Section:
    return Section(
        "short-what",
        _("What we hold, and why"),
        tuple(
            Sentence(
                f"short.{declared.key}",
                str(declared.description),
                f"activities.{entry.activity}",
                kind="item",
                lead=str(declared.name),
                link=Link(str(declared.name), f"#{declared.key}"),
            )
            for declared, entry in material.activities()
        ),
        level="short",
    )


def _rights(material: Material) -> Section:
    entry = _contact_path(material)
    return Section(
        "short-rights",
        _("Your rights"),
        (
            Sentence(
                "short.rights.see",
                _("You can see what we hold about you, and get a copy of it."),
                entry,
                link=Link(_("Go to My page"), "view:portal:front"),
            ),
            Sentence(
                "short.rights.change",
                _("You can have it corrected or deleted, and say no to how we use it."),
                entry,
                link=Link(_("All your rights"), "#rights"),
            ),
            Sentence("short.rights.free", _("It is free."), entry, (probes.REQUESTS,)),
        ),
        level="short",
    )


def _contact(material: Material) -> Section:
    return Section("short-contact", _("Write to us"), tuple(contact_lines(material)), level="short")


def contact_lines(material: Material) -> list[Sentence]:
    """The contact point for personal data: name, e-mail, post, phone (promise N30)."""
    controller = material.register.controller
    point = material.register.privacy_contact()
    path = _contact_path(material)
    email = (point.email if point else "") or controller.email
    facts = [
        ("name", _("Contact"), (point.name if point else "") or controller.name, ""),
        ("email", _("E-mail"), email, f"mailto:{email}"),
        ("post", _("Post"), (point.address if point else "") or material.postal_address(), ""),
        ("phone", _("Telephone"), phone((point.phone if point else "") or controller.phone), ""),
    ]
    return lines("short.contact", path, facts)


def phone(number: str) -> str:
    """The number as people read it."""
    return display_phone(number) if number else ""


def _contact_path(material: Material) -> str:
    point = material.register.privacy_contact()
    return f"contact_points.{point.role}" if point else "controller"


def lines(
    key: str, entry: str, facts: list[tuple[str, str, str, str]], terms: tuple[str, ...] = ()
) -> list[Sentence]:
    """Facts as a list, each (key, what it is, value, address), but those without a value."""
    return [
        Sentence(
            f"{key}.{name}",
            value,
            entry,
            terms=terms,
            kind="item",
            lead=lead,
            link=Link(value, to) if to else None,
        )
        for name, lead, value, to in facts
        if value
    ]
