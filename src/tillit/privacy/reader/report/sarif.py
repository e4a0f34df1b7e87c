"""The report as SARIF 2.1.0 (OASIS, 2020): what code hosts and editors show at the line.

A statement in a repository is then checked like the code beside it. A file in PDF or Word has no
lines: its findings have the page or the paragraph as a logical location. What could not be read at
all is a notification.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote as percent

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit import __version__
from tillit.kernel.law.acts import GDPR
from tillit.privacy.reader.report import words
from tillit.privacy.reader.report.cited import Quote
from tillit.privacy.reader.report.contents import Remark, Report
from tillit.privacy.reader.report.refused import Refused

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "tillitReading/v1"


def document(reports: Sequence[Report], refused: Sequence[Refused]) -> str:
    """One run of the reader over all the files."""
    rules: dict[str, dict[str, Any]] = {}
    for made in reports:
        for remark in made.remarks:
            rules.setdefault(remark.rule, _rule(remark))
    places = {rule: place for place, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Tillit",
                "version": __version__,
                "rules": list(rules.values()),
            }
        },
        "language": (get_language() or "nb").split("-")[0],
        "columnKind": "utf16CodeUnits",
        "invocations": [
            {
                "executionSuccessful": not refused,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": one.text},
                        "locations": [{"physicalLocation": _file(one.name)}],
                        "properties": {"reason": one.reason},
                    }
                    for one in refused
                ]
                + [
                    {
                        "level": "note",
                        "message": {"text": made.note},
                        "locations": [{"physicalLocation": _file(made.name)}],
                        "properties": {
                            "read": made.language,
                            "left_out": [one.language for one in made.left_out],
                        },
                    }
                    for made in reports
                    if made.note
                ],
            }
        ],
        "artifacts": [
            {"location": {"uri": uri(made.name)}, "description": {"text": made.title}}
            for made in reports
        ],
        "results": [
            _result(made, remark, places[remark.rule])
            for made in reports
            for remark in made.remarks
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(remark: Remark) -> dict[str, Any]:
    says = " ".join(f"{rule.text}: {rule.says}" for rule in remark.law)
    return {
        "id": remark.rule,
        "shortDescription": {"text": f"{words.kind(remark.kind)}: {remark.title}"},
        "fullDescription": {"text": says or remark.explanation or remark.title},
        "helpUri": remark.law[0].url if remark.law and remark.law[0].url else GDPR.url,
        "help": {"text": "\n\n".join(filter(None, (remark.explanation, says))) or remark.title},
        "defaultConfiguration": {"level": remark.level},
        "properties": {"tags": ["privacy", remark.kind]},
    }


def _result(made: Report, remark: Remark, place: int) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "sure": remark.sure,
        "law": [rule.text for rule in remark.law],
    }
    if remark.since:
        properties["since"] = remark.since.isoformat()
    if remark.instead:
        properties["instead"] = remark.instead
    return {
        "ruleId": remark.rule,
        "ruleIndex": place,
        "level": remark.level,
        "message": {"text": _message(remark)},
        "locations": [_location(made.name, quote) for quote in remark.quotes[:1]]
        or [{"physicalLocation": _file(made.name)}],
        "relatedLocations": [
            {"id": number, **_location(made.name, quote), "message": {"text": quote.text}}
            for number, quote in enumerate(remark.quotes[1:], 1)
        ],
        "partialFingerprints": {FINGERPRINT: remark.fingerprint},
        "properties": properties,
    }


def _message(remark: Remark) -> str:
    parts = [f"{words.kind(remark.kind)}: {remark.title}.", remark.explanation]
    if not remark.sure:
        parts.append(_("The reader is not sure of this."))
    if remark.law:
        parts.append(f"({', '.join(rule.text for rule in remark.law)})")
    return " ".join(filter(None, parts))


def _location(name: str, quote: Quote) -> dict[str, Any]:
    physical = _file(name)
    if quote.line:
        physical["region"] = {"startLine": quote.line, "snippet": {"text": quote.text}}
    location: dict[str, Any] = {"physicalLocation": physical}
    logical = [{"name": quote.heading, "kind": "section"}] if quote.heading else []
    for kind, number in (("page", quote.page), ("paragraph", quote.paragraph)):
        if number:
            logical.append({"name": quote.place, "kind": kind})
            location["properties"] = {kind: number}
    if logical:
        location["logicalLocations"] = logical
    return location


def _file(name: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(name)}}


def uri(name: str) -> str:
    """A file's name as a reference: as it was given, or in full when that began at the root."""
    path = PurePath(name or "stdin")
    return path.as_uri() if path.is_absolute() else percent(path.as_posix())
