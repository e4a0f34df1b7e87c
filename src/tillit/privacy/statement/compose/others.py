"""Who handles data for us, who gets it, and where it goes (articles 13(1)(e)–(f), 28, 44–49)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from babel.dates import format_date
from django.utils.translation import gettext as _

from tillit.kernel.countries import country_name
from tillit.kernel.identifiers import display_organisation_number
from tillit.privacy.register.schema import Processor, ProcessorRole, Recipient, SubProcessor
from tillit.privacy.statement import probes, wording
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.compose.short import lines
from tillit.privacy.statement.structure import Link, Section, Sentence


def processors(material: Material) -> Section:
    """The processors, grouped by what they do for us (promise C20)."""
    groups = []
    for role in get_args(ProcessorRole):
        mine = [part for part in material.register.processors if part.role == role]
        if mine:
            groups.append(
                Section(
                    f"role-{role}",
                    wording.role(role),
                    sections=tuple(_processor(material, part) for part in mine),
                )
            )
    opening = Sentence(
        "processors.opening",
        _("These handle personal data for us. They do as we say, and only for what we agreed."),
        "processors",
        (probes.AGREEMENTS,),
        terms=("processor", "sub_processor"),
    )
    return Section(
        "processors",
        _("Suppliers who handle data for us"),
        (opening,) if groups else (),
        tuple(groups),
    )


def _processor(material: Material, part: Processor) -> Section:
    key = f"processors.{part.key}"
    sentences = _facts(material, key, _("What they do for us"), part)
    sentences += transfer_lines(material, key, part.name, part)
    if part.agreement:
        sentences.append(
            Sentence(
                f"{key}.agreement",
                _("We have a processing agreement, signed on %(day)s.")
                % {"day": day_in_words(part.agreement.signed_on)},
                f"{key}.agreement",
                (probes.AGREEMENTS,),
            )
        )
    else:
        sentences.append(
            Sentence(
                f"{key}.agreement",
                _("We do not have a processing agreement with them yet."),
                f"{key}.agreement",
                (probes.AGREEMENTS,),
            )
        )
    if part.privacy_url:
        sentences.append(
            Sentence(
                f"{key}.privacy_url",
                _("They have a privacy statement of their own."),
                f"{key}.privacy_url",
                link=Link(
                    _("Privacy statement of %(name)s") % {"name": part.name}, part.privacy_url
                ),
            )
        )
    subs = [line for sub in part.sub_processors for line in _sub_processor(material, key, sub)]
    return Section(f"processor-{part.key}", part.name, (*sentences, *subs))


def _sub_processor(material: Material, key: str, part: SubProcessor) -> Iterator[Sentence]:
    path = f"{key}.sub_processors.{part.name}"
    values = {
        "what_for": material.phrase(part.what_for),
        "where": wording.countries(part.countries),
    }
    text = "%(what_for)s (%(where)s)." if values["what_for"] else "%(where)s."
    yield Sentence(
        path,
        wording.capital(text % values),
        path,
        terms=("sub_processor",),
        kind="item",
        lead=_("Sub-processor %(name)s") % {"name": part.name},
        link=Link(part.name, part.url) if part.url else None,
    )
    yield from transfer_lines(material, path, part.name, part)


def recipients(material: Material) -> Section:
    """Who gets data for purposes of their own (promise N28, article 13(1)(e))."""
    return Section(
        "recipients",
        _("Who gets data from us"),
        sections=tuple(_recipient(material, part) for part in material.register.recipients),
    )


def _recipient(material: Material, part: Recipient) -> Section:
    key = f"recipients.{part.key}"
    sentences = _facts(material, key, _("What they get data for"), part)
    sentences += transfer_lines(material, key, part.name, part)
    return Section(f"recipient-{part.key}", part.name, tuple(sentences))


def transfers(material: Material) -> Section:
    """Whether data leaves the EU/EEA, on what ground, and how to get a copy of it."""
    lines = list(transfer_summary(material))
    title = _("Data outside the EU/EEA")
    if not lines:
        stays = Sentence(
            "transfers.none",
            _("We do not send personal data to countries outside the EU/EEA."),
            "processors",
            (probes.TRANSFERS,),
            terms=("transfer",),
        )
        return Section("transfers", title, (stays,))
    copy = Sentence(
        "transfers.copy",
        _("Write to us to get a copy of what protects the data there."),
        "processors",
        link=Link(_("Write to us"), "#short-contact"),
    )
    return Section("transfers", title, (*lines, copy))


def transfer_summary(material: Material) -> Iterator[Sentence]:
    """A line for each one outside the EU/EEA who handles or gets data."""
    for name, key, part in outsiders(material):
        countries = wording.outside(part.countries, material.on)
        yield Sentence(
            f"transfers.{key}",
            _("%(name)s handles personal data outside the EU/EEA: %(where)s.")
            % {"name": name, "where": wording.countries(countries)},
            f"{key}.transfer",
            (probes.TRANSFERS,),
            terms=("transfer",),
        )


def outsiders(
    material: Material,
) -> Iterator[tuple[str, str, Processor | SubProcessor | Recipient]]:
    """Everyone with data in a country outside the EU/EEA: name, register path, entry."""
    for part in material.register.processors:
        if wording.outside(part.countries, material.on):
            yield part.name, f"processors.{part.key}", part
        for sub in part.sub_processors:
            if wording.outside(sub.countries, material.on):
                yield sub.name, f"processors.{part.key}.sub_processors.{sub.name}", sub
    for recipient in material.register.recipients:
        if wording.outside(recipient.countries, material.on):
            yield recipient.name, f"recipients.{recipient.key}", recipient


def transfer_lines(
    material: Material, key: str, name: str, part: Processor | SubProcessor | Recipient
) -> Iterator[Sentence]:
    """For each country outside the EU/EEA: that data goes there, and what the transfer rests on."""
    for country in wording.outside(part.countries, material.on):
        values = {
            "name": name,
            "country": country_name(country, material.language),
            "ground": wording.transfer_basis(part.transfer),
            "article": wording.transfer_article(part.transfer),
        }
        if wording.transfer_holds(part.transfer, country, material.on) and values["ground"]:
            text = _(
                "Country outside the EU/EEA: %(country)s. The transfer rests on %(ground)s "
                "(%(article)s)."
            )
        else:
            text = _("Country outside the EU/EEA: %(country)s. The transfer has no valid ground.")
        yield Sentence(
            f"{key}.transfer.{country}",
            text % values,
            f"{key}.transfer",
            (probes.TRANSFERS,),
            terms=("transfer",),
        )


def _facts(
    material: Material, key: str, what_for: str, part: Processor | Recipient
) -> list[Sentence]:
    number = part.organisation_number
    facts = [
        ("what_for", what_for, material.say(part.what_for), ""),
        ("countries", _("Where the data is"), wording.countries(part.countries), ""),
        (
            "organisation_number",
            _("Organisation number"),
            display_organisation_number(number) if number else "",
            "",
        ),
    ]
    return lines(key, key, facts)


def day_in_words(day: dt.date) -> str:
    """17. mai 2027, or 17 May 2027."""
    language = wording.language()
    pattern = "d MMMM y" if language == "en" else "d. MMMM y"
    return str(format_date(day, pattern, locale="en_GB" if language == "en" else language))
