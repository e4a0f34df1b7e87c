"""What the reader's dated list has on suppliers: where they are, what transfers rest on."""

from __future__ import annotations

from functools import lru_cache

from tillit.privacy.reader.claims.catalogue import Supplier, suppliers


@lru_cache(maxsize=1)
def _known() -> dict[str, Supplier]:
    """Every supplier by its name and by all it is also called, in small letters."""
    known: dict[str, Supplier] = {}
    for one in suppliers():
        for name in (one.name, *one.aliases):
            known.setdefault(name.lower(), one)
    return known | {one.name.lower(): one for one in suppliers()}


def supplier(name: str) -> Supplier | None:
    """What the list has on a supplier; None when it is not there."""
    return _known().get(name.strip().lower())
