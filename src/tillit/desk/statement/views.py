"""What an author sees of the statement before and after it is published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.desk.statement.origin import edit_address, entry_in_words, missing_texts
from tillit.kernel.readability import Lix, lix
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.privacy.register.queries import NotAdopted, draft, in_force
from tillit.privacy.register.schema import Register
from tillit.privacy.statement import lights
from tillit.privacy.statement.difference import shown
from tillit.privacy.statement.queries import compare, composed, latest, whole
from tillit.privacy.statement.render import PROTOCOL, STATEMENT
from tillit.privacy.statement.structure import Section, Sentence, Statement
from tillit.ui.context import OWN_NAMES

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# What the short version should stay below (Språkrådet and NS-ISO 24495-1 give no number; 45 is
# where Björnsson's scale leaves the middle).
WANTED_LIX = 45


@require_safe
@staff(Permission.REGISTER_READ)
def statement(request: HttpRequest) -> HttpResponse:
    """Preview the statement the register makes now, sentence by sentence."""
    organisation = request.organisation  # type: ignore[attr-defined]
    language = _language(request)
    register, is_draft = _register(organisation)
    if register is None:
        return render(request, "desk/statement/none.html")
    made = composed(register, language)
    state = lights.states(organisation)
    version = latest(organisation)
    return render(
        request,
        "desk/statement/statement.html",
        {
            "statement": made,
            "is_draft": is_draft,
            "version": version,
            "tabs": [
                (OWN_NAMES[code], f"?language={code}", code == language) for code in LANGUAGES
            ],
            "language": language,
            "readings": _readings(made),
            "wanted": WANTED_LIX,
            "sections": [_rows(section, state, register) for section in made.sections],
            "missing": len(missing_texts(register)),
            "files": _files(language),
        },
    )


@require_safe
@staff(Permission.REGISTER_READ)
def changes(request: HttpRequest) -> HttpResponse:
    """See what adopting the draft would change in the published statement."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register, is_draft = _register(organisation)
    version = latest(organisation)
    rows: list[dict[str, Any]] = []
    if register is not None and version is not None:
        content: dict[str, Any] = {
            code: composed(register, code).as_document() for code in register.languages
        }
        rows = shown(compare(whole(version), content, register), _language(request))
    return render(
        request,
        "desk/statement/changes.html",
        {"rows": rows, "is_draft": is_draft, "version": version},
    )


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else (translation.get_language() or "nb")[:2]


def _register(organisation: Any) -> tuple[Register | None, bool]:
    """The draft if there is one, else what is in force; and whether it is the draft."""
    if row := draft(organisation):
        return Register.model_validate(row.document), True
    try:
        return in_force(organisation), False
    except NotAdopted:
        return None, False


def _readings(made: Statement) -> list[dict[str, Any]]:
    """How the short version and each section reads (promise F01)."""
    short = lix("\n\n".join(section.text() for section in made.short()))
    rows = [_reading(_("The short version"), short)]
    for section in made.detail():
        parts = section.sections if section.key == "activities" else (section,)
        rows += [_reading(part.title, lix(part.text())) for part in parts]
    return rows


def _reading(title: str, measured: Lix) -> dict[str, Any]:
    labels = {
        "very_easy": (_("very easy"), "success"),
        "easy": (_("easy"), "success"),
        "medium": (_("medium"), "info"),
        "difficult": (_("hard"), "warning"),
        "very_difficult": (_("very hard"), "danger"),
    }
    label, color = labels[measured.band]
    return {
        "title": title, "score": measured.score, "words": measured.words,
        "label": label, "color": color,
    }  # fmt: skip


def _rows(section: Section, state: lights.States, register: Register) -> dict[str, Any]:
    return {
        "title": section.title,
        "key": section.key,
        "sentences": [_row(sentence, state, register) for sentence in section.sentences],
        "sections": [_rows(part, state, register) for part in section.sections],
    }


def _row(sentence: Sentence, state: lights.States, register: Register) -> dict[str, Any]:
    return {
        "sentence": sentence,
        "light": lights.of(sentence, state),
        "edit": edit_address(sentence.entry),
        "origin": entry_in_words(sentence.entry, register),
    }


def _files(language: str) -> list[tuple[str, str]]:
    wanted = [
        (STATEMENT, "pdf", _("Statement (PDF)")),
        (STATEMENT, "md", _("Statement (Markdown)")),
        (STATEMENT, "json", _("Statement (JSON, TILT)")),
        (STATEMENT, "jsonld", _("Statement (JSON-LD, DPV)")),
        (PROTOCOL, "xlsx", _("Record of processing (spreadsheet)")),
        (PROTOCOL, "pdf", _("Record of processing (PDF)")),
    ]
    return [
        (label, reverse("site:statement_file", args=[name, language, suffix]))
        for name, suffix, label in wanted
    ]
