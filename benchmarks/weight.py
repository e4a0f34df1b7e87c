"""What the first page weighs on the wire: HTML, stylesheets and scripts, gzipped."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """The front page of an organisation, as a visitor meets it first."""
    from benchmarks.figures import Figure

    with stage.database("weight") as database:
        weights = stage.child(database, "benchmarks.weight", "weigh")
    return [
        Figure(f"first page: {kind}", weight / 1000, "kB") for kind, weight in weights.items()
    ] + [Figure("first page: all of it", sum(weights.values()) / 1000, "kB", 90)]


def weigh() -> dict[str, int]:
    """Bytes by kind."""
    from django.conf import settings
    from django.test import Client

    from benchmarks import data
    from tillit.organisations.addresses import path

    of = data.organisation()
    data.events(of, 5, days_from_now=10)
    page = Client().get(path(of, "site:front"), headers={"host": "localhost"}).content
    weights = {"HTML": len(gzip.compress(page, 6)), "CSS": 0, "JS": 0}
    for address in set(_LINKED.findall(page.decode())):
        file = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)
        weights[file.suffix[1:].upper()] += len(gzip.compress(file.read_bytes(), 6))
    assert weights["CSS"], page
    return weights
