"""What a report says of the statement in other languages, in the same file."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tillit.privacy.reader import wording
from tillit.privacy.reader.reading import Reading


@dataclass(frozen=True, slots=True)
class Translation:
    """The same statement in another language, in the same file, that was not read."""

    language: str
    language_name: str
    words: int
    name: str

    @property
    def command(self) -> str:
        """What reads it."""
        return f"tillit read --part {self.language} {shlex.quote(self.name or '-')}"


def left_out(reading: Reading) -> str:
    """That the file has the statement in other languages too; empty when it has not."""
    return note(wording.language_name(reading.language), translations(reading))


def translations(reading: Reading) -> tuple[Translation, ...]:
    """What a file has of a statement in other languages."""
    return tuple(
        Translation(one.language, wording.language_name(one.language), one.words, reading.name)
        for one in reading.left_out
    )


def note(language: str, others: tuple[Translation, ...]) -> str:
    """The same, of a report. ``language``: what the one that was read is called."""
    if not others:
        return ""
    each = [
        _("%(language)s (%(words)d words)") % {"language": one.language_name, "words": one.words}
        for one in others
    ]
    return _(
        "The file has the statement in several languages. What is read is the text in "
        "%(language)s. What is left out: %(others)s."
    ) % {"language": language, "others": ", ".join(each)}
