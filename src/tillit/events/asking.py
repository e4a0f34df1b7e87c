"""What an event's form asks for: never more than the register allows, each with its need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.text import capfirst

from tillit.privacy.declare import declarations
from tillit.privacy.register.schema import FieldEntry, Register, words

ACTIVITY = "events"
# Columns of a registration that a form can fill; "answers" stands for the event's own questions.
FIELDS = ("first_name", "last_name", "email", "phone", "workplace", "position")
OWN_QUESTIONS = "answers"
# Without it there is nowhere to send the confirmation, nor a way to see or change what is held.
ALWAYS = "email"


class HasForm(Protocol):
    """An event, as far as its form goes."""

    fields: Any
    questions: Any


@dataclass(frozen=True)
class Asked:
    """One field of the form, with why it is needed."""

    key: str
    label: str
    required: bool
    need: str


@dataclass(frozen=True)
class Question:
    """One question of the event's own: "other necessary data"."""

    key: str
    question: str
    need: str
    required: bool
    choices: Sequence[str] = ()


def available(register: Register, language: str) -> list[Asked]:
    """The fields the register lets events ask for, with the need it states."""
    return [
        Asked(entry.field, label(entry.field), entry.required, words(entry.need, language))
        for entry in _entries(register)
    ]


def may_ask_questions(register: Register) -> bool:
    """The register lets events ask for other necessary data."""
    entry = register.activity(ACTIVITY)
    return entry is not None and OWN_QUESTIONS in entry.field_keys()


def may_be_signed_up_for(register: Register | None) -> bool:
    """The register has events switched on, with the address a sign-up needs."""
    return register is not None and any(entry.field == ALWAYS for entry in _entries(register))


def asked_of(event: HasForm, register: Register, language: str) -> list[Asked]:
    """What this event's form asks: what it has chosen, as far as the register still allows it.

    A field is required only where the register says so too, since that is what the statement says.
    """
    chosen = {field["field"]: field for field in event.fields}
    chosen.setdefault(ALWAYS, {"field": ALWAYS, "required": True})
    asked = []
    for entry in _entries(register):
        if (choice := chosen.get(entry.field)) is None:
            continue
        required = entry.field == ALWAYS or (entry.required and bool(choice.get("required")))
        need = choice.get("need") or words(entry.need, language)
        asked.append(Asked(entry.field, label(entry.field), required, need))
    return asked


def keys_asked(event: HasForm, register: Register) -> set[str]:
    """The columns this event's form fills: those it has chosen that the register still allows."""
    chosen = chosen_keys(event)
    return {entry.field for entry in _entries(register) if entry.field in chosen}


def questions_of(event: HasForm, register: Register) -> list[Question]:
    """The event's own questions, as long as the register lets events have them."""
    if not may_ask_questions(register):
        return []
    return [
        Question(
            key=each["key"],
            question=each["question"],
            need=each.get("need", ""),
            required=bool(each.get("required")),
            choices=tuple(each.get("choices") or ()),
        )
        for each in event.questions
    ]


def chosen_keys(event: HasForm) -> set[str]:
    """The columns this event may hold values in, whatever the register says now."""
    return {field["field"] for field in event.fields} | {ALWAYS}


def label(field: str) -> str:
    """The field's name as a form shows it, in the language of the page."""
    return capfirst(str(declarations.activities[ACTIVITY].asks[field].label))


def _entries(register: Register) -> list[FieldEntry]:
    entry = register.activity(ACTIVITY)
    return [field for field in entry.fields if field.field in FIELDS] if entry else []
