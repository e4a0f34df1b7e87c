"""The report as JSON. What it has is said in docs/reader-report.schema.json, and stays so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from tillit.privacy.reader.report.cited import Citation, Quote
from tillit.privacy.reader.report.contents import Remark, Report, Row
from tillit.privacy.reader.report.refused import Refused
from tillit.privacy.reader.report.said import Group

# Raised when something in it is renamed, removed or means something else; additions do not.
FORMAT: Final = "tillit-reading/1"


def document(reports: Sequence[Report], refused: Sequence[Refused]) -> str:
    """All of it, in the order the files were given within each list."""
    made = {
        "format": FORMAT,
        "statements": [_report(one) for one in reports],
        "not_readable": [
            {"name": one.name, "reason": one.reason, "what": one.what, "to_do": one.to_do}
            for one in refused
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _report(made: Report) -> dict[str, Any]:
    return {
        "name": made.name,
        "language": made.language,
        "report_language": made.written_in,
        "words": made.words,
        "sentences": made.sentences,
        "lix": made.lix,
        "summary": made.summary,
        "left_out": [{"language": one.language, "words": one.words} for one in made.left_out],
        "counts": {
            "error": made.count("error"),
            "warning": made.count("warning"),
            "note": made.count("note"),
        },
        "items": [_row(row) for row in made.rows],
        "findings": [_remark(remark) for remark in made.remarks],
        "says": [_group(group) for group in made.groups],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "item": row.item,
        "name": row.name,
        "value": {"P": "present", "M": "missing", "N": "not_applicable"}[row.value],
        "sure": row.sure,
        "why": row.why,
        "sentences": [_quote(quote) for quote in row.quotes],
        "law": [_citation(rule) for rule in row.law],
        "instead": row.remark.instead if row.remark else "",
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "rule": remark.rule,
        "kind": remark.kind,
        "level": remark.level,
        "sure": remark.sure,
        "title": remark.title,
        "explanation": remark.explanation,
        "instead": remark.instead,
        "since": remark.since.isoformat() if remark.since else None,
        "sentences": [_quote(quote) for quote in remark.quotes],
        "law": [_citation(rule) for rule in remark.law],
        "fingerprint": remark.fingerprint,
    }


def _group(group: Group[Quote]) -> dict[str, Any]:
    return {
        "group": group.key,
        "title": group.title,
        "entries": [
            {
                "kind": entry.kind,
                "label": entry.label,
                "text": entry.text,
                "sure": entry.sure,
                "sentence": _quote(entry.quote),
            }
            for entry in group.entries
        ],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "heading": quote.heading,
        "line": quote.line,
        "page": quote.page,
        "paragraph": quote.paragraph,
    }


def _citation(rule: Citation) -> dict[str, Any]:
    return {
        "key": rule.key,
        "cite": rule.text,
        "says": rule.says,
        "in_force_from": rule.in_force_from.isoformat(),
        "url": rule.url,
    }
