"""The statement and the record of processing as files.

Each format is a function of what it needs; ``file`` picks it, and keeps what was made last.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch

from tillit.kernel import clock
from tillit.privacy.addresses import address
from tillit.privacy.declare import declarations
from tillit.privacy.register.queries import in_force, version_key
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.protocol import protocol
from tillit.privacy.statement.queries import composed, latest, register_of, statement
from tillit.privacy.statement.render import document, dpv, markdown, tilt
from tillit.privacy.statement.render.material import Published

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

STATEMENT = "erklaering"
PROTOCOL = "protokoll"
TYPES = {
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KEPT = 64


class UnknownFormat(LookupError):
    """There is no such document or it is not made in that format."""


@dataclass(frozen=True)
class File:
    """A document ready to be sent or written."""

    name: str
    content_type: str
    content: bytes


def published(organisation: Organisation, language: str) -> Published:
    """All a file is made from: the statement in force, or the one the register makes today.

    Raises NotAdopted.
    """
    version = latest(organisation)
    register = register_of(version) if version else in_force(organisation)
    made = statement(version, language) if version else composed(register, language)
    return Published(
        organisation=organisation,
        statement=made,
        register=register,
        version=version,
        language=language,
        address=lambda to: whole_address(organisation, to),
    )


def whole_address(organisation: Organisation, to: str) -> str:
    """The whole address of what a link of the statement leads to; empty when there is none."""
    if to == "source":
        return str(settings.SOURCE_URL)
    if to.startswith("#"):
        return f"{address(organisation, 'site:statement')}{to}"
    if not to.startswith("view:"):
        return to
    try:
        return address(organisation, to.removeprefix("view:"))
    except NoReverseMatch:
        return ""


_made: OrderedDict[tuple[Any, ...], File] = OrderedDict()


def file(organisation: Organisation, name: str, language: str, suffix: str) -> File:
    """The document in a format. Raises UnknownFormat and NotAdopted.

    Made once per version, language and day in each process.
    """
    make = FORMATS.get(name, {}).get(suffix)
    if make is None:
        raise UnknownFormat(f"{name}.{suffix}")
    key = (*_state(organisation), name, language, suffix, clock.today())
    if (known := _made.get(key)) is not None:
        _made.move_to_end(key)
        return known
    made = File(
        name=f"{name}.{language}.{suffix}",
        content_type=TYPES[suffix],
        content=make(published(organisation, language)),
    )
    _made[key] = made
    while len(_made) > KEPT:
        _made.popitem(last=False)
    return made


def _state(organisation: Organisation) -> tuple[Any, ...]:
    version: StatementVersion | None = latest(organisation)
    if version is not None:
        return (organisation.pk, organisation.slug, organisation.host, version.pk, version.digest)
    return (organisation.pk, organisation.slug, organisation.host, *version_key(organisation))


def _protocol(made: Published) -> Any:
    return protocol(made.register, declarations, made.language, clock.today())


def _xlsx(made: Published) -> bytes:
    from tillit.privacy.statement.render import spreadsheet

    return spreadsheet.protocol(made, _protocol(made))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


_STATEMENT: dict[str, Callable[[Published], bytes]] = {
    "md": lambda made: markdown.statement(made).encode(),
    "pdf": document.statement,
    "json": lambda made: _json(tilt.statement(made)),
    "jsonld": lambda made: _json(dpv.statement(made)),
}
_PROTOCOL: dict[str, Callable[[Published], bytes]] = {
    "pdf": lambda made: document.protocol(made, _protocol(made)),
    "json": lambda made: _json(asdict(_protocol(made))),
    "xlsx": _xlsx,
}
FORMATS = {STATEMENT: _STATEMENT, PROTOCOL: _PROTOCOL}
