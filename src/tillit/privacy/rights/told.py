"""How codes that rows of the privacy machinery hold are told to the person, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise

from tillit.privacy.declare import declarations
from tillit.privacy.references import split

if TYPE_CHECKING:
    from tillit.privacy.consent.models import Consent
    from tillit.privacy.gate.models import Delivery


def activity(row: Consent) -> str | Promise:
    """The activity's name."""
    known = declarations.activities.get(row.activity)
    return known.name if known else row.activity


def purpose(row: Consent) -> str | Promise:
    """The purpose's name."""
    known = declarations.activities.get(row.activity)
    names = {each.key: each.name for each in known.purposes} if known else {}
    return names.get(row.purpose, row.purpose)


def message(row: Delivery) -> str | Promise:
    """What kind of message it was, or the subject that staff wrote."""
    if row.message.subject:
        return row.message.subject
    kind = declarations.messages.get(row.message.kind)
    return kind.name if kind else row.message.kind


def about(row: Delivery) -> str | Promise:
    """What the message was about: what the rows of that kind are called; nothing for no row."""
    if not row.reference:
        return ""
    name, _uuid = split(row.reference)
    titles = {model._meta.model_name: each.title for model, each in declarations.holdings.items()}
    return titles.get(name, "")
