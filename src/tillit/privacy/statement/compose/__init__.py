"""The statement, computed from the register and the declarations, and from nothing else.

Articles 12–14 of the GDPR; the short version first, the rest on demand. Texts with a value in them
are made here in the language asked for; ``on`` is the day whose law and countries count.
"""

from __future__ import annotations

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.privacy.declare import Declarations
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.compose import about, activities, others, people, rights, short
from tillit.privacy.statement.compose.material import Material
from tillit.privacy.statement.structure import Statement

__all__ = ["Material", "compose"]


def compose(
    register: Register, declarations: Declarations, language: str, on: dt.date
) -> Statement:
    """The whole statement in one language, as it stands that day."""
    with translation.override(language):
        material = Material(register, declarations, language, on)
        sections = (
            *short.sections(material),
            people.section(material),
            activities.section(material),
            others.processors(material),
            others.recipients(material),
            others.transfers(material),
            rights.section(material),
            rights.objection(material),
            rights.answers(material),
            about.automated(material),
            about.security(material),
            about.rules(material),
            about.itself(material),
        )
        return Statement(
            language=language,
            title=_("Privacy statement"),
            controller=register.controller.name,
            sections=tuple(part for part in sections if part.sentences or part.sections),
        )
