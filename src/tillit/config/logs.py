"""Logs tell what the machine did, never whom it did it to.

Whatever a library puts in a message, addresses, phone numbers, national identity numbers, links
that let someone in and query strings are taken out on the way to the log. A traceback keeps its
places; what the error said only where it speaks of the program or the machine, as the rest may
quote a name. There is no access log: it would be a register of visitors (the web server in front
can keep one, with its own retention).
"""

from __future__ import annotations

import logging
import logging.config
import re
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import structlog
from django.db import InterfaceError, OperationalError

# In this order: an address in a query string goes with its query string.
_PERSONAL: Final = (
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>\])]+"), "?[query]"),
    # A participant's own link, a link that lets staff in: a word nobody can guess.
    (re.compile(r"(?<=/)(?=[\w.-]*[A-Z_])(?:[0-9a-f]{32}\.)?[\w-]{40,}"), "[token]"),
    (re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*"), "[e-mail]"),
    (re.compile(r"(?<![\w.:-])\d{6}[ -]?\d{5}(?![\w:-])"), "[11 digits]"),
    (re.compile(r"(?<![\w.:/-])(?:\+|00)\d{1,3}[ -]?\d(?:[ -]?\d){5,12}(?![\w:-])"), "[phone]"),
    (
        re.compile(
            r"(?<![\w.:/-])(?:[49]\d{2} ?\d{2} ?\d{3}|[2-9]\d(?: \d{2}){3}|[2-9]\d{7})(?![\w:-])"
        ),
        "[phone]",
    ),
)
# Names of values that are personal whatever they look like.
_NAMED: Final = frozenset(
    "address authorization body content cookie email first_name last_name message_body name "
    "password phone query recipient recipients subject to token user username".split()
)
# What these say is about the program or the machine, never about anyone.
_SPEAKS_OF_THE_MACHINE: Final = (
    OperationalError, InterfaceError, ImportError, AttributeError, NameError, NotImplementedError,
    RecursionError, MemoryError,
)  # fmt: skip


def redact(text: str) -> str:
    """The text without addresses, phone numbers, identity numbers and query strings."""
    for pattern, instead in _PERSONAL:
        text = pattern.sub(instead, text)
    return text


def _redact_value(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, bool | int | float | None):
        return redact(str(value)) if isinstance(value, int) and abs(value) >= 10**7 else value
    if isinstance(value, Mapping):
        return {
            key: "[left out]" if str(key).lower() in _NAMED else _redact_value(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_redact_value(inner) for inner in value]
    return redact(str(value))


def redact_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor: nothing personal passes."""
    for key, value in event.items():
        if key in ("timestamp", "level", "logger") or key.startswith("_"):
            continue
        event[key] = "[left out]" if key.lower() in _NAMED else _redact_value(value)
    return event


def told(exc_info: Any) -> str:
    """A traceback: every place, the kind of each error, and what it said where that is safe."""
    return "\n".join(_told(exc_info[1], set()))


def _told(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    lines = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        lines = [*_told(before, seen), "", "which led to:", ""]
    places = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return [*lines, "Traceback (most recent call last):", places, kind + _said(error)]


def _said(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    if isinstance(error, _SPEAKS_OF_THE_MACHINE):
        return f": {error}"
    return ""


def configure(options: Mapping[str, Any]) -> None:
    """Set up logging: ``format`` is "plain" or "json", ``level`` as in Python's logging."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.ExceptionRenderer(told),
        redact_event,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if options["format"] == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "tillit": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        renderer,
                    ],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "tillit"}},
            "root": {"handlers": ["out"], "level": options["level"]},
            "loggers": {
                # Django mails its admins and logs requests by itself; here both end at the door.
                "django": {"handlers": [], "level": "INFO", "propagate": True},
                "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
                "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
                "django_tasks": {"level": "WARNING"},
                "django_tasks_db": {"level": "WARNING"},
            },
        }
    )
