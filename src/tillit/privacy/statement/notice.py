"""The short notice every form carries (promise P01; article 13, the first layer).

Who asks, what for, on what basis, how long, who gets it, whether one must, and where the rest is.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.kernel import clock
from tillit.privacy.declare import ActivityType, Basis, declarations
from tillit.privacy.register.schema import ActivityEntry, Register
from tillit.privacy.statement import wording
from tillit.privacy.statement.compose import Material
from tillit.privacy.statement.compose.activities import (
    purpose_line,
    retention_line,
    voluntary,
)
from tillit.privacy.statement.structure import Sentence

KEPT = 1024


@dataclass(frozen=True)
class Notice:
    """What a form says before it asks, and where the whole statement tells more."""

    sentences: tuple[Sentence, ...]
    anchor: str
    statement_view: str = "site:statement"


class NotSwitchedOn(LookupError):
    """The activity is not on the organisation's register; its form may not be shown."""


# The register of a version is one object per process (see register.queries); holding on to it here
# keeps its id its own.
_made: OrderedDict[tuple[int, str, str, str], tuple[Register, Notice]] = OrderedDict()


def notice(register: Register, activity: str, language: str) -> Notice:
    """The short notice for an activity's forms. Raises NotSwitchedOn."""
    key = (id(register), activity, language, clock.today().isoformat())
    if (known := _made.get(key)) is not None:
        return known[1]
    entry = register.activity(activity)
    if entry is None:
        raise NotSwitchedOn(activity)
    with translation.override(language):
        material = Material(register, declarations, language, clock.today())
        made = Notice(_sentences(material, declarations.activities[activity], entry), activity)
    _made[key] = (register, made)
    while len(_made) > KEPT:
        _made.popitem(last=False)
    return made


def _sentences(
    material: Material, declared: ActivityType, entry: ActivityEntry
) -> tuple[Sentence, ...]:
    path = f"activities.{declared.key}"
    name = material.register.controller.name
    who = Sentence(
        "notice.who",
        _("%(name)s asks for this data and answers for it.") % {"name": name},
        "controller.name",
    )
    purposes = [purpose_line(material, declared, purpose) for purpose in entry.purposes]
    kept = [
        retention_line(declared, rule.key, entry.retention[rule.key])
        for rule in declared.rules
        if rule.key in entry.retention
    ]
    must = list(voluntary(material, declared, entry))
    if any(purpose.basis == Basis.CONSENT for purpose in entry.purposes):
        text = _("You can take back a consent at any time.")
        must.append(Sentence("notice.withdraw", text, f"{path}.purposes"))
    return (who, *purposes, *_others(material, entry, path), *kept, *must)


def _others(material: Material, entry: ActivityEntry, path: str) -> list[Sentence]:
    register = material.register
    recipients = [part.name for part in register.recipients if part.key in entry.recipients]
    processors = [part.name for part in register.processors if part.key in entry.processors]
    if recipients:
        shared = _("We give data to %(names)s.") % {"names": wording.listing(recipients)}
    else:
        shared = _("We do not give the data to anyone for tasks of their own.")
    sentences = [Sentence("notice.recipients", shared, f"{path}.recipients")]
    if processors:
        handled = ngettext(
            "%(names)s handles the data for us.",
            "%(names)s handle the data for us.",
            len(processors),
        ) % {"names": wording.listing(processors)}
        sentences.append(Sentence("notice.processors", handled, f"{path}.processors"))
    return sentences
