"""Who is responsible, and whom to write to (article 13(1)(a) and (b))."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.kernel.countries import country_name
from tillit.kernel.identifiers import display_organisation_number
from tillit.privacy.register.schema import ContactPoint
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.compose.short import lines, phone
from tillit.privacy.statement.structure import Section, Sentence


def section(material: Material) -> Section:
    """The controller and every contact point."""
    controller = material.register.controller
    number = controller.organisation_number
    who = Sentence(
        "controller.name",
        _("%(name)s is the controller. We decide what the data is used for, and how.")
        % {"name": controller.name},
        "controller.name",
        terms=("controller", "processing"),
    )
    country = country_name(controller.country, material.language)
    facts = [
        (
            "organisation_number",
            _("Organisation number"),
            display_organisation_number(number) if number else "",
            "",
        ),
        ("address", _("Address"), material.postal_address(), ""),
        ("country", _("Country"), "" if controller.country == "NO" else country, ""),
        ("email", _("E-mail"), controller.email, f"mailto:{controller.email}"),
        ("phone", _("Telephone"), phone(controller.phone), ""),
        ("website", _("Website"), controller.website, controller.website),
    ]
    return Section(
        "controller",
        _("Who is responsible"),
        (who, *lines("controller", "controller", facts)),
        tuple(_point(material, point) for point in material.register.contact_points),
    )


def _point(material: Material, point: ContactPoint) -> Section:
    titles = {
        "dpo": _("Our data protection officer"),
        "privacy": _("Contact for personal data"),
        "adviser": _("Our data protection adviser"),
        "controller": _("The person responsible"),
    }
    path = f"contact_points.{point.role}"
    facts = [
        ("name", _("Name"), point.name, ""),
        ("email", _("E-mail"), point.email, f"mailto:{point.email}"),
        ("address", _("Post"), point.address or material.postal_address(), ""),
        ("phone", _("Telephone"), phone(point.phone), ""),
    ]
    terms = ("officer",) if point.role == "dpo" else ()
    return Section(
        f"contact-{point.role}", titles[point.role], tuple(lines(path, path, facts, terms))
    )
