"""References to rows: ``model:uuid``. The ledger, messages and disclosures name things by them."""

from __future__ import annotations

from django.db.models import Model


def reference(row: Model) -> str:
    """The reference of a row that has a ``uuid`` column, e.g. ``registration:7c9e…``."""
    return f"{row._meta.model_name}:{row.uuid}"  # type: ignore[attr-defined]


def split(text: str) -> tuple[str, str]:
    """Model name and uuid of a reference. Raises ValueError when it is none."""
    name, separator, key = text.partition(":")
    if not (name and separator and key):
        raise ValueError(f"not a reference: {text!r}")
    return name, key
