"""The short notice on a sign-up form, made from the register (article 13, given when collected)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tillit.events.asking import ACTIVITY
from tillit.privacy.declare import declarations
from tillit.privacy.register.schema import Register, words


@dataclass(frozen=True)
class Notice:
    """What is said, a sentence each."""

    sentences: tuple[str, ...]


def notice(register: Register, language: str) -> Notice:
    """Who, what for, how long, and what happens without."""
    entry = register.activity(ACTIVITY)
    if entry is None:
        return Notice(())
    with override(language):
        declared = declarations.activities[ACTIVITY]
        said = [_("%(name)s answers for your data.") % {"name": register.controller.name}]
        said += [
            _("We use the data to %(purpose)s.")
            % {"purpose": declared.purpose(each.purpose).sentence}
            for each in entry.purposes
        ]
        retention = entry.retention.get("registrations")
        if retention is not None:
            days = retention.period.longest_days
            said.append(
                ngettext(
                    "We delete it at most %(days)s day after the event.",
                    "We delete it at most %(days)s days after the event.",
                    days,
                )
                % {"days": days}
            )
        said.append(words(entry.without, language))
    return Notice(tuple(each for each in said if each))
