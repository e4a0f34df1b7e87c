"""Rules about the texts: in every published language, and without anyone's identity number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import BaseModel

from tillit.kernel.identifiers import national_identity_numbers
from tillit.privacy.register.rules.finding import Finding, Path, error, warning
from tillit.privacy.register.schema import LANGUAGES, Register

LANGUAGE_NAMES = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}
# As they stand in a sentence: Norwegian writes them small.
IN_LANGUAGE = {
    "nb": pgettext_lazy("in a sentence", "Bokmål"),
    "nn": pgettext_lazy("in a sentence", "Nynorsk"),
    "en": pgettext_lazy("in a sentence", "English"),
}
# What a part of a list is called by in a path.
_NAMES = ("key", "activity", "purpose", "field", "role", "name")


def about_texts(register: Register) -> Iterator[Finding]:
    """Every text of the register."""
    for path, value in walk(register):
        if isinstance(value, dict):
            for language in register.languages:
                if value and not value.get(language, "").strip():
                    yield warning(
                        path,
                        _("The text is missing in {language}."),
                        "gdpr-12-1",
                        language=IN_LANGUAGE[language],
                    )
        for text in value.values() if isinstance(value, dict) else [value]:
            if national_identity_numbers(text):
                yield error(
                    path,
                    _(
                        "The text holds a national identity number. Take it out: the register is "
                        "public."
                    ),
                    "personopplysningsloven-12",
                )


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, str | dict[str, str]]]:
    """Every text in a part of the register, with the path to it; a text in several languages as
    one."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, (*path, _called(part)) if isinstance(part, BaseModel) else path)
    elif isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield path, value
        else:
            for key, part in value.items():
                yield from walk(part, (*path, key))


def _called(part: BaseModel) -> str:
    return next((str(getattr(part, name)) for name in _NAMES if getattr(part, name, "")), "")
