"""Rules about the controller, its contact points, languages and promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from tillit.kernel.countries import country_names
from tillit.kernel.identifiers import normalise_email, normalise_phone, organisation_number
from tillit.privacy.register.rules.finding import Finding, Path, error, repeated, warning
from tillit.privacy.register.schema import Controller, Register


def about_organisation(register: Register) -> Iterator[Finding]:
    """Who answers, whom to write to, in which languages, how fast."""
    yield from _controller(register.controller)
    yield from _contact_points(register)
    if not register.languages:
        yield error(
            ("languages",), _("Choose at least one language for the statement."), "gdpr-12-1"
        )
    days = register.promised_answer_days
    if days is not None and days < 1:
        yield error(
            ("promised_answer_days",),
            _("Promise at least one day, or leave it empty."),
            "gdpr-12-3",
        )
    elif days is not None and days > 30:
        yield warning(
            ("promised_answer_days",),
            _(
                "The law asks for an answer within a month. A promise of {days} days changes "
                "nothing; promise 30 or fewer."
            ),
            "gdpr-12-3",
            days=days,
        )


def _controller(controller: Controller) -> Iterator[Finding]:
    path = ("controller",)
    if not controller.name.strip():
        yield error((*path, "name"), _("Say who answers for the processing."), "gdpr-13-1-a")
    if not (controller.email or controller.phone or controller.address):
        yield error(
            path,
            _("Give an e-mail address, a telephone number or a postal address."),
            "gdpr-13-1-a",
        )
    if not controller.address:
        yield warning(
            (*path, "address"),
            _("Give the postal address, so that anyone can write to you."),
            "gdpr-13-1-a",
        )
    yield from about_number(path, controller.organisation_number)
    yield from about_address(path, "email", controller.email, normalise_email)
    yield from about_address(path, "phone", controller.phone, normalise_phone)
    yield from about_link((*path, "website"), controller.website)
    if controller.country not in country_names("en"):
        yield error(
            (*path, "country"),
            _("“{code}” is not a country code. Write two letters, such as NO."),
            "gdpr-13-1-a",
            code=controller.country,
        )


def _contact_points(register: Register) -> Iterator[Finding]:
    path = ("contact_points",)
    reachable = [
        point for point in register.contact_points if point.email or point.phone or point.address
    ]
    if not reachable:
        yield error(
            path,
            _(
                "Name a contact point with an e-mail or postal address, so that people can use "
                "their rights."
            ),
            "gdpr-13-1-a",
        )
    elif not any(point.email for point in reachable):
        yield warning(
            path,
            _("Give a contact point with an e-mail address: most people write by e-mail."),
            "gdpr-12-1",
        )
    for role in repeated(point.role for point in register.contact_points):
        yield error(
            (*path, role), _("Two contact points have the same role. Keep one."), "gdpr-13-1-a"
        )
    for point in register.contact_points:
        yield from about_address((*path, point.role), "email", point.email, normalise_email)
        yield from about_address((*path, point.role), "phone", point.phone, normalise_phone)
        if point.role == "dpo" and not (point.email or point.phone or point.address):
            yield error(
                (*path, "dpo"), _("Say how to reach the data protection officer."), "gdpr-13-1-a"
            )


def about_number(path: Path, number: str) -> Iterator[Finding]:
    """An organisation number whose check digit is right (modulus 11)."""
    if not number:
        return
    try:
        organisation_number(number)
    except ValueError:
        yield error(
            (*path, "organisation_number"),
            _("“{number}” is not an organisation number. Check the nine digits."),
            "gdpr-13-1-a",
            number=number,
        )


def about_address(
    path: Path, name: str, value: str, reader: Callable[[str], str]
) -> Iterator[Finding]:
    """An e-mail address or telephone number that can be used."""
    if not value:
        return
    try:
        reader(value)
    except ValueError:
        message = (
            _("“{value}” is not an e-mail address. Correct it.")
            if name == "email"
            else _("“{value}” is not a telephone number. Correct it.")
        )
        yield error((*path, name), message, "gdpr-13-1-a", value=value)


def about_link(path: Path, url: str) -> Iterator[Finding]:
    """An address on the web that can stand in the statement."""
    if url and not url.startswith(("https://", "http://")):
        yield error(
            path, _("“{url}” is not a web address. Start with https://"), "gdpr-12-1", url=url
        )
