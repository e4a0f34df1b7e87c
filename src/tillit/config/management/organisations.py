"""What commands that go through the organisations share."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from tillit.organisations.models import Organisation


def chosen(slug: str | None) -> list[Organisation]:
    """The organisation with that slug, or all. Raises CommandError that lists those there are."""
    found = Organisation.objects.order_by("slug")
    if slug is None:
        return list(found)
    one = list(found.filter(slug=slug))
    if not one:
        names = ", ".join(found.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"No organisation is called {slug!r}. There are: {names}.")
    return one


def say_counts(out: Any, counts: dict[str, dict[str, int]]) -> None:
    """What went, a line each."""
    if not counts:
        out.write("  nothing was due")
    for label, verbs in sorted(counts.items()):
        for verb, number in verbs.items():
            out.write(f"  {number:>9,}  {label} {verb}")
