"""How a command is told which organisation it is about."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError


def add_organisation(
    parser: ArgumentParser, *, help: str = "its web address, such as our-club"
) -> None:
    """The organisation, by its place or as ``--organisation``: both are accepted everywhere."""
    parser.add_argument("organisation", nargs="?", metavar="ORGANISATION", help=help)
    parser.add_argument("--organisation", dest="named", metavar="SLUG", help="the same")


def given(options: dict[str, Any]) -> str | None:
    """The organisation that was named, in either way. Raises CommandError when it is two."""
    placed: str | None
    named: str | None
    placed, named = options.get("organisation"), options.pop("named", None)
    if placed and named and placed != named:
        raise CommandError(f"Which organisation: {placed} or {named}?")
    return placed or named
