"""The register as a file that can be read and changed by hand: TOML 1.0, out and in again.

Writing and reading back gives the same register. What cannot be read is refused with the line it
stands on and what to write instead.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticUndefined

from tillit.kernel.period import NotAPeriod
from tillit.privacy.register.lines import Path, lines_of
from tillit.privacy.register.schema import Register

MAX_BYTES: Final = 1024 * 1024
# A key of very many parts, which would take the reader very long.
_ENDLESS_KEY: Final = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){30}"""
)
_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
# Characters that TOML does not let a comment have, and all that break a line somewhere.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What a part of a list is called by in a path.
_NAMES: Final = ("key", "activity", "purpose", "field", "role", "name")


class NotReadable(ValueError):
    """The file is no register; ``problems`` says, each in a sentence, what is wrong and where."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(content: bytes | str) -> Register:
    """The register a file holds. Raises NotReadable."""
    text = _decoded(content) if isinstance(content, bytes) else content
    if len(text) > MAX_BYTES:
        raise NotReadable([_("The file is larger than 1 MB, and cannot be a register.")])
    if _ENDLESS_KEY.search(text):
        raise NotReadable([_("The file is nested too deeply to be a register.")])
    try:
        document = tomllib.loads(text)
        has_null = _has_null(document)
    except ValueError as error:  # TOMLDecodeError, or a number no computer reads
        raise NotReadable([_not_toml(str(error))]) from None
    except RecursionError:
        raise NotReadable([_("The file is nested too deeply to be a register.")]) from None
    if has_null:
        raise NotReadable([_("A text holds a null character (\\u0000). Take it out.")])
    try:
        return Register.model_validate(document)
    except ValidationError as error:
        lines = lines_of(text)
        raise NotReadable([_problem(dict(each), lines) for each in error.errors()]) from None


# Lines of comment by the path they stand above: "activities.events.retention.registrations.period".
Comments = Mapping[str, Sequence[str]]


def write(register: Register, comments: Comments | None = None) -> str:
    """The register as TOML, headed by what each part is for.

    ``comments``: lines to stand above a value or a part, by its path, where parts of a list go by
    their key or name. They are no part of the register: reading leaves them out.
    """
    comments = comments or {}
    heads = _headings()
    text = [f"# {line}" for line in heads[""].splitlines()] + [""]
    scalars, tables = _split(register, (), comments)
    text += scalars
    for name, value in tables:
        if name in heads:
            text += ["", *(f"# {line}" for line in heads[name].splitlines())]
        said = list(_comment((name,), comments))
        text += ["", *said] if said else []
        text += _table((name,), value, (name,), comments)
    return "\n".join(text) + "\n"


def _comment(where: Sequence[str], comments: Comments) -> Iterator[str]:
    """What stands above it, each line of a comment one line, whatever it holds."""
    for line in comments.get(".".join(where), ()):
        yield "# " + " ".join(_UNPRINTABLE.sub(" ", line).split())


def _headings() -> dict[str, str]:
    return {
        "": _("Register of processing (article 30). Periods: P60D is 60 days, P1Y a year."),
        "controller": _("Who answers for the processing."),
        "contact_points": _("Whom to write to. Roles: controller, privacy, dpo, adviser."),
        "sources": _("Where data comes from. “self” is the person."),
        "recipients": _("Those outside who get data."),
        "processors": _("Those who process data for us, under an agreement."),
        "measures": _("How the data is looked after."),
        "activities": _("What we do with personal data, an activity at a time."),
        "wound_up": _("What we no longer do. What was gathered is kept by these periods."),
    }


def _split(
    part: BaseModel, where: Sequence[str], comments: Comments
) -> tuple[list[str], list[tuple[str, Any]]]:
    """Lines for what stands in the part itself, and the tables below it."""
    lines: list[str] = []
    tables: list[tuple[str, Any]] = []
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or (not value and value == _default(field)):
            lines += _comment((*where, name), comments)
            continue
        if _is_table(value):
            tables.append((name, value))
            continue
        lines += _comment((*where, name), comments)
        if isinstance(value, dict) and value:
            lines += [f"{name}.{_key(key)} = {_value(text)}" for key, text in value.items()]
        else:
            lines.append(f"{name} = {_value(value)}")
    return lines, tables


def _default(field: Any) -> Any:
    default = field.get_default(call_default_factory=True)
    return None if default is PydanticUndefined else default


def _is_table(value: Any) -> bool:
    if isinstance(value, (list, dict)):
        inner = list(value.values()) if isinstance(value, dict) else value
        return bool(inner) and isinstance(inner[0], BaseModel)
    return isinstance(value, BaseModel)


def _table(
    path: tuple[str, ...], value: Any, where: tuple[str, ...], comments: Comments
) -> Iterator[str]:
    """``path`` has the names of tables only, ``where`` also what parts of a list are called."""
    name = ".".join(_key(key) for key in path)
    if isinstance(value, list):
        for part in value:
            yield from _part(path, part, f"[[{name}]]", (*where, _called(part)), comments)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _part((*path, key), part, f"[{name}.{_key(key)}]", (*where, key), comments)
    else:
        yield from _part(path, value, f"[{name}]", where, comments)


def _part(
    path: tuple[str, ...],
    part: BaseModel,
    head: str,
    where: tuple[str, ...],
    comments: Comments,
) -> Iterator[str]:
    lines, tables = _split(part, where, comments)
    # Above a table that is alone its comment stands already, with its lines.
    above = list(_comment(where, comments)) if where != path[:1] else []
    yield from ("", *above, head, *lines)
    for name, value in tables:
        if not isinstance(value, BaseModel):
            said = list(_comment((*where, name), comments))
            yield from ("", *said) if said else ()
        yield from _table((*path, name), value, (*where, name), comments)


def _called(part: BaseModel) -> str:
    return next((str(getattr(part, name)) for name in _NAMES if getattr(part, name, "")), "")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, (bool, int, dt.date)):
        return str(value).lower()
    return _text(str(value.value) if isinstance(value, Enum) else str(value))


def _text(text: str) -> str:
    """A basic string; over several lines when it has several."""
    quoted = _quoted(text)
    if "\n" not in text or "\r" in text or "\\n" in text:
        return quoted
    return '"""\n' + quoted[1:-1].replace("\\n", "\n") + '"""'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_null(key) or _has_null(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(_has_null(inner) for inner in value)
    return isinstance(value, str) and "\x00" in value


def _not_toml(why: str) -> str:
    """Where the reading stopped; the reader's own words are English only."""
    if found := _AT.search(why):
        return _(
            "Line %(line)s, column %(column)s is not TOML. See to the quotation marks, brackets "
            "and equals signs just before it."
        ) % {"line": found[1], "column": found[2]}
    return _(
        "The file ends in the middle of something. See to the last quotation marks and brackets."
    )


def _decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotReadable([_("The file is larger than 1 MB, and cannot be a register.")])
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotReadable(
            [
                _("Line %(line)s is not UTF-8. Save the file as UTF-8 and try again.")
                % {"line": line}
            ]
        ) from None


def _problem(error: dict[str, Any], lines: dict[Path, int]) -> str:
    path: Path = tuple(error["loc"])
    known = path
    while known and known not in lines:
        known = known[:-1]
    place = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    what = {"place": place, "why": _why(error)}
    if known:
        return _("Line %(line)s, %(place)s: %(why)s") % {"line": lines[known], **what}
    return _("%(place)s: %(why)s") % what


def _why(error: dict[str, Any]) -> str:
    context, kind = error.get("ctx", {}), error["type"]
    if kind in ("literal_error", "enum"):
        return _("write one of %(choices)s.") % {"choices": context.get("expected", "")}
    if isinstance(fault := context.get("error"), NotAPeriod):
        return _(
            "“%(text)s” is not a period we can use. Write P60D for 60 days, P6M for six months or "
            "P5Y for five years; at most 999 years."
        ) % {"text": fault.text}
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    known = {
        "extra_forbidden": _(
            "the register has no such entry here. Correct its name or take it out."
        ),
        "missing": _("this must be filled in."),
        "string_type": _("write a text in quotation marks."),
        "string_pattern_mismatch": _("use letters, digits, - and _ only."),
        "list_type": _("write a list in square brackets."),
        "date": _("write a date such as 2026-01-31."),
        "int": _("write a whole number."),
    }
    return known.get(kind) or known.get(kind.partition("_")[0]) or str(error["msg"])
